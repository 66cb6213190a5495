package dev.jong.network.address;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.oci.Digest;
import java.util.Optional;

/// The address of a network device, a MAC address of six bytes: that of one device, and not 0, which the kernel refuses.
///
/// @param bits its 48 bits
public record HardwareAddress(long bits) {
    private static final int LENGTH = 6;

    /// The second bit of the first byte says that nobody sold it: ours always have it.
    private static final long OWN = 0x0242_0000_0000L;

    public HardwareAddress {
        if (!isOfOneDevice(bits)) {
            throw new IllegalArgumentException("no address of a device");
        }
    }

    /// Reads six pairs of hexadecimal digits with `:` or `-` between them.
    ///
    /// @throws JongException INVALID_ARGUMENT when the text is something else, or the address of a group
    public static HardwareAddress parse(String text) {
        long bits = read(text);
        if (bits < 0) {
            throw invalid(text).hint("write six pairs of hexadecimal digits: 02:42:ac:11:00:02");
        }
        if (!isOfOneDevice(bits)) {
            throw invalid(text)
                    .hint("it is not of one device: begin with an even number, as in 02");
        }
        return new HardwareAddress(bits);
    }

    private static JongException invalid(String text) {
        return JongException.of(
                ErrorKind.INVALID_ARGUMENT, "\"" + Text.printable(text) + "\" is no MAC address");
    }

    private static long read(String text) {
        if (text.length() != 3 * LENGTH - 1) {
            return -1;
        }
        char between = text.charAt(2);
        if (between != ':' && between != '-') {
            return -1;
        }
        long bits = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = AddressText.digit(text.charAt(i));
            if (i % 3 == 2 ? text.charAt(i) != between : digit < 0) {
                return -1;
            }
            bits = i % 3 == 2 ? bits : bits << 4 | digit;
        }
        return bits;
    }

    private static boolean isOfOneDevice(long bits) {
        return bits > 0 && bits >>> 48 == 0 && (bits >>> 40 & 1) == 0;
    }

    /// The usual one of a device that has this address: `02:42:` and the four bytes of an IPv4 address.
    public static HardwareAddress of(Address address) {
        return address.version6()
                ? hashed(address.toString())
                : new HardwareAddress(OWN | address.low());
    }

    /// One that depends on a text alone, for a device without an IPv4 address.
    public static HardwareAddress hashed(String seed) {
        String hex = Digest.of(Text.bytes(seed)).hex();
        long bits = 0;
        for (int i = 0; i < 8; i++) {
            bits = bits << 4 | AddressText.digit(hex.charAt(i));
        }
        return new HardwareAddress(OWN | bits);
    }

    /// The one with these bytes; empty when they are not six, or it is none of one device.
    public static Optional<HardwareAddress> of(byte[] bytes) {
        long bits = 0;
        for (byte part : bytes) {
            bits = bits << 8 | part & 0xff;
        }
        return bytes.length == LENGTH && isOfOneDevice(bits)
                ? Optional.of(new HardwareAddress(bits))
                : Optional.empty();
    }

    /// Its six bytes in the order they are written.
    public byte[] bytes() {
        byte[] out = new byte[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            out[i] = (byte) (bits >>> 8 * (LENGTH - 1 - i));
        }
        return out;
    }

    /// Six pairs of lower-case hexadecimal digits with colons.
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder(3 * LENGTH - 1);
        for (int i = 2 * LENGTH - 1; i >= 0; i--) {
            out.append("0123456789abcdef".charAt((int) (bits >>> 4 * i & 15)));
            if (i % 2 == 0 && i > 0) {
                out.append(':');
            }
        }
        return out.toString();
    }
}
