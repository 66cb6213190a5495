package dev.jong.store.volume;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;

/// The name of a volume, which is that of its folder too: a letter or digit, then at least one letter, digit, `_`, `.`
/// or `-` (V07).
public record VolumeName(String text) {
    private static final int LONGEST = 255;

    /// @throws JongException INVALID_ARGUMENT when the text is no name
    public VolumeName {
        if (!isName(text)) {
            throw JongException.of(
                            ErrorKind.INVALID_ARGUMENT,
                            "\"" + Text.printable(text) + "\" is no name of a volume")
                    .hint("begin with a letter or digit; then letters, digits, _ . and -");
        }
    }

    /// Whether a volume may have this name.
    public static boolean isName(String text) {
        int length = text.length();
        boolean fits = length >= 2 && length <= LONGEST && isLetterOrDigit(text.charAt(0));
        for (int i = 1; fits && i < length; i++) {
            char c = text.charAt(i);
            fits = isLetterOrDigit(c) || c == '_' || c == '.' || c == '-';
        }
        return fits;
    }

    private static boolean isLetterOrDigit(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }

    @Override
    public String toString() {
        return text;
    }
}
