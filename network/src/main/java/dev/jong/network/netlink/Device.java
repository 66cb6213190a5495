package dev.jong.network.netlink;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;

/// What every device can be given when it is made.
///
/// @param name what it is called, see [DeviceName]
/// @param index its number in its namespace, 0 for the kernel's choice
/// @param mac hardware address, six bytes; none for the kernel's choice
/// @param mtu bytes in a packet, 0 for the kernel's choice
public record Device(String name, int index, byte[] mac, int mtu) {
    private static final int MAC_BYTES = 6;
    private static final int GROUP_BIT = 1;

    public Device {
        DeviceName.checked(name);
        mac = mac.clone();
        if (index < 0 || mtu < 0) {
            throw JongException.of(
                    ErrorKind.INTERNAL,
                    "cannot make a device with index " + index + ", mtu " + mtu);
        }
        if (mac.length != 0 && (mac.length != MAC_BYTES || (mac[0] & GROUP_BIT) != 0)) {
            throw JongException.of(
                            ErrorKind.INVALID_ARGUMENT,
                            "cannot give the device \"" + name + "\" that hardware address")
                    .hint("six bytes, the first of them even");
        }
    }

    /// A device whose other properties are the kernel's choice.
    public static Device of(String name) {
        return new Device(name, 0, new byte[0], 0);
    }

    /// The same with a number of its own.
    public Device withIndex(int number) {
        return new Device(name, number, mac, mtu);
    }

    /// The same with a hardware address.
    public Device withMac(byte[] address) {
        return new Device(name, index, address, mtu);
    }

    /// The same with a size of packets.
    public Device withMtu(int bytes) {
        return new Device(name, index, mac, bytes);
    }

    /// A copy of the hardware address.
    @Override
    public byte[] mac() {
        return mac.clone();
    }
}
