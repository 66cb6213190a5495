package dev.jong.cli.output.template;

/// The functions on strings. They change ASCII letters only: a byte string has no others.
final class TextFunctions {
    private TextFunctions() {}

    static String lower(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            out.append(c >= 'A' && c <= 'Z' ? (char) (c + 32) : c);
        }
        return out.toString();
    }

    static String upper(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            out.append(upper(text.charAt(i)));
        }
        return out.toString();
    }

    private static char upper(char c) {
        return c >= 'a' && c <= 'z' ? (char) (c - 32) : c;
    }

    /// The first letter of every word in upper case.
    static String title(String text) {
        StringBuilder out = new StringBuilder(text.length());
        char before = ' ';
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean inWord =
                    before >= '0' && before <= '9'
                            || upper(before) >= 'A' && upper(before) <= 'Z'
                            || before == '_'
                            || before == '\''
                            || before >= 0x80;
            out.append(inWord ? c : upper(c));
            before = c;
        }
        return out.toString();
    }

    /// Spaces before and behind, but none around nothing.
    static String pad(String text, int before, int after) {
        return text.isEmpty() ? text : " ".repeat(before) + text + " ".repeat(after);
    }

    /// The first so many characters; the bytes of one UTF-8 character stay together.
    static String truncate(String text, int length) {
        int characters = 0;
        for (int i = 0; i < text.length(); i++) {
            if ((text.charAt(i) & 0xc0) != 0x80 && characters++ == length) {
                return text.substring(0, i);
            }
        }
        return text;
    }
}
