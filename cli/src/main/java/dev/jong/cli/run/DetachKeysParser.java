package dev.jong.cli.run;

import dev.jong.cli.option.OptionValue;
import java.util.List;

/// `--detach-keys`: keys with commas between them, each one character or `ctrl-` and a letter or one of
/// `@ [ \ ] ^ _`.
public final class DetachKeysParser {
    private static final String PREFIX = "ctrl-";
    private static final String HINT = "write keys such as ctrl-p,ctrl-q or ctrl-],q";

    private DetachKeysParser() {}

    /// The bytes that the keys send.
    ///
    /// @throws dev.jong.base.JongException INVALID_ARGUMENT when a key is unknown
    public static String parse(OptionValue value) {
        List<String> keys = Split.at(',', value.text());
        StringBuilder bytes = new StringBuilder(keys.size());
        for (int i = 0; i < keys.size(); i++) {
            bytes.append(key(value, keys.get(i)));
        }
        return bytes.toString();
    }

    /// The option form of such bytes.
    public static String print(String bytes) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < bytes.length(); i++) {
            char c = bytes.charAt(i);
            out.append(i == 0 ? "" : ",");
            if (c < 0x20) {
                out.append(PREFIX).append((char) (c >= 1 && c <= 26 ? c + 'a' - 1 : c + '@'));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    private static char key(OptionValue value, String key) {
        if (key.length() == 1 && key.charAt(0) > 0x20 && key.charAt(0) < 0x7f) {
            return key.charAt(0);
        }
        if (key.length() == PREFIX.length() + 1 && key.startsWith(PREFIX)) {
            char c = key.charAt(PREFIX.length());
            char upper = c >= 'a' && c <= 'z' ? (char) (c - 32) : c;
            if (upper >= '@' && upper <= '_') {
                return (char) (upper - '@');
            }
        }
        throw value.invalid("unknown key", HINT);
    }
}
