package dev.jong.service.network;

import dev.jong.service.container.Front;
import dev.jong.store.network.NetworkRecord;
import java.util.List;
import java.util.Optional;

/// Who uses a network, and what the kernel has of it: the seam between records and what runs.
public interface NetworkUse {
    /// The containers that are connected to a network, or will be when they are started.
    List<Member> members(NetworkRecord network);

    /// Takes its bridge and its rules out of the kernel; nothing when they are not there.
    ///
    /// @param front carries out what has to be
    void lower(NetworkRecord network, Front front);

    /// One container in a network.
    ///
    /// @param id of the container
    /// @param name of the container
    /// @param address its IPv4 address there with the length of the subnet, `172.18.0.2/16`; empty when it has none now
    /// @param address6 the same for IPv6
    /// @param hardware its MAC address there
    /// @param running it is connected now
    record Member(
            String id,
            String name,
            Optional<String> address,
            Optional<String> address6,
            Optional<String> hardware,
            boolean running) {
        /// One whose addresses nobody knows.
        public static Member of(String id, String name, boolean running) {
            return new Member(
                    id, name, Optional.empty(), Optional.empty(), Optional.empty(), running);
        }
    }
}
