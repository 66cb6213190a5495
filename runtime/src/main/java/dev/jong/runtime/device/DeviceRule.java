package dev.jong.runtime.device;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;

/// A permission for the devices of a container. What no rule allows is refused.
///
/// @param major number, or [#ANY]
/// @param minor number, or [#ANY]
/// @param access bits READ, WRITE, MAKE; at least one
public record DeviceRule(Type type, int major, int minor, int access) {
    /// Every number.
    public static final int ANY = -1;

    /// Making a node (BPF_DEVCG_ACC_MKNOD).
    public static final int MAKE = 1;

    /// Opening for reading (BPF_DEVCG_ACC_READ).
    public static final int READ = 2;

    /// Opening for writing (BPF_DEVCG_ACC_WRITE).
    public static final int WRITE = 4;

    /// Everything: what a privileged container gets.
    public static final DeviceRule EVERYTHING =
            new DeviceRule(Type.ALL, ANY, ANY, MAKE | READ | WRITE);

    private static final int MAX_MAJOR = 0xfff; // the kernel's dev_t: 12 bits
    private static final int MAX_MINOR = 0xfffff; // and 20

    /// The kind of a device node.
    public enum Type {
        ALL('a'),
        BLOCK('b'),
        CHARACTER('c');

        private final char letter;

        Type(char letter) {
            this.letter = letter;
        }

        /// The letter of `mknod` and of cgroup v1: a, b, c.
        public char letter() {
            return letter;
        }
    }

    public DeviceRule {
        if (major < ANY || major > MAX_MAJOR || minor < ANY || minor > MAX_MINOR) {
            throw invalid(
                    type.letter() + " " + major + ":" + minor, "a device number is out of range");
        }
        if (access <= 0 || access > (MAKE | READ | WRITE)) {
            throw invalid(type.letter() + " " + major + ":" + minor, "it allows nothing");
        }
        // The kernel reads `a` as all devices whatever numbers follow, which is never what was
        // meant.
        if (type == Type.ALL && (major != ANY || minor != ANY)) {
            throw invalid("a " + major + ":" + minor, "type a takes no device numbers");
        }
    }

    /// Reads a rule such as `c 1:3 rwm` or `b *:* r`; `a` alone is everything.
    ///
    /// @throws JongException INVALID_ARGUMENT when it is not a rule
    public static DeviceRule parse(String text) {
        if (text.equals("a")) {
            return EVERYTHING;
        }
        int space = text.indexOf(' ');
        int colon = text.indexOf(':', space + 1);
        int last = text.indexOf(' ', colon + 1);
        if (space != 1 || colon < 0 || last < 0) {
            throw invalid(text, "it does not look like \"c 1:3 rwm\"");
        }
        return new DeviceRule(
                type(text),
                number(text, text.substring(space + 1, colon)),
                number(text, text.substring(colon + 1, last)),
                access(text, text.substring(last + 1)));
    }

    /// Reads access letters: `r`, `w`, `m`, each at most once.
    ///
    /// @throws JongException INVALID_ARGUMENT for other letters or none
    public static int access(String letters) {
        return access(letters, letters);
    }

    /// The line for `devices.allow` of cgroup v1.
    @Override
    public String toString() {
        return type.letter() + " " + numberText(major) + ":" + numberText(minor) + " " + letters();
    }

    private String letters() {
        return ((access & READ) != 0 ? "r" : "")
                + ((access & WRITE) != 0 ? "w" : "")
                + ((access & MAKE) != 0 ? "m" : "");
    }

    private static String numberText(int number) {
        return number == ANY ? "*" : Integer.toString(number);
    }

    private static Type type(String text) {
        for (Type type : Type.values()) {
            if (type.letter() == text.charAt(0)) {
                return type;
            }
        }
        throw invalid(text, "its type is not a, b or c");
    }

    private static int number(String text, String number) {
        if (number.equals("*")) {
            return ANY;
        }
        try {
            // Integer.parseInt alone takes signs, so that -1 would mean every device.
            return number.startsWith("-") || number.startsWith("+")
                    ? ANY - 1
                    : Integer.parseInt(number);
        } catch (NumberFormatException e) {
            throw invalid(text, "\"" + Text.printable(number) + "\" is not a device number")
                    .causedBy(e);
        }
    }

    private static int access(String text, String letters) {
        int access = 0;
        for (int i = 0; i < letters.length(); i++) {
            int bit =
                    switch (letters.charAt(i)) {
                        case 'r' -> READ;
                        case 'w' -> WRITE;
                        case 'm' -> MAKE;
                        default -> throw invalid(text, "access is not made of r, w and m");
                    };
            if ((access & bit) != 0) {
                throw invalid(text, "access names a letter twice");
            }
            access |= bit;
        }
        if (access == 0) {
            throw invalid(text, "it allows nothing");
        }
        return access;
    }

    private static JongException invalid(String text, String why) {
        return JongException.of(
                ErrorKind.INVALID_ARGUMENT,
                "invalid device rule \"" + Text.printable(text) + "\": " + why);
    }
}
