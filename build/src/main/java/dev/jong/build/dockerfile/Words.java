package dev.jong.build.dockerfile;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.base.json.Json;
import dev.jong.base.json.JsonParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The ways in which what follows a keyword is taken apart.
final class Words {
    /// More words are nobody's intent, and take memory out of proportion (B21).
    private static final int MOST = 100_000;

    private static final int LONGEST_ARRAY = 1 << 20;

    private Words() {}

    /// At white space, whatever quotes say.
    static List<String> blanks(String text) {
        List<String> words = new ArrayList<>();
        for (int at = Blank.skip(text, 0); at < text.length(); ) {
            int end = Blank.next(text, at);
            add(words, text.substring(at, end));
            at = Blank.skip(text, end);
        }
        return words;
    }

    /// At white space outside of quotes. Quotes and escapes stay in the words.
    static List<String> quoted(String text, char escape) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        char quote = 0;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (quote == 0 && Blank.is(c)) {
                flush(word, words);
                continue;
            }
            if (c == escape && quote != '\'') {
                if (at + 1 == text.length()) {
                    continue;
                }
                word.append(c).append(text.charAt(++at));
                continue;
            }
            if (c == quote) {
                quote = 0;
            } else if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
            }
            word.append(c);
        }
        flush(word, words);
        return words;
    }

    private static void flush(StringBuilder word, List<String> words) {
        if (!word.isEmpty()) {
            add(words, word.toString());
            word.setLength(0);
        }
    }

    private static void add(List<String> words, String word) {
        if (words.size() == MOST) {
            throw Flags.invalid("the instruction has more than " + MOST + " words");
        }
        words.add(word);
    }

    /// A JSON array of strings; empty when the text is no JSON array, and so means itself.
    ///
    /// @throws JongException when it is an array of other things
    static Optional<List<String>> json(String text) {
        if (!text.startsWith("[")) {
            return Optional.empty();
        }
        if (text.length() > LONGEST_ARRAY) {
            throw Flags.invalid("the array in JSON form is longer than a megabyte");
        }
        Json value;
        try {
            value = JsonParser.parse(Text.bytes(text));
        } catch (JongException e) {
            return Optional.empty();
        }
        List<String> words = new ArrayList<>();
        for (Json item : value instanceof Json.Arr array ? array.items() : List.<Json>of()) {
            if (!(item instanceof Json.Str word)) {
                throw JongException.of(
                                ErrorKind.INVALID_ARGUMENT,
                                "an array in JSON form must have nothing but strings in it")
                        .hint("put double quotes around each word");
            }
            words.add(word.value());
        }
        return Optional.of(words);
    }

    /// A JSON array of strings, or else what is between white space.
    static List<String> jsonOrBlanks(String text) {
        return json(text).orElseGet(() -> blanks(text));
    }
}
