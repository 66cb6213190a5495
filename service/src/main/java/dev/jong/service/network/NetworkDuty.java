package dev.jong.service.network;

import dev.jong.service.container.Front;

/// What goes on beside containers that are connected: their names are served, and rules that somebody else has removed
/// are made again. It outlives the engine.
public interface NetworkDuty {
    /// A container runs that is connected.
    void begun(Front front);
}
