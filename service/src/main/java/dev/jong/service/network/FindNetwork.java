package dev.jong.service.network;

import dev.jong.store.network.NetworkRecord;

/// Finds the network that is meant.
interface FindNetwork {
    /// @param name name or id; `default` or empty for the default network
    /// @throws dev.jong.base.JongException NOT_FOUND when there is none
    NetworkRecord find(String name);
}
