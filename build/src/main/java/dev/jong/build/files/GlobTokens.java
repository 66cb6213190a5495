package dev.jong.build.files;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import java.util.ArrayList;
import java.util.List;

/// What a [Glob] is made of, piece by piece.
final class GlobTokens {
    /// One character; the value is it.
    static final int CHARACTER = 0;

    /// Any character but a slash.
    static final int ANY = 1;

    /// A character of a class; the value is its number.
    static final int CLASS = 2;

    /// Any number of characters but slashes.
    static final int STAR = 3;

    /// Nothing, or what [#INSIDE] reads, which follows it.
    static final int DEEP = 4;

    /// Any number of characters, up to and with a slash.
    static final int INSIDE = 5;

    /// Any number of characters.
    static final int REST = 6;

    private final String pattern;
    private final boolean deep;
    private final List<int[]> classes = new ArrayList<>();
    private final int[] kinds;
    private final int[] values;
    private int length;
    private int at;

    private GlobTokens(String pattern, boolean deep) {
        this.pattern = pattern;
        this.deep = deep;
        // Two stars and a slash are two pieces, and nothing is more pieces than characters.
        kinds = new int[pattern.length() + 1];
        values = new int[pattern.length() + 1];
    }

    static GlobTokens parse(String pattern, boolean deep) {
        GlobTokens tokens = new GlobTokens(pattern, deep);
        while (tokens.at < pattern.length()) {
            tokens.next();
        }
        return tokens;
    }

    int length() {
        return length;
    }

    int kind(int index) {
        return kinds[index];
    }

    /// Whether a piece that reads one character reads this one.
    boolean accepts(int index, int point) {
        return switch (kinds[index]) {
            case CHARACTER -> values[index] == point;
            case ANY -> point != '/';
            default -> point != '/' && inClass(classes.get(values[index]), point);
        };
    }

    /// What every path that matches begins with.
    String prefix() {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < length && kinds[i] == CHARACTER && values[i] < 0x80; i++) {
            out.append((char) values[i]);
        }
        return out.toString();
    }

    /// What every path that matches ends with.
    String suffix() {
        StringBuilder out = new StringBuilder();
        for (int i = length - 1; i >= 0 && kinds[i] == CHARACTER && values[i] < 0x80; i--) {
            out.append((char) values[i]);
        }
        return out.reverse().toString();
    }

    private void next() {
        char c = pattern.charAt(at);
        if (c == '*') {
            stars();
        } else if (c == '?') {
            at++;
            add(ANY, 0);
        } else if (c == '[') {
            at++;
            add(CLASS, classes.size());
            classes.add(range());
        } else {
            add(CHARACTER, point());
        }
    }

    private void stars() {
        int end = at;
        while (end < pattern.length() && pattern.charAt(end) == '*') {
            end++;
        }
        boolean two = deep && end - at > 1;
        at = end;
        if (!two) {
            add(STAR, 0);
            return;
        }
        if (at < pattern.length() && pattern.charAt(at) == '/') {
            at++;
        }
        if (at == pattern.length()) {
            add(REST, 0);
        } else {
            add(DEEP, 0);
            add(INSIDE, 0);
        }
    }

    /// A class: pairs of first and last characters, and before them whether it is turned around.
    private int[] range() {
        List<Integer> out = new ArrayList<>();
        boolean not = at < pattern.length() && pattern.charAt(at) == '^';
        at += not ? 1 : 0;
        out.add(not ? 1 : 0);
        while (at < pattern.length() && (pattern.charAt(at) != ']' || out.size() == 1)) {
            int first = member();
            int last = first;
            if (at < pattern.length() && pattern.charAt(at) == '-') {
                at++;
                last = member();
            }
            out.add(first);
            out.add(last);
        }
        if (at == pattern.length()) {
            throw wrong("a bracket is not closed");
        }
        at++;
        return out.stream().mapToInt(Integer::intValue).toArray();
    }

    private int member() {
        if (at < pattern.length() && (pattern.charAt(at) == ']' || pattern.charAt(at) == '-')) {
            throw wrong("a class of characters is empty or has no end");
        }
        return point();
    }

    private int point() {
        if (at < pattern.length() && pattern.charAt(at) == '\\') {
            at++;
        }
        if (at == pattern.length()) {
            throw wrong("it ends too early");
        }
        int point = Points.at(pattern, at);
        at += Points.length(pattern, at);
        return point;
    }

    private static boolean inClass(int[] range, int point) {
        boolean found = false;
        for (int i = 1; i < range.length && !found; i += 2) {
            found = range[i] <= point && point <= range[i + 1];
        }
        return found != (range[0] == 1);
    }

    private void add(int kind, int value) {
        kinds[length] = kind;
        values[length++] = value;
    }

    private JongException wrong(String why) {
        return JongException.of(
                ErrorKind.INVALID_ARGUMENT,
                "syntax error in the pattern \"" + Text.printable(pattern) + "\": " + why);
    }
}
