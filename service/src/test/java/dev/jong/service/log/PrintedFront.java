package dev.jong.service.log;

import dev.jong.runtime.plan.EncodedPlan;
import dev.jong.service.container.Caller;
import dev.jong.service.container.Front;
import dev.jong.service.container.Outcome;
import java.io.InputStream;
import java.util.Map;

/// A front that remembers what it was shown.
final class PrintedFront implements Front {
    final StringBuilder out = new StringBuilder();
    final StringBuilder err = new StringBuilder();

    /// The longest message, bytes.
    int longest;

    /// What happens whenever it is shown something.
    Runnable meanwhile = () -> {};

    @Override
    public Caller caller() {
        return new Caller("/", Map.of(), 0, 0, false, false, false, 80, 24, "/usr/bin/jong");
    }

    @Override
    public void out(String bytes) {
        longest = Math.max(longest, bytes.length());
        out.append(bytes);
        meanwhile.run();
    }

    @Override
    public void err(String bytes) {
        longest = Math.max(longest, bytes.length());
        err.append(bytes);
    }

    @Override
    public InputStream standardInput() {
        return InputStream.nullInputStream();
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
