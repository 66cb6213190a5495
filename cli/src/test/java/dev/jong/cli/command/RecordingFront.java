package dev.jong.cli.command;

import dev.jong.runtime.plan.EncodedPlan;
import dev.jong.service.container.Caller;
import dev.jong.service.container.Front;
import dev.jong.service.container.Outcome;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Map;

/// A front that remembers what it was shown, for commands that start nothing.
public final class RecordingFront implements Front {
    /// What went to standard output.
    public final StringBuilder out = new StringBuilder();

    /// What went to standard error.
    public final StringBuilder err = new StringBuilder();

    @Override
    public Caller caller() {
        return new Caller("/", Map.of(), 0, 0, false, false, false, 80, 24, "/usr/bin/jong");
    }

    @Override
    public void out(String bytes) {
        out.append(bytes);
    }

    @Override
    public void err(String bytes) {
        err.append(bytes);
    }

    @Override
    public InputStream standardInput() {
        return new ByteArrayInputStream(new byte[0]);
    }

    @Override
    public Outcome carryOut(EncodedPlan plan, Runnable meanwhile) {
        throw new AssertionError("nothing is started here");
    }

    @Override
    public void afterwards(Runnable work) {
        work.run();
    }

    @Override
    public void awaitEnd() {}
}
