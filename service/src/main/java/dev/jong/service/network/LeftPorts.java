package dev.jong.service.network;

import dev.jong.service.container.Containers;
import dev.jong.service.container.Endpoints;
import dev.jong.store.lease.Hold;
import java.nio.file.Files;
import java.util.Optional;

/// Published ports of an ordinary user's containers that have ended. Their parents cannot close them, being in the host's
/// network, so they leave the addresses that the ports lead to as well: whoever closes the ports gives them back. Nobody
/// else has such an address before, or a port that was published for one container would lead to another.
final class LeftPorts {
    private final Containers containers;
    private final ForgottenConnections forgotten;

    /// @param forgotten closes ports, and gives addresses back
    LeftPorts(Containers containers, ForgottenConnections forgotten) {
        this.containers = containers;
        this.forgotten = forgotten;
    }

    /// Closes those of a container that neither runs nor is being started.
    ///
    /// @return whether there were any, and nobody has its addresses any more
    boolean close(String id) {
        if (!areLeft(id)) {
            return false;
        }
        if (!Files.isDirectory(containers.folder(id).folder())) {
            // It was removed: nobody starts it any more.
            return closeOwn(id);
        }
        Optional<Hold> stopped = containers.holdStopped(id);
        if (stopped.isEmpty()) {
            return false;
        }
        try (Hold _ = stopped.get()) {
            return closeOwn(id);
        }
    }

    /// The same for one that the caller is about to start, whom nobody else can start.
    boolean closeOwn(String id) {
        if (!areLeft(id)) {
            return false;
        }
        forgotten.forget(id);
        return true;
    }

    /// What a program of its own publishes is in no network.
    private boolean areLeft(String id) {
        Optional<Endpoints> left = containers.endpoints().of(id);
        return left.isPresent()
                && !left.get().ports().isEmpty()
                && left.get().networks().stream()
                        .anyMatch(one -> one.publishes() && !one.networkId().isEmpty())
                && !containers.runs(id);
    }
}
