package dev.jong.oci;

/// SHA-256 (FIPS 180-4) of small documents. `java.security` costs 25 to 45 ms at its first use in a cold JVM,
/// more than everything else of a cold `run`; this costs under one for a manifest and a config. Large
/// content goes through `MessageDigest`, which has the processor's instructions.
final class Sha256 {
    private static final int[] ROUND_CONSTANTS = fractions(64, 3);
    private static final int[] START = fractions(8, 2);

    private final int[] state = START.clone();
    private final int[] schedule = new int[64];

    private Sha256() {}

    /// The 32 bytes of the hash.
    static byte[] hash(byte[] message) {
        Sha256 sha = new Sha256();
        int whole = message.length & ~63;
        for (int at = 0; at < whole; at += 64) {
            sha.block(message, at);
        }
        sha.finish(message, whole);
        byte[] out = new byte[32];
        for (int i = 0; i < 32; i++) {
            out[i] = (byte) (sha.state[i >> 2] >>> (24 - 8 * (i & 3)));
        }
        return out;
    }

    private void finish(byte[] message, int from) {
        int rest = message.length - from;
        byte[] tail = new byte[rest < 56 ? 64 : 128];
        System.arraycopy(message, from, tail, 0, rest);
        tail[rest] = (byte) 0x80;
        long bits = (long) message.length << 3;
        for (int i = 0; i < 8; i++) {
            tail[tail.length - 1 - i] = (byte) (bits >>> (8 * i));
        }
        for (int at = 0; at < tail.length; at += 64) {
            block(tail, at);
        }
    }

    private void block(byte[] in, int from) {
        int[] w = schedule;
        for (int i = 0, at = from; i < 16; i++, at += 4) {
            w[i] =
                    (in[at] & 0xff) << 24
                            | (in[at + 1] & 0xff) << 16
                            | (in[at + 2] & 0xff) << 8
                            | in[at + 3] & 0xff;
        }
        for (int i = 16; i < 64; i++) {
            int x = w[i - 15];
            int y = w[i - 2];
            int small = (x >>> 7 | x << 25) ^ (x >>> 18 | x << 14) ^ x >>> 3;
            int large = (y >>> 17 | y << 15) ^ (y >>> 19 | y << 13) ^ y >>> 10;
            w[i] = w[i - 16] + small + w[i - 7] + large;
        }
        compress(w);
    }

    private void compress(int[] w) {
        int[] k = ROUND_CONSTANTS;
        int[] s = state;
        int a = s[0];
        int b = s[1];
        int c = s[2];
        int d = s[3];
        int e = s[4];
        int f = s[5];
        int g = s[6];
        int h = s[7];
        for (int i = 0; i < 64; i++) {
            int high = (e >>> 6 | e << 26) ^ (e >>> 11 | e << 21) ^ (e >>> 25 | e << 7);
            int first = h + high + (e & f ^ ~e & g) + k[i] + w[i];
            int low = (a >>> 2 | a << 30) ^ (a >>> 13 | a << 19) ^ (a >>> 22 | a << 10);
            int second = low + (a & b ^ a & c ^ b & c);
            h = g;
            g = f;
            f = e;
            e = d + first;
            d = c;
            c = b;
            b = a;
            a = first + second;
        }
        int[] add = {a, b, c, d, e, f, g, h};
        for (int i = 0; i < 8; i++) {
            s[i] += add[i];
        }
    }

    /// The first 32 bits of the fractional parts of the roots of the first primes, which is how the
    /// standard defines its constants. `cbrt` and `sqrt` carry more than the 35 bits needed here.
    private static int[] fractions(int count, int root) {
        int[] out = new int[count];
        for (int prime = 2, found = 0; found < count; prime++) {
            if (isPrime(prime)) {
                double value = root == 2 ? Math.sqrt(prime) : Math.cbrt(prime);
                out[found++] = (int) (long) ((value - Math.floor(value)) * 4294967296.0);
            }
        }
        return out;
    }

    private static boolean isPrime(int number) {
        for (int i = 2; i * i <= number; i++) {
            if (number % i == 0) {
                return false;
            }
        }
        return true;
    }
}
