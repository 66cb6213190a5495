package dev.jong.service.log;

import dev.jong.base.Text;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Entries as `journalctl -o export` writes them: fields as in the native protocol, and an empty line behind each entry.
/// They come out as records of a log.
final class JournalEntries {
    /// Of a field, bytes; a message has at most 16 KiB.
    private static final int MOST = 1 << 20;

    private static final String WARNING = "4";
    private static final String ERROR = "3";

    private final DataInputStream in;

    /// @param in buffered
    JournalEntries(InputStream in) {
        this.in = new DataInputStream(in);
    }

    /// The next entry with a message as a record with its newline; empty at the end.
    ///
    /// @throws IOException also for what is no entry
    Optional<byte[]> next() throws IOException {
        Map<String, byte[]> fields = new HashMap<>();
        while (true) {
            byte[] line = line();
            if (line.length > 0) {
                field(line, fields);
            } else if (fields.containsKey("MESSAGE") && fields.containsKey("SYSLOG_TIMESTAMP")) {
                return Optional.of(record(fields));
            } else if (fields.isEmpty()) {
                return Optional.empty();
            } else {
                fields.clear();
            }
        }
    }

    private void field(byte[] line, Map<String, byte[]> fields) throws IOException {
        for (int i = 0; i < line.length; i++) {
            if (line[i] == '=') {
                fields.put(
                        Text.of(Arrays.copyOf(line, i)),
                        Arrays.copyOfRange(line, i + 1, line.length));
                return;
            }
        }
        long size = Long.reverseBytes(in.readLong());
        if (size < 0 || size > MOST) {
            throw new IOException("a field of " + size + " bytes");
        }
        byte[] value = new byte[(int) size];
        in.readFully(value);
        if (in.readByte() != '\n') {
            throw new IOException("a field does not end where it should");
        }
        fields.put(Text.of(line), value);
    }

    /// Without its newline; empty at the end too.
    private byte[] line() throws IOException {
        byte[] line = new byte[256];
        int used = 0;
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0 && used > 0) {
                throw new EOFException("it ends within an entry");
            }
            if (next < 0) {
                break;
            }
            if (used == MOST) {
                throw new IOException("a field of more than " + MOST + " bytes");
            }
            if (used == line.length) {
                line = Arrays.copyOf(line, 2 * used);
            }
            line[used++] = (byte) next;
        }
        return Arrays.copyOf(line, used);
    }

    private static byte[] record(Map<String, byte[]> fields) {
        String priority = text(fields, "PRIORITY");
        boolean part = text(fields, "CONTAINER_PARTIAL_MESSAGE").equals("true");
        String kind = priority.equals(WARNING) ? "D" : part ? "P" : "F";
        String stream = priority.equals(ERROR) ? "stderr" : "stdout";
        byte[] header =
                Text.bytes(text(fields, "SYSLOG_TIMESTAMP") + " " + stream + " " + kind + " ");
        byte[] message = fields.getOrDefault("MESSAGE", new byte[0]);
        byte[] record = Arrays.copyOf(header, header.length + message.length + 1);
        System.arraycopy(message, 0, record, header.length, message.length);
        record[record.length - 1] = '\n';
        return record;
    }

    private static String text(Map<String, byte[]> fields, String name) {
        return Text.of(fields.getOrDefault(name, new byte[0]));
    }
}
