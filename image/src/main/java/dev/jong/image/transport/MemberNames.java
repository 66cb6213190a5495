package dev.jong.image.transport;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/// Names inside an archive and the links between them. They are keys of a map and nothing more: no name
/// ever becomes a path on this host.
public final class MemberNames {
    private static final int LINK_DEPTH = 40;
    private static final int MEMBERS = 20_000;
    private static final long NAME_BYTES = 8L << 20;

    private final Map<String, String> links = new HashMap<>();
    private long members;
    private long bytes;

    /// Accounts for one member and returns its normal name.
    ///
    /// @throws JongException EXHAUSTED when the archive has too many members or too long names
    public String admit(String name) {
        members++;
        bytes += name.length();
        if (members > MEMBERS || bytes > NAME_BYTES) {
            throw JongException.of(
                    ErrorKind.EXHAUSTED,
                    "the archive has more than "
                            + MEMBERS
                            + " members or "
                            + NAME_BYTES
                            + " bytes of names");
        }
        return normal("", name);
    }

    /// Notes that a name stands for another: relative to the link's directory, or (a hard link) to the top.
    public void link(String name, String target, boolean relative) {
        bytes += target.length();
        int slash = name.lastIndexOf('/');
        links.put(name, normal(relative && slash > 0 ? name.substring(0, slash) : "", target));
    }

    /// A later member replaces an earlier one of the same name.
    public void unlink(String name) {
        links.remove(name);
    }

    /// Where a name leads after all links.
    ///
    /// @throws JongException INVALID_ARGUMENT for a loop
    public String resolve(String name) {
        String at = normal("", name);
        for (int i = 0; i <= LINK_DEPTH; i++) {
            String next = links.get(at);
            if (next == null) {
                return at;
            }
            at = next;
        }
        throw JongException.of(
                ErrorKind.INVALID_ARGUMENT,
                "too many links in the archive at \"" + Text.printable(name) + "\"");
    }

    private static String normal(String directory, String name) {
        Deque<String> parts = new ArrayDeque<>();
        for (String part : (directory + "/" + name).split("/", -1)) {
            if (part.equals("..")) {
                parts.pollLast();
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.addLast(part);
            }
        }
        return String.join("/", parts);
    }
}
