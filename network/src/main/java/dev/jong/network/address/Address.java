package dev.jong.network.address;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import java.util.Optional;

/// An IPv4 or IPv6 address, without a zone.
///
/// @param version6 it is one of IPv6
/// @param high the first 64 bits of one of IPv6; 0 for IPv4
/// @param low the last 64 bits; for IPv4 its 32, the others 0
public record Address(boolean version6, long high, long low) implements Comparable<Address> {
    private static final long VERSION_4 = 0xffff_ffffL;

    public Address {
        if (!version6 && (high != 0 || (low & ~VERSION_4) != 0)) {
            throw new IllegalArgumentException("more than 32 bits");
        }
    }

    /// Reads one, strictly: `192.0.2.1` without leading zeros, `2001:db8::1`, `::ffff:192.0.2.1`.
    ///
    /// @throws JongException INVALID_ARGUMENT when the text is no address
    public static Address parse(String text) {
        Optional<Address> found = find(text);
        if (found.isEmpty()) {
            throw JongException.of(
                    ErrorKind.INVALID_ARGUMENT,
                    "\"" + Text.printable(text) + "\" is no IP address");
        }
        return found.get();
    }

    /// Reads one; empty when the text is none.
    public static Optional<Address> find(String text) {
        return AddressText.read(text);
    }

    /// The address with these bytes, 4 or 16 in the order of the network.
    public static Address of(byte[] bytes) {
        if (bytes.length != 4 && bytes.length != 16) {
            throw new IllegalArgumentException(bytes.length + " bytes are no address");
        }
        long high = 0;
        long low = 0;
        for (byte part : bytes) {
            high = high << 8 | low >>> 56;
            low = low << 8 | part & 0xff;
        }
        return new Address(bytes.length == 16, high, low);
    }

    /// One of IPv4 out of its 32 bits.
    static Address version4(long bits) {
        return new Address(false, 0, bits & VERSION_4);
    }

    /// Its 4 or 16 bytes in the order of the network.
    public byte[] bytes() {
        byte[] out = new byte[bits() / 8];
        long upper = high;
        long lower = low;
        for (int i = out.length - 1; i >= 0; i--) {
            out[i] = (byte) lower;
            lower = lower >>> 8 | upper << 56;
            upper >>>= 8;
        }
        return out;
    }

    /// How many bits it has: 32 or 128.
    public int bits() {
        return version6 ? 128 : 32;
    }

    /// The address so many after this one; behind the last of all comes the first.
    public Address plus(long count) {
        if (!version6) {
            return version4(low + count);
        }
        long sum = low + count;
        boolean carry = count >= 0 && Long.compareUnsigned(sum, low) < 0;
        boolean borrow = count < 0 && Long.compareUnsigned(sum, low) > 0;
        return new Address(true, high + (carry ? 1 : borrow ? -1 : 0), sum);
    }

    /// The address whose first bits are those of this one, and whose other bits are 0.
    ///
    /// @param length how many bits are kept
    public Address masked(int length) {
        return new Address(
                version6, high & maskHigh(version6, length), low & maskLow(version6, length));
    }

    static long maskHigh(boolean version6, int length) {
        return version6 ? first(length) : 0;
    }

    static long maskLow(boolean version6, int length) {
        return version6 ? first(length - 64) : first(length) >>> 32;
    }

    /// So many ones, then zeros.
    private static long first(int ones) {
        return ones <= 0 ? 0 : ones >= 64 ? -1 : -1L << 64 - ones;
    }

    /// `0.0.0.0` or `::`.
    public boolean isUnspecified() {
        return high == 0 && low == 0;
    }

    /// Whether it stands for the host that uses it.
    public boolean isLoopback() {
        return version6 ? high == 0 && low == 1 : low >>> 24 == 127;
    }

    /// Whether it stands for a group of hosts, or for all of them.
    public boolean isMulticast() {
        return version6 ? high >>> 56 == 0xff : low >>> 28 == 0xe || low == VERSION_4;
    }

    /// Whether it is worth something on one link only.
    public boolean isLinkLocal() {
        return version6 ? high >>> 54 == 0xfe80 >>> 6 : low >>> 16 == 0xa9fe;
    }

    /// IPv4 before IPv6, then by number.
    @Override
    public int compareTo(Address other) {
        if (version6 != other.version6) {
            return version6 ? 1 : -1;
        }
        int order = Long.compareUnsigned(high, other.high);
        return order != 0 ? order : Long.compareUnsigned(low, other.low);
    }

    // By hand: what the compiler makes for a record costs milliseconds at its first use.
    @Override
    public boolean equals(Object other) {
        return other instanceof Address that
                && version6 == that.version6
                && high == that.high
                && low == that.low;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(31 * high + low) + (version6 ? 1 : 0);
    }

    /// As people write it; IPv6 as RFC 5952 says.
    @Override
    public String toString() {
        return AddressText.write(this);
    }
}
