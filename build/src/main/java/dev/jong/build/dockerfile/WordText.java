package dev.jong.build.dockerfile;

import java.util.ArrayList;
import java.util.List;

/// What an expansion gives: one text, and the same split into words.
final class WordText {
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder word = new StringBuilder();
    private final List<String> words = new ArrayList<>();

    /// Adds what white space splits.
    void open(String part) {
        text.append(part);
        for (int i = 0; i < part.length(); i++) {
            split(part.charAt(i));
        }
    }

    /// The same for one character.
    void open(char c) {
        text.append(c);
        split(c);
    }

    private void split(char c) {
        if (Blank.is(c)) {
            flush();
        } else {
            word.append(c);
        }
    }

    /// Adds what stays together.
    void quoted(String part) {
        text.append(part);
        word.append(part);
    }

    void quoted(char c) {
        text.append(c);
        word.append(c);
    }

    private void flush() {
        if (!word.isEmpty()) {
            words.add(word.toString());
            word.setLength(0);
        }
    }

    String text() {
        return text.toString();
    }

    List<String> words() {
        flush();
        return List.copyOf(words);
    }
}
