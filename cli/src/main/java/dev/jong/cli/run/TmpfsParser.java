package dev.jong.cli.run;

import dev.jong.base.JongException;
import dev.jong.cli.option.OptionValue;
import dev.jong.cli.option.Quoted;
import dev.jong.service.container.RunOptions.Mount;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// `--tmpfs TARGET[:OPTIONS]`, with options of mount(8) for tmpfs. A size in per cent of memory is kept as an
/// option, because only the kernel knows what it is in bytes.
public final class TmpfsParser {
    private static final String WHAT = "tmpfs";
    private static final String WORDS =
            " ro rw exec noexec suid nosuid dev nodev sync async dirsync atime noatime diratime nodiratime relatime"
                    + " norelatime strictatime nostrictatime ";

    private TmpfsParser() {}

    /// One mount.
    ///
    /// @throws JongException INVALID_ARGUMENT when the target is not absolute or an option is unknown
    public static Mount parse(OptionValue value) {
        String text = value.text();
        int colon = text.indexOf(':');
        String target =
                MountPoints.target(WHAT, value, colon < 0 ? text : text.substring(0, colon));
        OptionalLong size = OptionalLong.empty();
        OptionalInt mode = OptionalInt.empty();
        List<String> options = new ArrayList<>();
        List<String> words = colon < 0 ? List.of() : Split.at(',', text.substring(colon + 1));
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (word.startsWith("size=") && !word.endsWith("%")) {
                size = OptionalLong.of(size(WHAT, value, word.substring(5)));
            } else if (word.startsWith("mode=")) {
                mode = OptionalInt.of(mode(WHAT, value, word.substring(5)));
            } else {
                options.add(option(value, word));
            }
        }
        return new Mount.Tmpfs(target, size, mode, List.copyOf(options), "--tmpfs " + text);
    }

    /// A size in bytes. The kernel takes 0 for no limit at all, which nobody means (V13).
    static long size(String what, OptionValue value, String text) {
        long bytes = SizeParser.parse(new OptionValue(value.option(), text));
        if (bytes == 0) {
            throw none(what, value);
        }
        return bytes;
    }

    private static JongException none(String what, OptionValue value) {
        return MountPoints.invalid(
                what, value, "0 would be no limit", "leave it out, or write a size such as 64m");
    }

    /// Permission bits in octal, up to 07777.
    static int mode(String what, OptionValue value, String digits) {
        int mode = 0;
        boolean octal = !digits.isEmpty() && digits.length() <= 5;
        for (int i = 0; octal && i < digits.length(); i++) {
            octal = digits.charAt(i) >= '0' && digits.charAt(i) <= '7';
            mode = mode * 8 + digits.charAt(i) - '0';
        }
        if (!octal || mode > 07777) {
            throw MountPoints.invalid(
                    what, value, "the mode is not octal", "write a mode such as 1777");
        }
        return mode;
    }

    private static String option(OptionValue value, String word) {
        int equals = word.indexOf('=');
        boolean known;
        if (equals < 0) {
            known = word.indexOf(' ') < 0 && !word.isEmpty() && WORDS.contains(" " + word + " ");
        } else {
            String number = word.substring(equals + 1);
            known =
                    switch (word.substring(0, equals)) {
                        case "uid", "gid" -> Chars.areDigits(number);
                        case "nr_inodes", "nr_blocks" -> Chars.areLettersDigitsOr("", number);
                        case "size" ->
                                number.length() > 1
                                        && Chars.areDigits(
                                                number.substring(0, number.length() - 1));
                        default -> false;
                    };
        }
        if (!known) {
            throw unknown(value, word);
        }
        if (equals > 0 && !word.startsWith("uid") && !word.startsWith("gid") && isZero(word)) {
            throw none(WHAT, value);
        }
        return word;
    }

    /// Nothing but zeros behind the equals sign, whatever the unit.
    private static boolean isZero(String word) {
        for (int i = word.indexOf('=') + 1; i < word.length(); i++) {
            if (word.charAt(i) >= '1' && word.charAt(i) <= '9') {
                return false;
            }
        }
        return true;
    }

    private static JongException unknown(OptionValue value, String word) {
        return MountPoints.invalid(
                WHAT,
                value,
                "unknown option " + Quoted.of(word),
                "write options such as size=64m,mode=1777,noexec");
    }
}
