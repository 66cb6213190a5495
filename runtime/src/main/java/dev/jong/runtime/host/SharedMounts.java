package dev.jong.runtime.host;

/// Which parts of the host's tree tell other mount namespaces of new mounts: mount_namespaces(7), "shared subtrees".
public final class SharedMounts {
    /// Fields of a line of mountinfo (proc(5)) before the optional ones.
    private static final int MOUNT_POINT = 4;

    private static final int OPTIONAL = 6;

    private final String[] lines;

    private SharedMounts(String mountinfo) {
        this.lines = mountinfo.split("\n");
    }

    /// The mounts of this process.
    public static SharedMounts ofHost() {
        return of(ReadHost.text("/proc/self/mountinfo"));
    }

    /// @param mountinfo in the form of proc(5), a byte string
    static SharedMounts of(String mountinfo) {
        return new SharedMounts(mountinfo);
    }

    /// The mount that a path lies on.
    ///
    /// @param point where it is mounted
    /// @param shared whether mounts made below it appear in other namespaces
    public record Place(String point, boolean shared) {}

    /// The mount that an absolute path without links lies on. Of mounts in one place the last covers the others.
    public Place placeOf(String path) {
        Place best = new Place("/", false);
        for (String line : lines) {
            String[] fields = line.split(" ");
            if (fields.length <= OPTIONAL) {
                continue;
            }
            String point = plain(fields[MOUNT_POINT]);
            boolean holds = point.equals("/") || path.equals(point) || path.startsWith(point + "/");
            if (holds && point.length() >= best.point().length()) {
                best = new Place(point, isShared(fields));
            }
        }
        return best;
    }

    private static boolean isShared(String[] fields) {
        for (int i = OPTIONAL; i < fields.length && !fields[i].equals("-"); i++) {
            if (fields[i].startsWith("shared:")) {
                return true;
            }
        }
        return false;
    }

    /// Blanks and backslashes are written as three octal digits.
    private static String plain(String field) {
        if (field.indexOf('\\') < 0) {
            return field;
        }
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < field.length(); i++) {
            boolean escaped = field.charAt(i) == '\\' && i + 3 < field.length();
            int code = escaped ? octal(field.substring(i + 1, i + 4)) : -1;
            out.append(code < 0 ? field.charAt(i) : (char) code);
            i += code < 0 ? 0 : 3;
        }
        return out.toString();
    }

    private static int octal(String digits) {
        int value = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(i) - '0';
            if (digit < 0 || digit > 7) {
                return -1;
            }
            value = value * 8 + digit;
        }
        return value;
    }
}
