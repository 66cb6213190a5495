package dev.jong.network.netlink;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;

/// A way to a network.
///
/// @param to the network; `0.0.0.0/0` or `::/0` for everything that has no other way
/// @param gateway who passes packets on, an address of the same family; none where all of the network is on the link
/// @param device index of the device that packets leave through
/// @param metric of two ways to the same network the one with less is taken; 0 for the kernel's choice
public record Route(Address to, byte[] gateway, int device, int metric) {
    public Route {
        gateway = gateway.clone();
        if (gateway.length != 0 && gateway.length != to.bytes().length) {
            throw JongException.of(
                    ErrorKind.INTERNAL,
                    "cannot route to an address of "
                            + to.bytes().length
                            + " bytes through one of "
                            + gateway.length);
        }
    }

    /// Everything that has no other way, through this gateway.
    public static Route byDefault(byte[] gateway, int device) {
        return new Route(new Address(new byte[gateway.length], 0), gateway, device, 0);
    }

    /// Everything of a family that has no other way, straight to the device.
    ///
    /// @param ipv4 for IPv4, else for IPv6
    public static Route straight(boolean ipv4, int device) {
        return new Route(new Address(new byte[ipv4 ? 4 : 16], 0), new byte[0], device, 0);
    }

    /// A copy of the gateway's address.
    @Override
    public byte[] gateway() {
        return gateway.clone();
    }
}
