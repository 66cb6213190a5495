package dev.jong.cli.engine;

import dev.jong.runtime.plan.Contract;
import dev.jong.runtime.plan.LaunchPlan;
import dev.jong.runtime.plan.PlanEncoder;
import dev.jong.service.container.Caller;
import dev.jong.service.container.Front;
import dev.jong.service.container.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.function.BiConsumer;

/// One command's conversation, seen from the use cases.
final class FrontSession implements Front {
    private final Wire wire;
    private final Caller caller;
    private final Runnable answered;

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
    public void err(String bytes) {
        send(Contract.MSG_ERR, bytes);
    }

    @Override
    public InputStream standardInput() {
        try {
            wire.send(Contract.MSG_WANT_STDIN, new byte[0]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new StandardInput(wire);
    }

    @Override
    public Outcome carryOut(LaunchPlan plan, BiConsumer<Long, Long> started) {
        try {
            wire.send(Contract.MSG_PLAN, PlanEncoder.encode(plan));
            answered.run();
            while (true) {
                Wire.Message message = wire.read();
                switch (message.tag()) {
                    case Contract.MSG_STARTED -> {
                        started.accept((long) message.word(0), message.wide(4));
                        if (plan.has(Contract.PLAN_DETACH)) {
                            return new Outcome.Running();
                        }
                    }
                    case Contract.MSG_FAILED -> {
                        return new Outcome.Failed(message.word(0), message.word(4), message.word(8));
                    }
                    case Contract.MSG_EXITED -> {
                        return new Outcome.Exited(message.word(0), message.word(4));
                    }
                    case Contract.MSG_DONE -> {
                        return new Outcome.Done(message.wide(0));
                    }
                    case Contract.MSG_DETACHED -> {
                        return new Outcome.Done(0);
                    }
                    default -> throw new IOException("a message with the tag " + message.tag());
                }
            }
        } catch (IOException e) {
            return new Outcome.Lost();
        }
    }

    /// Ends the command.
    void exit(int code) {
        try {
            wire.send(Contract.MSG_EXIT, code);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void send(int tag, String bytes) {
        try {
            wire.send(tag, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        answered.run();
    }
}
