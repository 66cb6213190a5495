package dev.jong.cli.engine;

import dev.jong.base.JongException;
import dev.jong.runtime.plan.Contract;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.Channel;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// The process that fronts talk to. The first command comes over two pipes, since the JDK's channels cost 25 ms
/// to initialise; they are set up after its answer, with a delay, so as not to compete with the container that
/// just starts. From then on each connection has a thread of a pool: a virtual
/// thread that waits for its front costs two milliseconds more of system time for each command on two cores.
public final class Engine {
    private static final long QUIET_MILLIS = 40;
    private static final long PATIENCE_MILLIS = 150;
    private static final int SPARE = 2;

    private final Handler handler;
    private final Lifetime lifetime;
    private final CountDownLatch answered = new CountDownLatch(1);

    /// Threads that wait for a connection, or are on their way there.
    private final AtomicInteger waiting = new AtomicInteger();

    /// @param lifetime says when it is time to leave
    public Engine(Handler handler, Lifetime lifetime) {
        this.handler = handler;
        this.lifetime = lifetime;
    }

    /// Serves the command that came with the start, and then, unless this is a one-shot engine, everybody else
    /// until it is time to leave.
    public void run() throws InterruptedException {
        Thread accepting = new Thread(this::accept, "accept");
        if (!lifetime.oneShot()) {
            accepting.start();
        }
        lifetime.enter();
        try (Wire wire =
                new Wire(
                        new FileInputStream("/proc/self/fd/3"),
                        new FileOutputStream("/proc/self/fd/4"))) {
            converse(wire);
        } catch (IOException e) {
            // The front that started this engine was killed: others may be waiting already.
            EngineLog.debug("the first front is gone", e);
        }
        answered.countDown();
        if (!lifetime.oneShot()) {
            accepting.join();
            lifetime.awaitRest();
            quietly("tidying up", handler::tidy);
        }
    }

    private void accept() {
        try {
            answered.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            Thread.sleep(QUIET_MILLIS);
            Channel inherited = System.inheritedChannel();
            if (!(inherited instanceof ServerSocketChannel listener)) {
                EngineLog.error("descriptor 0 is no listening socket", new IllegalStateException());
                return;
            }
            lifetime.begin(listener);
            Thread.ofPlatform()
                    .daemon()
                    .name("sweep")
                    .start(() -> quietly("sweeping", handler::begin));
            // Made here, not with the engine: a pool costs the first command a millisecond.
            ExecutorService pool = Executors.newCachedThreadPool();
            waiting.incrementAndGet();
            while (listener.isOpen()) {
                serveNext(listener, pool);
                waiting.incrementAndGet();
            }
        } catch (IOException e) {
            EngineLog.debug("no more connections", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Whoever accepts a connection serves it, and others wait for the next one: handing it over to another thread would
    /// cost each command a switch between threads.
    private void serveNext(ServerSocketChannel listener, ExecutorService pool) throws IOException {
        SocketChannel connection = listener.accept();
        lifetime.enter();
        if (waiting.decrementAndGet() == 0) {
            waiting.incrementAndGet();
            pool.execute(() -> serveWhileNeeded(listener, pool));
        }
        serve(connection);
    }

    private void serveWhileNeeded(ServerSocketChannel listener, ExecutorService pool) {
        try {
            serveNext(listener, pool);
            while (waiting.incrementAndGet() <= SPARE && listener.isOpen()) {
                serveNext(listener, pool);
            }
            waiting.decrementAndGet();
        } catch (IOException e) {
            EngineLog.debug("no more connections", e);
        }
    }

    private void serve(SocketChannel connection) {
        try (Wire wire =
                new Wire(
                        Channels.newInputStream(connection),
                        Channels.newOutputStream(connection))) {
            converse(wire);
        } catch (IOException e) {
            EngineLog.debug("a front is gone", e);
        }
    }

    /// Serves one front, whose session has been entered. One of another build makes this engine leave.
    void converse(Wire wire) throws IOException {
        boolean waits = false;
        try {
            Request request = Request.of(wire.read());
            if (!lifetime.fits(request.build())) {
                wire.send(
                        Contract.MSG_REFUSED,
                        "the running engine is another version, starting a new one");
                lifetime.leave();
                return;
            }
            if (!lifetime.oneShot() && handler.isHeavy(request.arguments())) {
                wire.send(Contract.MSG_WORKER, new byte[0]);
                return;
            }
            wire.send(Contract.MSG_ACCEPTED, new byte[0]);
            if (handler.waits(request.arguments())) {
                waits = true;
                lifetime.beginWaiting();
            }
            FrontSession front = new FrontSession(wire, request.caller(), answered::countDown);
            new Session(handler, lifetime.oneShot()).serve(request, front);
        } catch (JongException e) {
            refuse(wire, e);
        } finally {
            if (waits) {
                lifetime.endWaiting();
            }
            if (lifetime.exit()) {
                quietly("tidying up", handler::tidy);
            }
        }
    }

    /// What is no request gets an answer all the same: silence would have the front try again.
    private static void refuse(Wire wire, JongException error) throws IOException {
        wire.send(Contract.MSG_ACCEPTED, new byte[0]);
        wire.send(Contract.MSG_ERR, "jong: " + error.text() + "\n");
        wire.send(Contract.MSG_EXIT, error.kind().exitCode());
    }

    /// Work behind the scenes that fails is for the log; the next command is served all the same.
    private static void quietly(String what, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            EngineLog.error(what, e);
        }
    }
}
