package dev.jong.store.network;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import java.util.List;

/// The name of a network, which is that of its record's file too and of names in the name service: a letter or digit, then
/// letters, digits, `_`, `.` and `-` (N11).
public record NetworkName(String text) {
    /// The network that containers have when nobody names one.
    public static final String BRIDGE = "bridge";

    private static final int LONGEST = 200;

    /// Words that `--network` knows. Nobody's network is called so.
    private static final List<String> RESERVED =
            List.of(
                    BRIDGE,
                    "host",
                    "none",
                    "default",
                    "container",
                    "ns",
                    "private",
                    "pasta",
                    "slirp4netns",
                    "cni");

    /// Before the name of a network that CNI plugins of the host make, which the store knows nothing of.
    public static final String CNI = "cni:";

    /// @throws JongException INVALID_ARGUMENT when the text is no name
    public NetworkName {
        if (!isName(text)) {
            throw JongException.of(
                            ErrorKind.INVALID_ARGUMENT,
                            "\"" + Text.printable(text) + "\" is no name of a network")
                    .hint("begin with a letter or digit; then letters, digits, _ . and -");
        }
    }

    /// Whether a network may have this name.
    public static boolean isName(String text) {
        int length = text.length();
        boolean fits = length >= 1 && length <= LONGEST && isLetterOrDigit(text.charAt(0));
        for (int i = 1; fits && i < length; i++) {
            char c = text.charAt(i);
            fits = isLetterOrDigit(c) || c == '_' || c == '.' || c == '-';
        }
        return fits;
    }

    /// Whether the name means something else than a network that somebody made.
    public boolean isReserved() {
        return RESERVED.contains(text);
    }

    private static boolean isLetterOrDigit(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }

    @Override
    public String toString() {
        return text;
    }
}
