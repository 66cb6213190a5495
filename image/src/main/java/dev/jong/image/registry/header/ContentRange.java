package dev.jong.image.registry.header;

import dev.jong.image.registry.http.Headers;
import java.util.Optional;

/// The header that says which part of a whole an answer is (RFC 9110, section 14.4).
///
/// @param first offset of the first byte
/// @param last offset of the last byte, not below `first`
/// @param size of the whole; -1 when it is not told
public record ContentRange(long first, long last, long size) {
    private static final String UNIT = "bytes ";

    /// Reads `bytes 0-99/1000`; empty for anything else, also for ranges that cannot be.
    public static Optional<ContentRange> parse(String text) {
        int dash = text.indexOf('-');
        int slash = text.indexOf('/');
        if (!text.startsWith(UNIT) || dash < 0 || slash < dash) {
            return Optional.empty();
        }
        long first = number(text.substring(UNIT.length(), dash));
        long last = number(text.substring(dash + 1, slash));
        String whole = text.substring(slash + 1);
        long size = whole.equals("*") ? -1 : number(whole);
        boolean good = first >= 0 && last >= first && (whole.equals("*") || size > last);
        return good ? Optional.of(new ContentRange(first, last, size)) : Optional.empty();
    }

    /// Whether an answer is the rest of a whole of this size, from an offset on.
    public static boolean startsAt(int status, Headers headers, long offset, long size) {
        if (status != 206) {
            return false;
        }
        return headers.first("Content-Range")
                .flatMap(ContentRange::parse)
                .filter(range -> range.first == offset && range.last == size - 1)
                .filter(range -> range.size < 0 || range.size == size)
                .isPresent();
    }

    private static long number(String text) {
        return Headers.number(text, 0);
    }
}
