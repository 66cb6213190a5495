package dev.jong.image.registry.tls;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/// Puts private keys of older forms into the one form that Java reads (PKCS 8, RFC 5958): the same key, with the name
/// of its algorithm before it.
final class Der {
    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 0x04;
    private static final int FIRST = 0xa0;

    private static final byte[] VERSION = {2, 1, 0};
    private static final byte[] RSA = {
        6, 9, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 1, 1, 1, 5, 0
    };
    private static final byte[] CURVE = {6, 7, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 2, 1};

    private Der() {}

    /// PKCS 8 of an RSA key of PKCS 1.
    static byte[] ofRsa(byte[] key) {
        return wrap(SEQUENCE, VERSION, wrap(SEQUENCE, RSA), wrap(OCTETS, key));
    }

    /// PKCS 8 of a key of RFC 5915, which has to name its curve.
    ///
    /// @throws IllegalArgumentException when it does not
    static byte[] ofCurve(byte[] key) {
        return wrap(SEQUENCE, VERSION, wrap(SEQUENCE, CURVE, curve(key)), wrap(OCTETS, key));
    }

    /// The name of the curve: `SEQUENCE { version, key, [0] { name }, ... }`.
    private static byte[] curve(byte[] key) {
        int at = content(key, 0);
        while (at < key.length) {
            int start = content(key, at);
            int end = start + length(key, at);
            if (end > key.length || end <= at) {
                break;
            }
            if ((key[at] & 0xff) == FIRST) {
                return Arrays.copyOfRange(key, start, end);
            }
            at = end;
        }
        throw new IllegalArgumentException("the key does not name its curve");
    }

    private static int content(byte[] in, int at) {
        int first = at + 1 < in.length ? in[at + 1] & 0xff : 0;
        return at + 2 + (first < 0x80 ? 0 : first & 0x7f);
    }

    private static int length(byte[] in, int at) {
        int first = at + 1 < in.length ? in[at + 1] & 0xff : 0;
        if (first < 0x80) {
            return first;
        }
        int value = 0;
        for (int i = at + 2; i < content(in, at) && i < in.length; i++) {
            value = value << 8 | in[i] & 0xff;
        }
        return Math.max(0, value);
    }

    private static byte[] wrap(int tag, byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (length >= 0x80) {
            out.write(0x82);
            out.write(length >> 8);
        }
        out.write(length);
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
