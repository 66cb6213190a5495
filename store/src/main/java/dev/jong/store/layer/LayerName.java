package dev.jong.store.layer;

import dev.jong.oci.Digest;

/// The directory name of a layer: the first 130 bits of its digest in base32. Short, because all lower
/// directories of a mount must fit into one page of options.
final class LayerName {
    /// Characters of a name.
    static final int LENGTH = 26;

    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";

    private LayerName() {}

    /// The name for a digest.
    static String of(Digest diffId) {
        char[] name = new char[LENGTH];
        int bits = 0;
        int held = 0;
        int at = 0;
        for (int i = 0; i < LENGTH; ) {
            if (held < 5) {
                bits = bits << 4 | Character.digit(diffId.hex().charAt(at++), 16);
                held += 4;
            } else {
                held -= 5;
                name[i++] = ALPHABET.charAt(bits >> held & 31);
            }
        }
        return new String(name);
    }
}
