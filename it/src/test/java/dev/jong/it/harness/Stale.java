package dev.jong.it.harness;

/// Lets time pass for what killed processes left, so that the next engine may sweep it.
public final class Stale {
    private static final int LOOKS = 200;

    /// Lists what is left; a command that was killed early may not even have made the directories.
    private static final String LEFT =
            "find trash names containers -mindepth 1 -maxdepth 1 2> /dev/null || true";

    private static final String CLAIMED = "find run/*/net/in -type f 2> /dev/null || true";

    private Stale() {}

    /// Makes everything in the store two minutes old and lets a new engine sweep, until nothing is left. A sweep
    /// leaves alone what still has a living process, so the first one may come too early for what was just killed.
    public static void sweep(Site site) {
        Await.that(() -> sweptOnce(site), "a sweep has removed all of " + site.store());
    }

    private static boolean sweptOnce(Site site) {
        new EngineProcess(site).kill();
        Shell.script(
                site.store(),
                "find containers names -mindepth 1 -maxdepth 1 -exec touch -h -d '2 minutes ago' {} + || true");
        Shell.script(
                site.folder(),
                "find run/*/net/in -type f -exec touch -d '2 minutes ago' {} + 2> /dev/null || true");
        site.succeeds("ps");
        for (int look = 0; look < LOOKS; look++) {
            if (Shell.script(site.store(), LEFT).isEmpty()
                    && Shell.script(site.folder(), CLAIMED).isEmpty()) {
                return true;
            }
            Await.millis(10);
        }
        return false;
    }
}
