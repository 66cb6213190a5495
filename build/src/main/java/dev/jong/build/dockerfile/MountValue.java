package dev.jong.build.dockerfile;

import dev.jong.base.Text;
import java.util.List;
import java.util.Locale;

/// Checks values of mount options, as far as they have no variables in them.
final class MountValue {
    private static final List<String> TRUTHS = List.of("1", "t", "true", "0", "f", "false");

    private MountValue() {}

    /// The value in the one form that it has: `true` or `false`, modes of sharing in lower case.
    static String checked(String name, String value) {
        if (value.indexOf('$') >= 0) {
            if (name.equals("from")) {
                throw Flags.invalid("variables are not expanded in from")
                        .hint("give the image a stage name: FROM IMAGE AS NAME");
            }
            return value;
        }
        boolean right =
                switch (name) {
                    case "readonly", "readwrite", "required" ->
                            TRUTHS.contains(value.toLowerCase(Locale.ROOT));
                    case "sharing" ->
                            List.of("shared", "private", "locked")
                                    .contains(value.toLowerCase(Locale.ROOT));
                    case "mode" -> isNumber(value, 8);
                    case "uid", "gid" -> isNumber(value, 10);
                    case "size" -> isSize(value);
                    default -> true;
                };
        if (!right) {
            throw Flags.invalid(
                    "the mount option "
                            + name
                            + " cannot be \""
                            + Text.printable(value)
                            + "\": "
                            + allowed(name));
        }
        return switch (name) {
            case "readonly", "readwrite", "required" ->
                    value.startsWith("1") || value.startsWith("t") || value.startsWith("T")
                            ? "true"
                            : "false";
            case "sharing" -> value.toLowerCase(Locale.ROOT);
            default -> value;
        };
    }

    private static String allowed(String name) {
        return switch (name) {
            case "sharing" -> "it is shared, private or locked";
            case "mode" -> "it is an octal number";
            case "uid", "gid" -> "it is a number";
            case "size" -> "it is a number of bytes such as 64m";
            default -> "it is true or false";
        };
    }

    private static boolean isNumber(String text, int radix) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.digit(text.charAt(i), radix) < 0) {
                return false;
            }
        }
        return !text.isEmpty()
                && text.length() <= 12
                && Long.parseLong(text, radix) <= 0xffff_ffffL;
    }

    private static boolean isSize(String text) {
        int end = text.length();
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.endsWith("ib")) {
            end -= 2;
        } else if (lower.endsWith("b")) {
            end--;
        }
        if (end > 0 && "kmgtp".indexOf(lower.charAt(end - 1)) >= 0) {
            end--;
        }
        boolean digit = false;
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if (c != '.' && c != ' ' && (c < '0' || c > '9')) {
                return false;
            }
            digit |= c >= '0' && c <= '9';
        }
        return digit && end <= 20;
    }
}
