package dev.jong.service.container;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.linux.SocketPath;
import dev.jong.runtime.spec.Spec;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;

/// What every entry of one container in the host's journal has, under Docker's names and in the journal's native form:
/// `NAME=value` and a newline, or, for a value with newlines, the name, a newline, its size as a little-endian number
/// of 64 bits, the value and a newline. Whoever writes entries only adds the message.
final class JournalFields {
    private static final String SOCKET = "/run/systemd/journal/socket";

    /// With a message of 16 KiB far below what a datagram may have.
    private static final int MOST = 64 << 10;

    private final StringBuilder out = new StringBuilder();

    private JournalFields() {}

    /// Where entries are sent: the journal's socket, or what `JONG_JOURNAL` names, such as that of a journal namespace.
    ///
    /// @throws JongException UNAVAILABLE when there is none
    static String socket(Caller caller) {
        String path = caller.variable("JONG_JOURNAL").orElse(SOCKET);
        if (!SocketPath.fits(path) || !Files.exists(Text.path(path))) {
            throw JongException.of(
                            ErrorKind.UNAVAILABLE,
                            "cannot send output to the journal: there is no socket \""
                                    + Text.printable(path)
                                    + "\"")
                    .hint(
                            "start systemd-journald, or use --log-driver json-file, which needs nothing else");
        }
        return path;
    }

    /// The fields as a byte string.
    ///
    /// @param name of the container, which its record may not have yet
    /// @throws JongException INVALID_ARGUMENT when the tag cannot be made, or all of it is too large
    static String of(LogOptions log, ContainerRecord record, String name, Spec.Process process) {
        JournalFields fields = new JournalFields();
        String tag = LogTag.of(log.options().getOrDefault("tag", "{{.ID}}"), record, name);
        fields.put("CONTAINER_ID", record.shortId());
        fields.put("CONTAINER_ID_FULL", record.id());
        fields.put("CONTAINER_NAME", name);
        fields.put("CONTAINER_TAG", tag);
        fields.put("IMAGE_NAME", record.image());
        fields.put("SYSLOG_IDENTIFIER", tag);
        asked(log, record, process).forEach((key, value) -> fields.put(fieldName(key), value));
        if (fields.out.length() > MOST) {
            throw JongException.of(
                            ErrorKind.INVALID_ARGUMENT,
                            "the fields of a log entry of container "
                                    + name
                                    + " are larger than "
                                    + MOST
                                    + " bytes")
                    .hint("name fewer labels and variables with --log-opt");
        }
        return fields.out.toString();
    }

    private static Map<String, String> asked(
            LogOptions log, ContainerRecord record, Spec.Process process) {
        Map<String, String> found = new LinkedHashMap<>();
        for (String label : log.options().getOrDefault("labels", "").split(",")) {
            if (record.labels().containsKey(label)) {
                found.put(label, record.labels().get(label));
            }
        }
        String names = "," + log.options().getOrDefault("env", "") + ",";
        for (Spec.Variable variable : process.environment()) {
            if (names.contains("," + variable.name() + ",")) {
                found.put(variable.name(), variable.value());
            }
        }
        return found;
    }

    /// As Docker does it: capitals, digits and underlines, none of the latter in front, where the journal keeps its own.
    private static String fieldName(String key) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            char upper = c >= 'a' && c <= 'z' ? (char) (c - 'a' + 'A') : c;
            boolean plain = upper >= 'A' && upper <= 'Z' || upper >= '0' && upper <= '9';
            if (plain || !out.isEmpty()) {
                out.append(plain ? upper : '_');
            }
        }
        return out.toString();
    }

    private void put(String field, String value) {
        if (field.isEmpty()) {
            return;
        }
        if (value.indexOf('\n') < 0) {
            out.append(field).append('=').append(value).append('\n');
            return;
        }
        out.append(field).append('\n');
        for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
            out.append((char) ((long) value.length() >>> shift & 0xff));
        }
        out.append(value).append('\n');
    }
}
