package dev.jong.it.death;

import dev.jong.it.harness.Await;
import dev.jong.it.harness.EngineProcess;
import dev.jong.it.harness.Shell;
import dev.jong.it.harness.Site;

/// Lets time pass for what killed processes left, so that the next engine may sweep it.
final class Stale {
    private static final int LOOKS = 200;

    /// Lists what is left; a command that was killed early may not even have made the directories.
    private static final String LEFT =
            "find trash names containers -mindepth 1 -maxdepth 1 2> /dev/null || true";

    private Stale() {}

    /// Makes everything in the store two minutes old and lets a new engine sweep, until nothing is left. A sweep
    /// leaves alone what still has a living process, so the first one may come too early for what was just killed.
    static void sweep(Site site) {
        Await.that(() -> sweptOnce(site), "a sweep has removed all of " + site.store());
    }

    private static boolean sweptOnce(Site site) {
        new EngineProcess(site).kill();
        Shell.script(
                site.store(),
                "find containers names -mindepth 1 -maxdepth 1 -exec touch -h -d '2 minutes ago' {} + || true");
        site.succeeds("ps");
        for (int look = 0; look < LOOKS; look++) {
            if (Shell.script(site.store(), LEFT).isEmpty()) {
                return true;
            }
            Await.millis(10);
        }
        return false;
    }
}
