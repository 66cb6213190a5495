package dev.jong.service.scope;

import dev.jong.runtime.plan.EncodedPlan;
import dev.jong.service.container.Caller;
import dev.jong.service.container.Front;
import dev.jong.service.container.Outcome;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;

/// A front that answers plans with the number of its process.
record PidFront(Path directory, long pid) implements Front {
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

    @Override
    public InputStream standardInput() {
        return new ByteArrayInputStream(new byte[0]);
    }

    @Override
    public void afterwards(Runnable work) {
        work.run();
    }

    @Override
    public void awaitEnd() {}
}
