package dev.jong.network.netlink;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;

/// What sort of device is made. Pairs of devices are made by [RouteRequest#pair].
public sealed interface Kind {
    /// A switch in software, without spanning tree and without VLANs.
    record Bridge() implements Kind {}

    /// A device that stays open and leads nowhere.
    record Dummy() implements Kind {}

    /// The packets of a parent that carry a tag.
    ///
    /// @param parent index of the device it lies on
    /// @param id 1 to 4094
    record Vlan(int parent, int id) implements Kind {
        private static final int LAST = 4094;

        public Vlan {
            if (id < 1 || id > LAST) {
                throw JongException.of(
                        ErrorKind.INVALID_ARGUMENT, "cannot use VLAN " + id + ": it is 1 to 4094");
            }
        }
    }

    /// A device with a hardware address of its own on a parent.
    ///
    /// @param parent index of the device it lies on
    record Macvlan(int parent, MacvlanMode mode) implements Kind {}

    /// A device with addresses of its own and the parent's hardware address.
    ///
    /// @param parent index of the device it lies on. Mode and reach are the parent's: the kernel changes them for all
    ///     that lie on it
    record Ipvlan(int parent, IpvlanMode mode, IpvlanReach reach) implements Kind {}

    /// Whom devices on one parent reach (enum macvlan_mode).
    enum MacvlanMode {
        /// Not each other.
        PRIVATE(1),
        /// Each other, by way of a switch outside that sends packets back.
        VEPA(2),
        /// Each other.
        BRIDGE(4),
        /// It is the only one, and the parent is its own.
        PASSTHRU(8);

        private final int number;

        MacvlanMode(int number) {
            this.number = number;
        }

        int number() {
            return number;
        }
    }

    /// Where packets of devices on one parent are told apart (enum ipvlan_mode, in its order).
    enum IpvlanMode {
        /// As frames.
        L2,
        /// As packets, by the parent's routes.
        L3,
        /// As packets, seen by the host's firewall.
        L3S
    }

    /// Whom devices on one parent reach (IPVLAN_F_*, in their order: 0, 1, 2).
    enum IpvlanReach {
        /// Each other.
        BRIDGE,
        /// Not each other.
        PRIVATE,
        /// Each other, by way of a switch outside.
        VEPA
    }
}
