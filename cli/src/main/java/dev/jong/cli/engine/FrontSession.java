package dev.jong.cli.engine;

import dev.jong.runtime.plan.Contract;
import dev.jong.runtime.plan.EncodedPlan;
import dev.jong.runtime.plan.Errno;
import dev.jong.runtime.plan.LaunchPlan;
import dev.jong.service.container.Caller;
import dev.jong.service.container.Front;
import dev.jong.service.container.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// One command's conversation, seen from the use cases.
final class FrontSession implements Front {
    private final Wire wire;
    private final Caller caller;
    private final Runnable answered;
    private Runnable afterwards = () -> {};

    /// @param answered runs after the first thing that the user can see: what is heavy may start then
    FrontSession(Wire wire, Caller caller, Runnable answered) {
        this.wire = wire;
        this.caller = caller;
        this.answered = answered;
    }

    @Override
    public Caller caller() {
        return caller;
    }

    @Override
    public void out(String bytes) {
        send(Contract.MSG_OUT, bytes);
    }

    @Override
    public void out(byte[] bytes, int offset, int length) {
        try {
            wire.send(Contract.MSG_OUT, bytes, offset, length);
        } catch (IOException e) {
            throw new FrontGone(e);
        }
        answered.run();
    }

    @Override
    public void err(String bytes) {
        send(Contract.MSG_ERR, bytes);
    }

    @Override
    public InputStream standardInput() {
        try {
            wire.send(Contract.MSG_WANT_STDIN, new byte[0]);
        } catch (IOException e) {
            throw new FrontGone(e);
        }
        return new StandardInput(wire);
    }

    @Override
    public Outcome carryOut(EncodedPlan plan, Runnable meanwhile) {
        boolean beside = plan.plan().awaits();
        if (!beside) {
            meanwhile.run();
        }
        if (!isSent(plan)) {
            return new Outcome.Lost(false);
        }
        try {
            if (beside) {
                doBeside(meanwhile, plan.plan());
            }
            answered.run();
            return await(plan.plan());
        } catch (IOException e) {
            return new Outcome.Lost(true);
        }
    }

    @Override
    public Outcome carryOut(LaunchPlan plan, Runnable aside) {
        if (!isSent(EncodedPlan.of(plan))) {
            return new Outcome.Lost(false);
        }
        try {
            aside.run();
            answered.run();
            return await(plan);
        } catch (IOException e) {
            return new Outcome.Lost(true);
        }
    }

    private boolean isSent(EncodedPlan plan) {
        try {
            wire.send(Contract.MSG_PLAN, plan.bytes());
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private void doBeside(Runnable work, LaunchPlan plan) throws IOException {
        boolean done = false;
        try {
            work.run();
            done = true;
        } finally {
            wire.send(Contract.MSG_GO, done ? 0 : Errno.ECANCELED);
            if (!done) {
                // The front has taken everything back when it answers.
                await(plan);
            }
        }
    }

    private Outcome await(LaunchPlan plan) throws IOException {
        Optional<Outcome> outcome;
        do {
            outcome = outcome(wire.read(), plan);
        } while (outcome.isEmpty());
        return outcome.get();
    }

    @Override
    public void afterwards(Runnable work) {
        afterwards = work;
    }

    @Override
    public void awaitEnd() {
        try {
            while (wire.read().tag() != 0) {
                continue; // Nothing that it could say matters now.
            }
        } catch (IOException e) {
            EngineLog.debug("the front ended the command", e);
        }
    }

    /// Does the work that came up for after the exit code, once.
    void finish() {
        Runnable work = afterwards;
        afterwards = () -> {};
        work.run();
    }

    /// What a message says of the plan; empty when it goes on.
    private static Optional<Outcome> outcome(Wire.Message message, LaunchPlan plan)
            throws IOException {
        return switch (message.tag()) {
            case Contract.MSG_STARTED ->
                    plan.has(Contract.PLAN_DETACH)
                            ? Optional.of(new Outcome.Running())
                            : Optional.empty();
            case Contract.MSG_FAILED ->
                    Optional.of(
                            new Outcome.Failed(message.word(0), message.word(4), message.word(8)));
            case Contract.MSG_EXITED ->
                    Optional.of(new Outcome.Exited(message.word(0), message.word(4)));
            case Contract.MSG_DONE -> Optional.of(new Outcome.Done(message.wide(0)));
            // What was typed ahead of a plan that changes the terminal.
            case Contract.MSG_STDIN -> Optional.empty();
            case Contract.MSG_DETACHED -> Optional.of(new Outcome.Done(0));
            default -> throw new IOException("a message with the tag " + message.tag());
        };
    }

    /// Has the front ask a worker instead; only before anything else was told.
    void askWorker() {
        try {
            wire.send(Contract.MSG_WORKER, new byte[0]);
        } catch (IOException e) {
            EngineLog.debug("the front left before it was sent to a worker", e);
        }
    }

    /// Ends the command.
    void exit(int code) {
        try {
            wire.send(Contract.MSG_EXIT, code);
        } catch (IOException e) {
            throw new FrontGone(e);
        }
    }

    private void send(int tag, String bytes) {
        try {
            wire.send(tag, bytes);
        } catch (IOException e) {
            throw new FrontGone(e);
        }
        answered.run();
    }
}
