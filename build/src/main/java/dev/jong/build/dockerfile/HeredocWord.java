package dev.jong.build.dockerfile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The beginning of a here-document in a line: `<<EOF`, `<<-EOF`, `<<"EOF"`, `3<<EOF`.
///
/// @param word the delimiter without quotes
/// @param expand it had none
/// @param stripTabs leading tabs do not count (`<<-`)
record HeredocWord(String word, boolean expand, boolean stripTabs) {
    /// All in a line, in their order; none when the quotes of the line do not match.
    static List<HeredocWord> in(String line) {
        List<HeredocWord> found = new ArrayList<>();
        if (line.contains("<<")) {
            for (String word : shellWords(line)) {
                parse(word).ifPresent(found::add);
            }
        }
        return found;
    }

    /// What a whole word begins, if it begins one.
    static Optional<HeredocWord> parse(String text) {
        int at = 0;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        if (!text.startsWith("<<", at)) {
            return Optional.empty();
        }
        at += 2;
        boolean strip = text.startsWith("-", at);
        String rest = text.substring(strip ? at + 1 : at);
        if (rest.indexOf('<') >= 0 || shellWords(rest).size() != 1) {
            return Optional.empty();
        }
        String bare = bare(rest);
        return bare.isEmpty()
                ? Optional.empty()
                : Optional.of(new HeredocWord(bare, bare.equals(rest), strip));
    }

    /// Words as a shell has them, with their quotes. Always with a backslash, whatever the file's escape character is.
    private static List<String> shellWords(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        char quote = 0;
        for (int at = 0; at < line.length(); at++) {
            char c = line.charAt(at);
            if (quote == 0 && Blank.is(c)) {
                flush(words, word);
                continue;
            }
            word.append(c);
            if (c == '\\' && quote != '\'' && at + 1 < line.length()) {
                word.append(line.charAt(++at));
            } else if (c == quote) {
                quote = 0;
            } else if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
            }
        }
        flush(words, word);
        return quote == 0 ? words : List.of();
    }

    private static void flush(List<String> words, StringBuilder word) {
        if (!word.isEmpty()) {
            words.add(word.toString());
            word.setLength(0);
        }
    }

    private static String bare(String text) {
        StringBuilder out = new StringBuilder();
        char quote = 0;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '\\' && quote != '\'' && at + 1 < text.length()) {
                out.append(text.charAt(++at));
            } else if (c == quote) {
                quote = 0;
            } else if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }
}
