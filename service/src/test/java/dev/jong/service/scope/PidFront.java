package dev.jong.service.scope;

import dev.jong.runtime.plan.EncodedPlan;
import dev.jong.service.container.BareFront;
import dev.jong.service.container.Caller;
import dev.jong.service.container.Outcome;
import java.nio.file.Path;
import java.util.Map;

/// A front that answers plans with the number of its process.
final class PidFront extends BareFront {
    private final Path directory;
    private final long pid;

    PidFront(Path directory, long pid) {
        this.directory = directory;
        this.pid = pid;
    }

    @Override
    public Caller caller() {
        return new Caller(
                "/",
                Map.of(
                        "PATH",
                        directory.resolve("bin") + ":/usr/bin:/bin",
                        "XDG_RUNTIME_DIR",
                        directory.resolve("session").toString()),
                1000,
                1000,
                false,
                false,
                false,
                80,
                24,
                "/usr/bin/jong");
    }

    @Override
    public Outcome carryOut(EncodedPlan plan, Runnable meanwhile) {
        meanwhile.run();
        return new Outcome.Done(pid);
    }

    @Override
    public void out(String bytes) {
        throw new AssertionError(bytes);
    }

    @Override
    public void err(String bytes) {
        throw new AssertionError(bytes);
    }
}
