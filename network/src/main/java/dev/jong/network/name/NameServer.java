package dev.jong.network.name;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Answers the queries of one network, until it is closed.
public final class NameServer implements AutoCloseable {
    private final NameSockets sockets;
    private final ExecutorService threads;

    private NameServer(NameSockets sockets, ExecutorService threads) {
        this.sockets = sockets;
        this.threads = threads;
    }

    /// Begins to answer. It is to be called by an ordinary thread, not by one that has entered the network's namespace
    /// to open the sockets: the threads that this starts ask upstream from where the engine is.
    ///
    /// @param sockets closed with the server
    /// @param upstream asked for what the network does not know, unless it is internal
    public static NameServer start(
            NameSockets sockets, ServedNetwork network, Upstream upstream, Limits limits) {
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        NameService service = new NameService(network, upstream, sockets.addresses(), limits);
        Places places = new Places(limits.connections(), limits.connectionsEach());
        sockets.datagrams()
                .forEach(channel -> threads.execute(new Datagrams(channel, service, threads)));
        sockets.connections()
                .forEach(channel ->
                        threads.execute(
                                new Connections(channel, service, places, limits, threads)));
        return new NameServer(sockets, threads);
    }

    /// Stops at once, and returns when all threads have ended. Queries under way get no answer.
    @Override
    public void close() {
        sockets.close();
        // Interrupted, a virtual thread lets go of any socket that it waits for.
        threads.shutdownNow();
        threads.close();
    }
}
