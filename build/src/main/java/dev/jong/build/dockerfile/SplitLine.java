package dev.jong.build.dockerfile;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A line by its parts: the keyword, the flags after it, the rest.
///
/// @param keyword as it was written
/// @param flags without quotes
/// @param rest without white space around it
record SplitLine(String keyword, List<String> flags, String rest) {
    SplitLine {
        flags = List.copyOf(flags);
    }

    static SplitLine of(String line) {
        String trimmed = Blank.trim(line);
        int end = Blank.next(trimmed, 0);
        List<String> flags = new ArrayList<>();
        int at = Blank.skip(trimmed, end);
        while (trimmed.startsWith("--", at)) {
            StringBuilder word = new StringBuilder();
            at = word(trimmed, at, word);
            if (word.toString().equals("--")) {
                at = Blank.skip(trimmed, at);
                break;
            }
            flags.add(word.toString());
            at = Blank.skip(trimmed, at);
        }
        return new SplitLine(trimmed.substring(0, end), flags, trimmed.substring(at));
    }

    /// The keyword in capitals.
    String name() {
        return keyword.toUpperCase(Locale.ROOT);
    }

    /// Reads a flag, takes its quotes off, and says where it ends. A backslash escapes here, whatever the file's escape
    /// character is.
    private static int word(String text, int from, StringBuilder word) {
        char quote = 0;
        int at = from;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (quote == 0 && Blank.is(c)) {
                return at;
            }
            if (c == '\\') {
                at++;
                if (at < text.length()) {
                    word.append(text.charAt(at));
                }
            } else if (c == quote) {
                quote = 0;
            } else if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
            } else {
                word.append(c);
            }
            at++;
        }
        return Math.min(at, text.length());
    }
}
