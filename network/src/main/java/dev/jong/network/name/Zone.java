package dev.jong.network.name;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/// What a network knows at this moment: who is there, and which addresses are its own. It is asked for each query, by
/// several threads at once, so it should answer in well under a millisecond.
public interface Zone {
    /// The addresses of all containers of a name, an alias or a short id, in an order that stays the same.
    ///
    /// @param name as bytes, letters of ASCII in lower case, without a dot at the end; anything that a stranger can send
    /// @return empty when nobody is called so; an empty list when somebody is, who has no address
    Optional<List<InetAddress>> addresses(String name);

    /// The names of the container with an address, the best one first; none when no container has it.
    List<String> names(InetAddress address);

    /// Whether an address is in one of the network's subnets, taken or not.
    boolean contains(InetAddress address);
}
