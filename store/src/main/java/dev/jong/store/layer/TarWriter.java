package dev.jong.store.layer;

import dev.jong.base.Text;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/// Writes a tar archive: POSIX ustar headers, preceded by a PAX header for what they can't hold. The same
/// members give the same bytes, anywhere and at any time: names of users, times of access and the like are
/// never written, records are sorted.
public final class TarWriter extends EntrySink implements AutoCloseable {
    private static final long OCTAL_8 = 07777777;
    private static final long OCTAL_12 = 077777777777L;
    private static final int PIECE = 1 << 20;
    private static final byte[] MAGIC = {'u', 's', 't', 'a', 'r', 0, '0', '0'};

    private final OutputStream out;

    /// A writer to a stream, which [#close] closes.
    public TarWriter(OutputStream out) {
        this.out = out;
    }

    /// Writes a member.
    ///
    /// @param content gives exactly as many bytes as `entry.size()`
    /// @throws IOException when it gives fewer, or a stream fails
    @Override
    public void add(TarEntry entry, InputStream content) throws IOException {
        Map<String, String> records = records(entry);
        if (!records.isEmpty()) {
            byte[] body = body(records);
            out.write(
                    header(
                            TarEntry.of("PaxHeader", TarEntry.EntryType.REGULAR)
                                    .withSize(body.length),
                            'x'));
            out.write(body);
            pad(body.length);
        }
        out.write(header(entry, typeFlag(entry)));
        copy(content, entry.size());
        pad(entry.size());
    }

    /// Writes the end mark.
    public void finish() throws IOException {
        out.write(new byte[2 * TarHeader.BLOCK]);
    }

    /// Writes the end mark and closes the stream.
    @Override
    public void close() throws IOException {
        finish();
        out.close();
    }

    private void copy(InputStream content, long size) throws IOException {
        byte[] buffer = new byte[(int) Math.min(size, PIECE)];
        for (long left = size; left > 0; ) {
            int count = content.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (count < 0) {
                throw new IOException("the content of an archive member is shorter than announced");
            }
            out.write(buffer, 0, count);
            left -= count;
        }
    }

    private void pad(long size) throws IOException {
        out.write(new byte[(int) (-size & TarHeader.BLOCK - 1)]);
    }

    private static Map<String, String> records(TarEntry entry) {
        Map<String, String> records = new TreeMap<>();
        if (!fits(entry.name(), 100)) {
            records.put("path", entry.name());
        }
        if (!fits(entry.linkTarget(), 100)) {
            records.put("linkpath", entry.linkTarget());
        }
        putBig(records, "size", entry.size(), OCTAL_12);
        putBig(records, "uid", entry.uid(), OCTAL_8);
        putBig(records, "gid", entry.gid(), OCTAL_8);
        Instant time = entry.modified();
        if (time.getNano() != 0 || time.getEpochSecond() < 0 || time.getEpochSecond() > OCTAL_12) {
            records.put("mtime", decimal(time));
        }
        entry.xattrs()
                .forEach((name, value) -> records.put(PaxRecords.XATTR + name, Text.of(value)));
        return records;
    }

    /// Not ASCII goes into a PAX record too, as the standard wants.
    private static boolean fits(String text, int length) {
        return text.length() <= length && text.chars().allMatch(c -> c < 0x80);
    }

    private static void putBig(Map<String, String> records, String key, long value, long most) {
        if (value > most) {
            records.put(key, Long.toString(value));
        }
    }

    private static String decimal(Instant time) {
        boolean negative = time.getEpochSecond() < 0;
        long seconds = time.getEpochSecond();
        long nano = time.getNano();
        if (negative && nano != 0) {
            seconds++;
            nano = 1_000_000_000 - nano;
        }
        String digits = Long.toString(1_000_000_000 + nano).substring(1);
        return (negative ? "-" : "") + Math.abs(seconds) + (nano == 0 ? "" : "." + digits);
    }

    private static byte[] body(Map<String, String> records) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        records.forEach(
                (key, value) -> body.writeBytes(Text.bytes(record(key + "=" + value + "\n"))));
        return body.toByteArray();
    }

    /// The length counts itself.
    private static String record(String rest) {
        int length = rest.length() + 1;
        int digits = 1;
        while (Integer.toString(length + digits).length() > digits) {
            digits++;
        }
        return length + digits + " " + rest;
    }

    private static char typeFlag(TarEntry entry) {
        return switch (entry.type()) {
            case REGULAR -> '0';
            case HARD_LINK -> '1';
            case SYMBOLIC_LINK -> '2';
            case CHARACTER_DEVICE -> '3';
            case BLOCK_DEVICE -> '4';
            case DIRECTORY -> '5';
            case FIFO -> '6';
        };
    }

    private static byte[] header(TarEntry entry, char typeFlag) {
        byte[] block = new byte[TarHeader.BLOCK];
        text(block, 0, entry.name());
        octal(block, 100, 7, entry.mode());
        octal(block, 108, 7, cut(entry.uid(), OCTAL_8));
        octal(block, 116, 7, cut(entry.gid(), OCTAL_8));
        octal(block, 124, 11, cut(entry.size(), OCTAL_12));
        long seconds = entry.modified().getEpochSecond();
        octal(block, 136, 11, seconds < 0 ? 0 : cut(seconds, OCTAL_12));
        block[156] = (byte) typeFlag;
        text(block, 157, entry.linkTarget());
        System.arraycopy(MAGIC, 0, block, 257, MAGIC.length);
        octal(block, 329, 7, entry.device().major());
        octal(block, 337, 7, entry.device().minor());
        octal(block, 148, 6, checksum(block));
        block[155] = ' ';
        return block;
    }

    /// A value that its record carries; the field then means nothing.
    private static long cut(long value, long most) {
        return value > most ? 0 : value;
    }

    private static int checksum(byte[] block) {
        int sum = 8 * ' ';
        for (byte each : block) {
            sum += each & 0xff;
        }
        return sum;
    }

    private static void text(byte[] block, int at, String text) {
        byte[] bytes = Text.bytes(text);
        System.arraycopy(bytes, 0, block, at, Math.min(bytes.length, 100));
    }

    private static void octal(byte[] block, int at, int digits, long value) {
        for (int i = 0; i < digits; i++) {
            block[at + i] = (byte) ('0' + (value >> 3 * (digits - 1 - i) & 7));
        }
    }
}
