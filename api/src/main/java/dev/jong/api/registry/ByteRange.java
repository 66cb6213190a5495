package dev.jong.api.registry;

/// A part of a blob that was asked for (RFC 9110, 14).
///
/// @param start first byte
/// @param end last byte, included; less than the start when there is no such part
record ByteRange(long start, long end) {
    private static final int DIGITS = 18;

    /// The whole blob.
    static ByteRange whole(long size) {
        return new ByteRange(0, size - 1);
    }

    /// What a `Range` header asks of a blob. Several ranges, other units and what is no range at all are answered with
    /// the whole (S13), which the RFC allows.
    static ByteRange of(String header, long size) {
        if (!header.startsWith("bytes=") || header.indexOf(',') >= 0) {
            return whole(size);
        }
        String range = header.substring("bytes=".length()).strip();
        int dash = range.indexOf('-');
        long from = dash < 0 ? -1 : number(range.substring(0, dash));
        long to = dash < 0 ? -1 : number(range.substring(dash + 1));
        if (dash == 0) {
            return to < 0
                    ? whole(size)
                    : new ByteRange(Math.max(0, size - to), to == 0 ? -1 : size - 1);
        }
        boolean open = dash == range.length() - 1;
        if (from < 0 || to < 0 && !open || !open && to < from) {
            return whole(size);
        }
        return new ByteRange(from, open ? size - 1 : Math.min(to, size - 1));
    }

    /// What a `Content-Range` header of an upload says: `START-END`, as the distribution specification has it, or
    /// `bytes START-END/TOTAL`, as RFC 9110 has.
    ///
    /// @throws RegistryError 400 when it is neither
    static ByteRange ofContent(String header) {
        String range = header.startsWith("bytes ") ? header.substring("bytes ".length()) : header;
        int slash = range.indexOf('/');
        range = slash < 0 ? range : range.substring(0, slash);
        int dash = range.indexOf('-');
        long from = dash < 0 ? -1 : number(range.substring(0, dash));
        long to = dash < 0 ? -1 : number(range.substring(dash + 1));
        if (from < 0 || to < from) {
            throw RegistryError.of(
                    400, "BLOB_UPLOAD_INVALID", "the Content-Range is not START-END");
        }
        return new ByteRange(from, to);
    }

    /// Bytes in it.
    long length() {
        return end - start + 1;
    }

    /// Whether the blob has any of it.
    boolean isSatisfiable(long size) {
        return start <= end && start < size;
    }

    /// A decimal number, or -1.
    static long number(String text) {
        if (text.isEmpty() || text.length() > DIGITS) {
            return -1;
        }
        long value = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            value = value * 10 + (c - '0');
        }
        return value;
    }
}
