package dev.jong.image.transport;

import dev.jong.store.layer.Compression;

/// What the first bytes of a member of an image archive promise.
enum ContentKind {
    /// Could be a manifest, an index or a config.
    DOCUMENT,
    /// A tar archive, perhaps compressed.
    LAYER,
    /// Something else; kept in case a manifest names it.
    OTHER;

    /// Bytes to look at: one tar header.
    static final int PEEK = 512;

    private static final int MAGIC = 257;

    /// @param head the first bytes, as many as there are up to [#PEEK]
    static ContentKind of(byte[] head) {
        if (isTar(head) || isEmptyTar(head) || Compression.detect(head) != Compression.NONE) {
            return LAYER;
        }
        for (byte c : head) {
            if (c == '{' || c == '[') {
                return DOCUMENT;
            }
            if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
                return OTHER;
            }
        }
        return OTHER;
    }

    private static boolean isTar(byte[] head) {
        return head.length == PEEK
                && head[MAGIC] == 'u'
                && head[MAGIC + 1] == 's'
                && head[MAGIC + 2] == 't'
                && head[MAGIC + 3] == 'a'
                && head[MAGIC + 4] == 'r';
    }

    private static boolean isEmptyTar(byte[] head) {
        for (byte b : head) {
            if (b != 0) {
                return false;
            }
        }
        return head.length == PEEK;
    }
}
