package dev.jong.cli.engine;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.linux.HostProgram;
import dev.jong.linux.ServedProgram;
import dev.jong.runtime.control.ControlPlans;
import dev.jong.service.build.StepFronts;
import dev.jong.service.container.Front;
import dev.jong.service.container.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/// A front that this process has started, and its conversation. Its output has a thread, the one that started it: the
/// kernel ends the front with that thread, and so when this process is killed.
final class WorkerFront implements StepFronts.One {
    private static final Duration PATIENCE = Duration.ofSeconds(8);
    private static final int START_SECONDS = 20;
    private static final int PIECE = 32 << 10;

    private final CompletableFuture<ServedProgram> program = new CompletableFuture<>();
    private final CompletableFuture<Conversation> conversation = new CompletableFuture<>();
    private final CompletableFuture<Consumer<byte[]>> output = new CompletableFuture<>();
    private final CompletableFuture<Optional<RuntimeException>> drained = new CompletableFuture<>();

    private record Conversation(FrontSession session, Wire wire) {}

    /// Starts the process; returns at once.
    void start(List<String> command, Map<String, String> environment) {
        Thread.ofPlatform()
                .daemon()
                .name("step")
                .start(() -> {
                    try {
                        drained.complete(follow(HostProgram.serve(command, environment)));
                    } catch (RuntimeException e) {
                        program.completeExceptionally(e);
                        drained.complete(Optional.of(e));
                    }
                    conversation.completeExceptionally(
                            new IOException("the front ended before it connected"));
                });
    }

    /// Passes output on until its end.
    ///
    /// @return what its taker threw
    private Optional<RuntimeException> follow(ServedProgram started) {
        program.complete(started);
        Optional<RuntimeException> failure = Optional.empty();
        byte[] piece = new byte[PIECE];
        try (InputStream in = started.output()) {
            for (int got = in.read(piece); got >= 0; got = in.read(piece)) {
                if (failure.isEmpty()) {
                    failure = pass(Arrays.copyOf(piece, got));
                    // Nobody wants to hear the rest.
                    failure.ifPresent(_ -> started.end(PATIENCE));
                }
            }
        } catch (IOException e) {
            EngineLog.debug("output of a step", e);
        }
        return failure;
    }

    private Optional<RuntimeException> pass(byte[] piece) {
        try {
            output.join().accept(piece);
            return Optional.empty();
        } catch (RuntimeException e) {
            return Optional.of(e);
        }
    }

    /// It has connected.
    void connected(FrontSession session, Wire wire) {
        conversation.complete(new Conversation(session, wire));
    }

    /// Has it end with this process from now on.
    void begin(ControlPlans plans) {
        Front front = await().session();
        if (!(front.carryOut(plans.endWithStarter()) instanceof Outcome.Done)) {
            throw failed("it went away");
        }
    }

    private Conversation await() {
        try {
            return conversation.get(START_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed("interrupted");
        } catch (ExecutionException | TimeoutException e) {
            throw failed("it did not connect").causedBy(e);
        }
    }

    @Override
    public Front front() {
        return await().session();
    }

    @Override
    public void output(Consumer<byte[]> taker) {
        output.complete(taker);
    }

    @Override
    public void finish() {
        await().session().exit(0);
        drained.join()
                .ifPresent(failure -> {
                    throw failure;
                });
    }

    @Override
    public void close() {
        // What it says now nobody waits for.
        output.complete(_ -> {});
        if (!drained.isDone()) {
            program.thenAccept(started -> started.end(PATIENCE)).exceptionally(_ -> null).join();
        }
        Conversation open =
                conversation.isCompletedExceptionally() ? null : conversation.getNow(null);
        if (open != null) {
            try {
                open.wire().close();
            } catch (IOException e) {
                EngineLog.debug("a front of a step", e);
            }
        }
    }

    private static JongException failed(String why) {
        return JongException.of(
                ErrorKind.UNAVAILABLE, "cannot start a front for a step of the build: " + why);
    }
}
