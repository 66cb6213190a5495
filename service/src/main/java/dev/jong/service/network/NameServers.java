package dev.jong.service.network;

import dev.jong.base.JongException;
import dev.jong.store.network.NetworkRecord;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// The name servers of this engine, at most one for each network. Of several engines of one store only one can have the
/// addresses.
final class NameServers implements AutoCloseable {
    private final Opening opening;

    /// By the ids of networks. Guarded by itself.
    private final Map<String, AutoCloseable> open = new HashMap<>();

    NameServers(Opening opening) {
        this.opening = opening;
    }

    /// The seam to the network.
    interface Opening {
        /// Opens one.
        ///
        /// @throws JongException PRECONDITION when its addresses can't be had
        AutoCloseable open(NetworkRecord network);
    }

    /// Serves a network, unless it does so already.
    ///
    /// @return why its addresses can't be had now; empty when it is served
    Optional<JongException> serve(NetworkRecord network) {
        synchronized (open) {
            if (!open.containsKey(network.id())) {
                try {
                    open.put(network.id(), opening.open(network));
                } catch (JongException taken) {
                    return Optional.of(taken);
                }
            }
            return Optional.empty();
        }
    }

    /// Serves no others any more.
    ///
    /// @param wanted their ids, asked for while nobody can begin to serve another one
    void keep(Supplier<Set<String>> wanted) {
        synchronized (open) {
            Set<String> ids = wanted.get();
            for (Map.Entry<String, AutoCloseable> one : Map.copyOf(open).entrySet()) {
                if (!ids.contains(one.getKey())) {
                    open.remove(one.getKey());
                    close(one.getValue());
                }
            }
        }
    }

    @Override
    public void close() {
        keep(Set::of);
    }

    private static void close(AutoCloseable server) {
        try {
            server.close();
        } catch (Exception e) {
            throw new IllegalStateException("a name server does not end", e);
        }
    }
}
