package dev.jong.it.death;

import dev.jong.it.harness.Await;
import dev.jong.it.harness.EngineProcess;
import dev.jong.it.harness.Shell;
import dev.jong.it.harness.Site;

/// Lets time pass for what killed processes left, so that the next engine may sweep it.
final class Stale {
    private Stale() {}

    /// Makes everything in the store two minutes old and waits for a new engine's sweep.
    static void sweep(Site site) {
        new EngineProcess(site).kill();
        Shell.script(
                site.store(),
                "find containers names -mindepth 1 -maxdepth 1 -exec touch -h -d '2 minutes ago' {} +");
        site.succeeds("ps");
        Await.that(
                () ->
                        Shell.script(site.store(), "ls -A trash names containers")
                                .strip()
                                .equals("containers:\n\nnames:\n\ntrash:"),
                "the sweep has removed all of " + site.store());
    }
}
