package dev.jong.network.netlink;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;

/// An IP address and how many of its bits name the network.
///
/// @param bytes 4 or 16 of them, as they go over the wire
/// @param prefix 0 to 32, or to 128
public record Address(byte[] bytes, int prefix) {
    private static final int IPV4_BYTES = 4;
    private static final int IPV6_BYTES = 16;
    private static final int AF_INET = 2;
    private static final int AF_INET6 = 10;

    public Address {
        bytes = bytes.clone();
        if (bytes.length != IPV4_BYTES && bytes.length != IPV6_BYTES
                || prefix < 0
                || prefix > bytes.length * Byte.SIZE) {
            throw JongException.of(
                    ErrorKind.INTERNAL,
                    "cannot use an address of "
                            + bytes.length
                            + " bytes with the prefix "
                            + prefix);
        }
    }

    /// A copy of the address's bytes.
    @Override
    public byte[] bytes() {
        return bytes.clone();
    }

    boolean isIpv4() {
        return bytes.length == IPV4_BYTES;
    }

    int family() {
        return isIpv4() ? AF_INET : AF_INET6;
    }

    /// The address that all bits behind the prefix make when they are 1.
    byte[] last() {
        byte[] last = bytes.clone();
        for (int bit = prefix; bit < last.length * Byte.SIZE; bit++) {
            last[bit / Byte.SIZE] |= (byte) (0x80 >> bit % Byte.SIZE);
        }
        return last;
    }

    /// The network: the address with all bits behind the prefix 0. The kernel refuses a route to anything else.
    public byte[] first() {
        byte[] first = bytes.clone();
        for (int bit = prefix; bit < first.length * Byte.SIZE; bit++) {
            first[bit / Byte.SIZE] &= (byte) ~(0x80 >> bit % Byte.SIZE);
        }
        return first;
    }
}
