package dev.jong.service.network;

import dev.jong.base.JongException;
import dev.jong.store.network.NetworkRecord;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Looks after networks while connected containers run: serves names, and has the firewall's table made anew that
/// somebody else removed. It begins when it is asked to, and ends by itself when nobody has run for a while.
final class NetworkWatch implements AutoCloseable {
    private final NameServers names;
    private final KnownEndpoints endpoints;
    private final Supplier<List<NetworkRecord>> up;
    private final WatchedTable table;
    private final Pace pace;
    private final LongSupplier nanoTime;
    private final Consumer<RuntimeException> trouble;

    /// When each network was needed last; the empty id stands for any. Guarded by this object.
    private final Map<String, Long> needed = new HashMap<>();

    /// Guarded by this object.
    private @Nullable Thread thread;

    /// Guarded by this object.
    private boolean closed;

    private long looked;
    private String told = "";

    /// How often it looks.
    ///
    /// @param rules between two looks at the table
    /// @param retry until it tries again to serve what somebody else serves
    /// @param grace how long it goes on when nobody runs
    record Pace(Duration rules, Duration retry, Duration grace) {
        static final Pace USUAL =
                new Pace(Duration.ofSeconds(2), Duration.ofMillis(250), Duration.ofSeconds(5));
    }

    /// What it looks at.
    ///
    /// @param endpoints who runs
    /// @param up networks that are in the kernel
    record Sights(
            KnownEndpoints endpoints, Supplier<List<NetworkRecord>> up, LongSupplier nanoTime) {}

    /// @param trouble hears of what fails, once; it is tried again
    NetworkWatch(
            NameServers names,
            Sights sights,
            WatchedTable table,
            Pace pace,
            Consumer<RuntimeException> trouble) {
        this.names = names;
        this.endpoints = sights.endpoints();
        this.up = sights.up();
        this.nanoTime = sights.nanoTime();
        this.table = table;
        this.pace = pace;
        this.trouble = trouble;
        this.looked = nanoTime.getAsLong();
    }

    /// Serves the names of a network from now on, unless somebody else does. A container of it is about to run.
    void serve(NetworkRecord network) {
        begin(network.id());
        names.serve(network);
    }

    /// A connected container runs, or is about to.
    void begin() {
        begin("");
    }

    private synchronized void begin(String id) {
        needed.put(id, nanoTime.getAsLong());
        if (thread == null && !closed) {
            thread = Thread.ofPlatform().daemon().name("networks").start(this::watch);
        }
    }

    private void watch() {
        Duration pause = pace.retry();
        while (waits(pause)) {
            try {
                pause = look() ? pace.rules() : pace.retry();
            } catch (RuntimeException e) {
                tell(e);
                pause = pace.rules();
            }
        }
        // Somebody may have begun anew.
        names.keep(this::needed);
    }

    private void tell(RuntimeException e) {
        String what = String.valueOf(e.getMessage());
        if (!what.equals(told)) {
            told = what;
            trouble.accept(e);
        }
    }

    /// @return false when it is over
    private synchronized boolean waits(Duration pause) {
        try {
            long end = System.nanoTime() + pause.toNanos();
            for (long left = pause.toMillis(); !closed && left > 0; ) {
                wait(left);
                left = (end - System.nanoTime()) / 1_000_000;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed = true;
        }
        if (closed || needed().isEmpty()) {
            thread = null;
            return false;
        }
        return true;
    }

    /// Looks once.
    ///
    /// @return whether all is as it should be
    boolean look() {
        boolean served = true;
        if (endpoints.anyRunning().isPresent()) {
            need("");
            restore();
        }
        for (NetworkRecord network : up.get()) {
            if (network.hasNames() && endpoints.isUsed(network.id())) {
                need(network.id());
                Optional<JongException> taken = names.serve(network);
                taken.ifPresent(this::tell);
                served &= taken.isEmpty();
            }
        }
        names.keep(this::needed);
        return served;
    }

    private void restore() {
        long now = nanoTime.getAsLong();
        if (now - looked >= pace.rules().toNanos()) {
            looked = now;
            if (!table.isThere()) {
                table.restore();
            }
        }
    }

    private synchronized void need(String id) {
        needed.put(id, nanoTime.getAsLong());
    }

    /// What was needed a moment ago.
    private synchronized Set<String> needed() {
        long now = nanoTime.getAsLong();
        needed.values().removeIf(time -> now - time > pace.grace().toNanos());
        return new HashSet<>(needed.keySet());
    }

    /// Ends it, and waits until it has ended.
    @Override
    public void close() {
        Thread running;
        synchronized (this) {
            closed = true;
            running = thread;
            notifyAll();
        }
        if (running != null) {
            try {
                running.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        names.close();
    }
}
