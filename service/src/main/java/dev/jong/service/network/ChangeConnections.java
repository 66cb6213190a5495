package dev.jong.service.network;

import dev.jong.service.container.ContainerRecord;
import dev.jong.service.container.Front;
import dev.jong.service.container.NetworkOptions;
import dev.jong.store.network.NetworkRecord;
import java.util.List;

/// `network connect` and `network disconnect`: for containers that run, and for those that do not.
public interface ChangeConnections {
    /// Connects a container to a network.
    ///
    /// @param wish what it is to have there; its network is this one
    /// @param links names by which it finds other containers
    /// @param front carries out what has to be
    /// @throws dev.jong.base.JongException CONFLICT when it is connected already or shares another network,
    ///     INVALID_ARGUMENT for an address that is not of the network
    void connect(
            NetworkRecord network,
            ContainerRecord container,
            NetworkOptions.Join wish,
            List<NetworkOptions.Link> links,
            Front front);

    /// Disconnects it.
    ///
    /// @param force also when the container does not answer any more
    /// @throws dev.jong.base.JongException CONFLICT when it is not connected
    void disconnect(NetworkRecord network, ContainerRecord container, boolean force, Front front);
}
