package dev.jong.network.name;

/// The network that a name server serves.
///
/// @param name the network's name: containers are also found as NAME.NETWORK
/// @param internal whether nothing may leave the network, so that no query may either (N03)
/// @param zone who is in it
public record ServedNetwork(String name, boolean internal, Zone zone) {}
