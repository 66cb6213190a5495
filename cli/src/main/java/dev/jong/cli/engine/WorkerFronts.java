package dev.jong.cli.engine;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.linux.InRoot;
import dev.jong.linux.Syscalls;
import dev.jong.runtime.control.ControlPlans;
import dev.jong.service.build.StepFronts;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Fronts that this process starts for itself: they find a socket of its own where they look for an engine
/// (docs/protocol.md, "Fronts of a worker"). One that finds nobody there any more leaves: where it would lock to start an
/// engine, there is nothing to lock.
public final class WorkerFronts implements StepFronts {
    /// Which of them it is says the variable.
    private static final String KEY = "JONG_STEP";

    /// What it is called in a list of processes.
    private static final String COMMAND = "build_step";

    private final Path folder;
    private final ServerSocketChannel listener;
    private final ControlPlans plans;
    private final List<String> command;
    private final Map<String, String> environment;
    private final Map<String, WorkerFront> awaited = new ConcurrentHashMap<>();
    private final AtomicLong last = new AtomicLong();

    /// Guards what follows.
    private final Object spareLock = new Object();

    private @Nullable WorkerFront spare;
    private boolean closed;

    /// @param folder of this build's own
    /// @param hash name of the engine's folder in its runtime directory
    /// @param program absolute path of `jong`
    /// @param inside whether this process is in a user namespace that a front made
    /// @throws JongException UNAVAILABLE when the socket can't be made
    public WorkerFronts(
            Syscalls kernel,
            Path folder,
            String hash,
            Path store,
            String program,
            boolean inside,
            ControlPlans plans) {
        this.folder = folder;
        this.plans = plans;
        this.command = List.of(program, "--root", Text.of(store), COMMAND);
        Map<String, String> variables = new TreeMap<>();
        variables.put("JONG_ROOT", Text.of(store));
        variables.put("JONG_RUN", Text.of(folder));
        if (inside) {
            variables.put("JONG_USERNS", "1");
        }
        this.environment = variables;
        this.listener = listen(kernel, folder.resolve(hash));
        Thread.ofPlatform().daemon().name("fronts").start(this::accept);
    }

    private static ServerSocketChannel listen(Syscalls kernel, Path place) {
        try {
            Files.createDirectories(place.resolve("start.lock"));
            // A path of any length: sockets have short ones.
            try (InRoot directory = InRoot.open(kernel, place)) {
                ServerSocketChannel open = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
                String path = "/proc/self/fd/" + directory.number() + "/engine.sock";
                return open.bind(UnixDomainSocketAddress.of(path));
            }
        } catch (IOException e) {
            throw JongException.of(
                            ErrorKind.UNAVAILABLE,
                            "cannot make a socket in " + Text.printable(Text.of(place)))
                    .causedBy(e);
        }
    }

    private void accept() {
        while (listener.isOpen()) {
            try {
                greet(listener.accept());
            } catch (IOException e) {
                EngineLog.debug("a front of this worker", e);
            }
        }
    }

    private void greet(SocketChannel connection) throws IOException {
        Wire wire =
                new Wire(Channels.newInputStream(connection), Channels.newOutputStream(connection));
        try {
            Request request = Request.of(wire.read());
            String key = request.caller().variable(KEY).orElse("");
            Optional<WorkerFront> front = Optional.ofNullable(awaited.remove(key));
            if (front.isPresent()) {
                wire.send(dev.jong.runtime.plan.Contract.MSG_ACCEPTED, new byte[0]);
                front.get().connected(new FrontSession(wire, request.caller(), () -> {}), wire);
                return;
            }
        } catch (JongException e) {
            EngineLog.debug("no front of this worker", e);
        }
        wire.close();
    }

    @Override
    public One take() {
        WorkerFront ready;
        synchronized (spareLock) {
            ready = spare;
            spare = null;
        }
        WorkerFront taken = ready == null ? start() : ready;
        try {
            taken.begin(plans);
            return taken;
        } catch (RuntimeException e) {
            taken.close();
            throw e;
        }
    }

    /// Starts one ahead: the next step finds it ready.
    @Override
    public void prepare() {
        synchronized (spareLock) {
            if (spare == null && !closed) {
                spare = start();
            }
        }
    }

    private WorkerFront start() {
        String key = Long.toString(last.incrementAndGet());
        Map<String, String> variables = new TreeMap<>(environment);
        variables.put(KEY, key);
        WorkerFront front = new WorkerFront();
        awaited.put(key, front);
        front.start(command, variables);
        return front;
    }

    @Override
    public void close() {
        WorkerFront left;
        synchronized (spareLock) {
            left = spare;
            spare = null;
            closed = true;
        }
        if (left != null) {
            left.close();
        }
        try {
            listener.close();
        } catch (IOException e) {
            EngineLog.debug("closing the socket in " + folder, e);
        }
    }
}
