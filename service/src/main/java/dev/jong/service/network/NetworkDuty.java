package dev.jong.service.network;

import dev.jong.service.container.Front;
import dev.jong.store.network.NetworkRecord;

/// What goes on beside containers that are connected: their names are served, and rules that somebody else has removed
/// are made again. It outlives the engine.
public interface NetworkDuty {
    /// A container is about to run in a network with names, which is in the kernel. They are served when this returns.
    void serve(NetworkRecord network, Front front);

    /// A container with published ports is about to run.
    void publishes();

    /// A container runs that is connected, in the background.
    void begun(Front front);
}
