package dev.jong.build.files;

/// The characters of a byte string: UTF-8 where the bytes are, else each byte for itself.
final class Points {
    /// What a byte that is no UTF-8 counts as, more than any character.
    private static final int STRAY = 0x110000;

    private Points() {}

    /// How many bytes the character has that begins at a place.
    static int length(String text, int at) {
        int lead = text.charAt(at);
        int length = lead < 0xc2 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 1;
        if (at + length > text.length()) {
            return 1;
        }
        for (int i = 1; i < length; i++) {
            if ((text.charAt(at + i) & 0xc0) != 0x80) {
                return 1;
            }
        }
        return length;
    }

    /// The character that begins at a place.
    static int at(String text, int at) {
        int lead = text.charAt(at);
        if (lead < 0x80) {
            return lead;
        }
        int length = length(text, at);
        if (length == 1) {
            return STRAY + lead;
        }
        int point = lead & 0xff >> length + 1;
        for (int i = 1; i < length; i++) {
            point = point << 6 | text.charAt(at + i) & 0x3f;
        }
        return point;
    }
}
