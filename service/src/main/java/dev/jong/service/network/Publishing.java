package dev.jong.service.network;

import dev.jong.service.container.NetworkOptions;
import java.util.List;

/// How ports of containers in networks are published.
interface Publishing {
    /// @param made the container's connections; ports lead to the one that it leaves by
    PublishPorts.Published publish(String id, NetworkOptions asked, List<Connection> made);
}
