package dev.jong.network.netlink;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;

/// Names of network devices.
public final class DeviceName {
    private static final int LONGEST = 15;

    private DeviceName() {}

    /// The same name when a device can have it: 1 to 15 characters of printable ASCII, without what the kernel refuses
    /// (`/`, `:`, blanks, `.` and `..`), without `%`, which it replaces by numbers, and neither `all` nor `default`,
    /// which mean all devices under /proc/sys.
    ///
    /// @throws JongException INVALID_ARGUMENT when it is none
    public static String checked(String name) {
        boolean fits = !name.isEmpty() && name.length() <= LONGEST && !isTaken(name);
        for (int i = 0; fits && i < name.length(); i++) {
            char c = name.charAt(i);
            fits = c > ' ' && c < 0x7f && "/:%".indexOf(c) < 0;
        }
        if (!fits) {
            throw JongException.of(
                            ErrorKind.INVALID_ARGUMENT,
                            "cannot call a network device \"" + Text.printable(name) + "\"")
                    .hint("1 to 15 letters, digits, dots, dashes and underscores");
        }
        return name;
    }

    private static boolean isTaken(String name) {
        return switch (name) {
            case ".", "..", "all", "default" -> true;
            default -> false;
        };
    }
}
