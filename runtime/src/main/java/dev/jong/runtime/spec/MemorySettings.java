package dev.jong.runtime.spec;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import java.util.List;

/// What may be said of a tmpfs that a volume is: options that users may give, too. A size of 0, which the kernel takes for
/// no limit, is refused (V13).
final class MemorySettings {
    private static final String SIZES = " size nr_blocks nr_inodes ";

    private MemorySettings() {}

    /// @throws JongException INVALID_ARGUMENT for another option, or a value that is none
    static void check(List<String> settings) {
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            String key = equals < 0 ? setting : setting.substring(0, equals);
            String value = equals < 0 ? "" : setting.substring(equals + 1);
            boolean fits =
                    SIZES.contains(" " + key + " ")
                            ? isSize(value)
                            : switch (key) {
                                case "uid", "gid" -> isNumber(value, 10, 10);
                                case "mode" -> isNumber(value, 8, 5);
                                default -> false;
                            };
            if (!fits) {
                throw JongException.of(
                                ErrorKind.INVALID_ARGUMENT,
                                "invalid options of a volume (--opt): \""
                                        + Text.printable(setting)
                                        + "\" is no option of a tmpfs")
                        .hint(
                                "write options such as size=64m, mode=1777, uid=1000, gid=1000, nr_inodes=10k");
            }
        }
    }

    /// Digits, not all of them 0, and perhaps a unit.
    private static boolean isSize(String value) {
        String digits = value;
        if (!value.isEmpty() && "kKmMgG%".indexOf(value.charAt(value.length() - 1)) >= 0) {
            digits = value.substring(0, value.length() - 1);
        }
        boolean some = false;
        for (int i = 0; i < digits.length(); i++) {
            some |= digits.charAt(i) != '0';
        }
        return some && isNumber(digits, 10, 18);
    }

    private static boolean isNumber(String digits, int radix, int longest) {
        boolean fits = !digits.isEmpty() && digits.length() <= longest;
        for (int i = 0; fits && i < digits.length(); i++) {
            fits = digits.charAt(i) >= '0' && digits.charAt(i) < '0' + radix;
        }
        return fits;
    }
}
