package dev.jong.build.layer;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.build.files.FileEntry;
import dev.jong.build.files.FileTree;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// Owners by the names that a tree's own `/etc/passwd` and `/etc/group` know. The files are the image author's: they are
/// read up to a limit, and digits always win over names.
final class OwnerNames {
    private static final int LIMIT = 10 << 20;

    private final FileTree tree;

    OwnerNames(FileTree tree) {
        this.tree = tree;
    }

    /// A user and a group.
    record Owner(long uid, long gid) {}

    /// Looks `USER[:GROUP]` up. Without a group it is the user's own, that of a number the same number.
    ///
    /// @return empty for the empty text
    /// @throws JongException NOT_FOUND for a name that the tree does not know, INVALID_ARGUMENT for a number out of range
    Optional<Owner> find(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        int colon = text.indexOf(':');
        String user = colon < 0 ? text : text.substring(0, colon);
        String group = colon < 0 ? "" : text.substring(colon + 1);
        long uid = number(user);
        long gid = uid;
        if (uid < 0) {
            String[] entry = entry("etc/passwd", user);
            uid = number(entry, 2, "user", user, "passwd");
            gid = entry.length > 3 ? Math.max(0, number(entry[3])) : 0;
        }
        if (!group.isEmpty()) {
            gid = number(group);
            if (gid < 0) {
                gid = number(entry("etc/group", group), 2, "group", group, "group");
            }
        }
        return Optional.of(new Owner(uid, gid));
    }

    private static long number(String[] entry, int field, String kind, String name, String file) {
        long value = entry.length > field ? number(entry[field]) : -1;
        if (value < 0) {
            throw JongException.of(
                            ErrorKind.NOT_FOUND,
                            "unable to find "
                                    + kind
                                    + " "
                                    + Text.printable(name)
                                    + ": no matching entries in the image's /etc/"
                                    + file)
                    .hint("use a number, or a name that the image knows");
        }
        return value;
    }

    /// -1 for what is no number.
    private static long number(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return -1;
            }
        }
        if (text.isEmpty()) {
            return -1;
        }
        long value = text.length() > 10 ? Long.MAX_VALUE : Long.parseLong(text);
        if (value > Integer.MAX_VALUE) {
            throw JongException.of(
                            ErrorKind.INVALID_ARGUMENT, "the owner " + text + " is out of range")
                    .hint("ids go from 0 to 2147483647");
        }
        return value;
    }

    /// The fields of the first entry of that name; none when there is none.
    private String[] entry(String path, String name) {
        String file = read(path);
        for (int at = 0; at < file.length(); ) {
            int end = file.indexOf('\n', at);
            end = end < 0 ? file.length() : end;
            if (file.startsWith(name + ":", at)) {
                return file.substring(at, end).split(":", -1);
            }
            at = end + 1;
        }
        return new String[0];
    }

    private String read(String path) {
        Optional<FileEntry> file = tree.resolve(path);
        if (file.isEmpty() || file.get().kind() != FileEntry.Kind.REGULAR) {
            return "";
        }
        try (InputStream in = tree.open(file.get())) {
            byte[] bytes = in.readNBytes(LIMIT + 1);
            if (bytes.length > LIMIT) {
                throw JongException.of(
                        ErrorKind.EXHAUSTED, "the image's /" + path + " is too long");
            }
            return Text.of(bytes);
        } catch (IOException e) {
            throw JongException.of(ErrorKind.UNAVAILABLE, "cannot read the image's /" + path)
                    .causedBy(e);
        }
    }
}
