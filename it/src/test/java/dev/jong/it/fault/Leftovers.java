package dev.jong.it.fault;

import dev.jong.it.harness.Await;
import dev.jong.it.harness.EngineProcess;
import dev.jong.it.harness.Shell;
import dev.jong.it.harness.Site;

/// What a store holds, for comparing before and after.
final class Leftovers {
    private Leftovers() {}

    /// Every file and directory, but for locks, the folders of living engines, and what containers wrote, when the trash is
    /// empty: that is done when nobody waits, and containers that remove themselves come there with the next look at them.
    static String of(Site site) {
        site.succeeds("ps", "-aq");
        Await.that(() -> !files(site).contains("./trash/"), "the trash is empty");
        return files(site);
    }

    private static String files(Site site) {
        return Shell.script(
                site.store(),
                "find . -mindepth 1 -not -path './tmp/*' -not -name '*.lock' -not -name sweep-wanted "
                        + "-not -path './containers/*/*' | LC_ALL=C sort; "
                        + "find tmp -mindepth 2 -o -name 'layer-*' | LC_ALL=C sort");
    }

    /// Makes what killed processes left old enough, starts a new engine, and waits until it has swept.
    static void sweep(Site site) {
        new EngineProcess(site).stop();
        Shell.script(
                site.store(),
                "find . -mindepth 1 -exec touch -h -d '2 minutes ago' {} +; ls -A trash > /dev/null");
        site.succeeds("images");
        site.succeeds("ps");
        Await.millis(1500);
    }
}
