package dev.jong.service.container;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.runtime.spec.Spec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Looks users and groups up in an image's own `/etc/passwd` and `/etc/group`. The files are the image
/// author's: they are read up to a limit, parsed here without any library of the host (L17), and digits always win
/// over names, so that no entry can turn `USER 0` into somebody else.
final class UserDatabase {
    /// Most bytes of either file that are read (M23).
    static final int LIMIT = 10 << 20;

    private final String passwd;
    private final String group;

    UserDatabase(Optional<byte[]> passwd, Optional<byte[]> group) {
        this.passwd = passwd.map(Text::of).orElse("");
        this.group = group.map(Text::of).orElse("");
    }

    /// Whether there is a user of that name or number.
    boolean hasUser(String key) {
        return entry(passwd, key, 7).length > 0;
    }

    /// Whether there is a group of that name or number.
    boolean hasGroup(String key) {
        return entry(group, key, 4).length > 0;
    }

    /// A user with the home directory of its entry (`/` without one).
    record Found(Spec.User user, String home) {}

    /// Resolves `USER[:GROUP]`, each a name or a number; empty is root.
    ///
    /// @param additional groups to add, by name or number
    /// @throws JongException NOT_FOUND when a name has no entry
    Found resolve(String text, List<String> additional) {
        int colon = text.indexOf(':');
        String userPart = colon < 0 ? text : text.substring(0, colon);
        String groupPart = colon < 0 ? "" : text.substring(colon + 1);
        userPart = userPart.isEmpty() ? "0" : userPart;
        refuseHugeNumber("user", userPart);
        String[] entry = entry(passwd, userPart, 7);
        int uid = number(userPart);
        if (uid < 0) {
            uid = entry.length == 0 ? -1 : number(entry[2]);
            if (uid < 0) {
                throw missing("user", userPart, "passwd");
            }
        }
        int ownGroup = entry.length == 0 ? 0 : Math.max(0, number(entry[3]));
        int gid = groupPart.isEmpty() ? ownGroup : groupId(groupPart);
        List<Integer> groups = new ArrayList<>();
        groups.add(gid);
        if (groupPart.isEmpty() && entry.length > 0) {
            memberships(entry[0], groups);
        }
        for (String extra : additional) {
            add(groups, groupId(extra));
        }
        String home = entry.length == 0 || entry[5].isEmpty() ? "/" : entry[5];
        return new Found(new Spec.User(uid, gid, List.copyOf(groups)), home);
    }

    private int groupId(String text) {
        refuseHugeNumber("group", text);
        int gid = number(text);
        if (gid >= 0) {
            return gid;
        }
        String[] entry = entry(group, text, 4);
        gid = entry.length == 0 ? -1 : number(entry[2]);
        if (gid < 0) {
            throw missing("group", text, "group");
        }
        return gid;
    }

    /// Groups whose member list names the user. Other lines are not taken apart: a cold run is slow at that.
    private void memberships(String user, List<Integer> groups) {
        for (int at = group.indexOf(user); at >= 0 && at < group.length(); ) {
            int end = lineEnd(group, at);
            String[] fields = fields(group.substring(group.lastIndexOf('\n', at - 1) + 1, end), 4);
            if (fields.length == 4 && names(fields[3], user) && number(fields[2]) >= 0) {
                add(groups, number(fields[2]));
            }
            at = group.indexOf(user, end + 1);
        }
    }

    /// The first entry whose name, or whose number when the key is one, is the key.
    private static String[] entry(String file, String key, int width) {
        int number = number(key);
        for (int at = 0; at < file.length(); ) {
            int end = lineEnd(file, at);
            String[] fields = fields(file.substring(at, end), width);
            if (fields.length == width
                    && (number < 0 ? fields[0].equals(key) : number(fields[2]) == number)) {
                return fields;
            }
            at = end + 1;
        }
        return new String[0];
    }

    private static int lineEnd(String file, int at) {
        int end = file.indexOf('\n', at);
        return end < 0 ? file.length() : end;
    }

    /// Splits at colons into `width` fields. Missing ones at the end are empty, as the known engines read such lines;
    /// without the number in the third there is no entry.
    private static String[] fields(String line, int width) {
        List<String> out = new ArrayList<>(width);
        int at = 0;
        while (out.size() < width) {
            int colon = out.size() == width - 1 ? -1 : line.indexOf(':', at);
            out.add(colon < 0 ? line.substring(at) : line.substring(at, colon));
            if (colon < 0) {
                break;
            }
            at = colon + 1;
        }
        if (out.size() < 3) {
            return new String[0];
        }
        while (out.size() < width) {
            out.add("");
        }
        return out.toArray(new String[0]);
    }

    private static boolean names(String members, String user) {
        for (int at = 0; at <= members.length(); ) {
            int comma = members.indexOf(',', at);
            int end = comma < 0 ? members.length() : comma;
            if (end - at == user.length() && members.startsWith(user, at)) {
                return true;
            }
            at = end + 1;
        }
        return false;
    }

    /// A number of at most 2147483647, or -1: no sign, no wrap.
    private static int number(String text) {
        if (text.isEmpty() || text.length() > 10) {
            return -1;
        }
        long value = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            value = value * 10 + c - '0';
        }
        return value > Integer.MAX_VALUE ? -1 : (int) value;
    }

    /// Digits are a number, never a name, also where the number is too large: an entry of that name could be anybody.
    private static void refuseHugeNumber(String kind, String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return;
            }
        }
        if (!text.isEmpty() && number(text) < 0) {
            throw JongException.of(
                            ErrorKind.INVALID_ARGUMENT,
                            "the " + kind + " id " + text + " is out of range")
                    .hint("ids go from 0 to 2147483647");
        }
    }

    private static void add(List<Integer> groups, int gid) {
        if (!groups.contains(gid)) {
            groups.add(gid);
        }
    }

    private static JongException missing(String kind, String name, String file) {
        return JongException.of(
                        ErrorKind.NOT_FOUND,
                        "unable to find "
                                + kind
                                + " "
                                + Text.printable(name)
                                + ": no matching entries in the image's /etc/"
                                + file)
                .hint("use a number, or a name that the image knows");
    }
}
