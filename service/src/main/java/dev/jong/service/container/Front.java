package dev.jong.service.container;

import dev.jong.base.JongException;
import dev.jong.runtime.plan.EncodedPlan;
import dev.jong.runtime.plan.LaunchPlan;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// The command's other end: it shows what it is given, lends its standard input, and carries plans out.
/// One thread uses it at a time.
public interface Front {
    /// Where the command was typed.
    Caller caller();

    /// Bytes for standard output, as a byte string.
    void out(String bytes);

    /// Bytes for standard error, as a byte string.
    void err(String bytes);

    /// Bytes for standard output. When the front has gone this ends the command by throwing, also for no bytes at all.
    default void out(byte[] bytes, int offset, int length) {
        out(new String(bytes, offset, length, StandardCharsets.ISO_8859_1));
    }

    /// Standard output as a stream; large pieces are good.
    default OutputStream standardOutput() {
        return new FrontOutput(this);
    }

    /// Says on standard error what went wrong, and below it what to do if somebody knows.
    ///
    /// @param hint empty when there is none
    default void tell(String message, String hint) {
        err("jong: " + message + "\n" + (hint.isEmpty() ? "" : "hint: " + hint + "\n"));
    }

    /// Says what went wrong, without ending the command.
    default void tell(JongException error) {
        tell(error.text(), error.hint());
    }

    /// Standard input, streamed while it is read; may be asked for once.
    InputStream standardInput();

    /// Has a plan carried out and waits for its outcome.
    ///
    /// @param meanwhile done while the launch goes on if the plan waits for that, else before it; when it throws, no
    ///     program has run and none will
    Outcome carryOut(EncodedPlan plan, Runnable meanwhile);

    /// Does work when the command's exit code is on its way: what nobody has to wait for, as long as other commands come to
    /// the same engine; else before. Runs even when the front has left, once, in this thread.
    void afterwards(Runnable work);

    /// Waits until the front goes away: for commands that work until their user ends them. Meanwhile another thread may
    /// print.
    void awaitEnd();

    /// Has a plan carried out, and does something meanwhile that it has nothing to do with; when that throws the plan goes
    /// on and nobody hears of it.
    default Outcome carryOut(LaunchPlan plan, Runnable aside) {
        aside.run();
        return carryOut(plan);
    }

    /// Has a plan carried out that needs nothing else.
    default Outcome carryOut(LaunchPlan plan) {
        return carryOut(EncodedPlan.of(plan), () -> {});
    }
}
