package dev.jong.api.http;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/// Puts older forms of private keys into the one that the JDK reads (PKCS #8, RFC 5958): a wrapping in DER that says
/// which algorithm the key is for.
final class PemDer {
    private static final int SEQUENCE = 0x30;
    private static final int INTEGER = 0x02;
    private static final int OCTETS = 0x04;
    private static final int OBJECT = 0x06;
    private static final int PARAMETERS = 0xa0;
    private static final byte[] VERSION = {INTEGER, 1, 0};

    /// rsaEncryption, 1.2.840.113549.1.1.1, and its parameters: null.
    private static final byte[] RSA = {
        SEQUENCE,
        13,
        OBJECT,
        9,
        0x2a,
        (byte) 0x86,
        0x48,
        (byte) 0x86,
        (byte) 0xf7,
        0x0d,
        1,
        1,
        1,
        5,
        0
    };

    /// id-ecPublicKey, 1.2.840.10045.2.1.
    private static final byte[] EC = {OBJECT, 7, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 2, 1};

    private PemDer() {}

    /// From `RSA PRIVATE KEY` (RFC 8017, A.1.2).
    static byte[] ofRsa(byte[] key) {
        return element(SEQUENCE, VERSION, RSA, element(OCTETS, key));
    }

    /// From `EC PRIVATE KEY` (RFC 5915), which names its curve.
    ///
    /// @throws IllegalArgumentException when it is none, or names no curve
    static byte[] ofEc(byte[] key) {
        return element(SEQUENCE, VERSION, element(SEQUENCE, EC, curve(key)), element(OCTETS, key));
    }

    /// The parameters within the key's sequence: `[0]`, behind version and private value.
    private static byte[] curve(byte[] key) {
        int[] outer = span(key, 0, SEQUENCE);
        int at = outer[0];
        while (at < outer[1]) {
            int tag = key[at] & 0xff;
            int[] inner = span(key, at, tag);
            if (tag == PARAMETERS) {
                return Arrays.copyOfRange(key, inner[0], inner[1]);
            }
            at = inner[1];
        }
        throw new IllegalArgumentException("the key names no curve");
    }

    /// Begin and end of the content of an element.
    private static int[] span(byte[] der, int at, int tag) {
        if (at + 2 > der.length || (der[at] & 0xff) != tag) {
            throw new IllegalArgumentException("this is no key");
        }
        int length = der[at + 1] & 0xff;
        int start = at + 2;
        if (length >= 0x80) {
            int bytes = length & 0x7f;
            if (bytes == 0 || bytes > 2 || start + bytes > der.length) {
                throw new IllegalArgumentException("this is no key");
            }
            length = 0;
            for (int i = 0; i < bytes; i++) {
                length = length << 8 | der[start + i] & 0xff;
            }
            start += bytes;
        }
        if (length > der.length - start) {
            throw new IllegalArgumentException("the key is cut short");
        }
        return new int[] {start, start + length};
    }

    private static byte[] element(int tag, byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (length >= 0x80) {
            int bytes = length > 0xff ? 2 : 1;
            out.write(0x80 | bytes);
            if (bytes == 2) {
                out.write(length >> 8);
            }
        }
        out.write(length & 0xff);
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
