package dev.jong.cli;

import dev.jong.base.Text;
import dev.jong.build.cache.CacheMounts;
import dev.jong.build.layer.StoreLayer;
import dev.jong.cli.engine.WorkerFronts;
import dev.jong.linux.NativeSyscalls;
import dev.jong.linux.Syscalls;
import dev.jong.runtime.control.ControlPlans;
import dev.jong.runtime.host.Host;
import dev.jong.service.build.BuildFolder;
import dev.jong.service.build.BuildRuns;
import dev.jong.service.build.RunBuildSteps;
import dev.jong.service.build.Secrets;
import dev.jong.service.build.StepFronts;
import dev.jong.service.build.StepOptions;
import dev.jong.service.container.BriefContainers;
import dev.jong.service.container.Front;
import dev.jong.service.container.RootCopier;
import dev.jong.service.container.SystemPaths;
import java.nio.file.Path;
import java.time.InstantSource;

/// Puts together what runs the programs of a build.
final class StepWiring {
    private final Wiring wiring;

    StepWiring(Wiring wiring) {
        this.wiring = wiring;
    }

    /// For one build, to be closed at its end.
    ///
    /// @param front of the command
    BuildRuns runs(Front front, StepOptions options, Secrets secrets) {
        Syscalls kernel = new NativeSyscalls();
        BuildFolder folder = BuildFolder.make(wiring.runtimeDirectory());
        try {
            if (folder.afterKilled()) {
                wiring.sweepKilled();
            }
            StepFronts fronts = fronts(kernel, folder, front);
            RunBuildSteps steps =
                    new RunBuildSteps(
                            containers(),
                            fronts,
                            options,
                            wiring.layers(),
                            new CacheMounts(
                                    wiring.store().root(),
                                    kernel,
                                    wiring.layers(),
                                    InstantSource.system()),
                            secrets,
                            kernel,
                            folder.path(),
                            new StoreLayer(wiring.store().content(), wiring.layers()));
            return new BuildRuns(steps, fronts, folder);
        } catch (RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    private StepFronts fronts(Syscalls kernel, BuildFolder folder, Front front) {
        Path runtime = wiring.runtimeDirectory();
        return new WorkerFronts(
                kernel,
                folder.path(),
                Text.of(runtime.getFileName()),
                wiring.store().root(),
                front.caller().program(),
                wiring.host().isolation() == Host.Isolation.ROOTLESS,
                new ControlPlans(wiring.host()));
    }

    private BriefContainers containers() {
        return new BriefContainers(
                wiring.host(),
                wiring.containers(),
                SystemPaths.ofHost(),
                wiring.filters(),
                wiring.connector(),
                wiring.store().leases(),
                new RootCopier(NativeSyscalls::new, wiring.host().isolation()),
                wiring::failedLaunch,
                wiring::userScope);
    }
}
