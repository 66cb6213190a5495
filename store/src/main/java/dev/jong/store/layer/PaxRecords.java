package dev.jong.store.layer;

import dev.jong.base.Text;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/// The records of a PAX extended header (POSIX.1-2024, pax, "pax Header Block"): `length key=value` lines, as
/// byte strings. Later records of the same key replace earlier ones; an empty value takes a record back.
final class PaxRecords {
    static final String XATTR = "SCHILY.xattr.";

    private PaxRecords() {}

    /// Reads the body of a header into `records`.
    static void parse(byte[] body, Map<String, String> records) {
        int at = 0;
        while (at < body.length) {
            int space = indexOf(body, (byte) ' ', at, Math.min(body.length, at + 11));
            int length = space < 0 ? -1 : length(body, at, space);
            if (length <= space - at
                    || length > body.length - at
                    || body[at + length - 1] != '\n') {
                throw LayerErrors.malformed("an extended header is not well-formed");
            }
            int end = at + length - 1;
            int equals = indexOf(body, (byte) '=', space + 1, end);
            if (equals <= space + 1) {
                throw LayerErrors.malformed("an extended header has a record without a key");
            }
            records.put(text(body, space + 1, equals), text(body, equals + 1, end));
            at += length;
        }
    }

    private static int length(byte[] body, int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            if (body[i] < '0' || body[i] > '9' || value > 100_000_000) {
                return -1;
            }
            value = value * 10 + (body[i] - '0');
        }
        return value;
    }

    private static int indexOf(byte[] body, byte wanted, int from, int to) {
        for (int i = from; i < to; i++) {
            if (body[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    private static String text(byte[] body, int from, int to) {
        return Text.of(Arrays.copyOfRange(body, from, to));
    }

    /// The extended attributes among the records, by attribute name.
    static Map<String, byte[]> xattrs(Map<String, String> records) {
        Map<String, byte[]> found = new LinkedHashMap<>();
        for (Map.Entry<String, String> each : records.entrySet()) {
            if (each.getKey().startsWith(XATTR)) {
                found.put(each.getKey().substring(XATTR.length()), Text.bytes(each.getValue()));
            }
        }
        return found;
    }
}
