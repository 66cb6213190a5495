package dev.jong.build.dockerfile;

import java.util.ArrayList;
import java.util.List;

/// A pattern of a substitution: `*` is any text, `?` a character, a backslash takes their meaning away. Matches with
/// all positions of the pattern at once, so that stars cost no more than their number.
final class Wildcard {
    private static final int ANY = -1;
    private static final int ONE = -2;
    private static final long MOST = 50_000_000;

    private final List<Integer> tokens = new ArrayList<>();
    private long left = MOST;

    Wildcard(String pattern, char escape) {
        for (int at = 0; at < pattern.length(); at++) {
            char c = pattern.charAt(at);
            if (c == '*') {
                tokens.add(ANY);
            } else if (c == '?') {
                tokens.add(ONE);
            } else if ((c == escape || c == '\\') && at + 1 < pattern.length()) {
                tokens.add((int) pattern.charAt(++at));
            } else {
                tokens.add((int) c);
            }
        }
    }

    /// The text without the part at one end that matches.
    String without(String text, boolean atEnd, boolean longest) {
        int length = match(text, atEnd ? text.length() - 1 : 0, atEnd ? -1 : 1, longest);
        if (length < 0) {
            return text;
        }
        return atEnd ? text.substring(0, text.length() - length) : text.substring(length);
    }

    /// The text with another one in place of the first part that matches, or of every one. Each is as long as it can be.
    String replace(String text, String other, boolean every) {
        String literal = unescaped(other);
        if (text.isEmpty() && !tokens.isEmpty() && match(text, 0, 1, true) == 0) {
            return literal;
        }
        StringBuilder out = new StringBuilder();
        int at = 0;
        boolean done = false;
        while (at < text.length()) {
            int length = done ? -1 : match(text, at, 1, true);
            if (length > 0) {
                spend(literal.length());
                out.append(literal);
                at += length;
                done = !every;
            } else {
                out.append(text.charAt(at++));
            }
        }
        return out.toString();
    }

    /// Braces and slashes had to be escaped to get here.
    private static String unescaped(String text) {
        StringBuilder out = new StringBuilder();
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            boolean escapes = c == '\\' && at + 1 < text.length();
            out.append(escapes ? text.charAt(++at) : c);
        }
        return out.toString();
    }

    /// How many characters match from a place on in a direction, or -1.
    private int match(String text, int from, int step, boolean longest) {
        int size = tokens.size();
        boolean[] now = new boolean[size + 1];
        now[0] = true;
        spread(now, step);
        int best = now[size] ? 0 : -1;
        for (int at = from, length = 1; at >= 0 && at < text.length(); at += step, length++) {
            if (best >= 0 && !longest) {
                return best;
            }
            boolean[] next = new boolean[size + 1];
            if (!advance(now, next, text, at, step)) {
                return best;
            }
            spread(next, step);
            now = next;
            if (now[size] && !isInside(text, step > 0 ? at + 1 : at)) {
                best = length;
            }
        }
        return best;
    }

    /// In the middle of a character of several bytes.
    private static boolean isInside(String text, int at) {
        return at > 0 && at < text.length() && (text.charAt(at) & 0xc0) == 0x80;
    }

    private int token(int index, int step) {
        return tokens.get(step > 0 ? index : tokens.size() - 1 - index);
    }

    /// Stars may match nothing.
    private void spread(boolean[] at, int step) {
        for (int i = 0; i < tokens.size(); i++) {
            if (at[i] && token(i, step) == ANY) {
                at[i + 1] = true;
            }
        }
    }

    private void spend(int work) {
        left -= work;
        if (left < 0) {
            throw Expansion.invalid("the pattern of a substitution takes too long to match");
        }
    }

    private boolean advance(boolean[] now, boolean[] next, String text, int at, int step) {
        spend(now.length);
        char c = text.charAt(at);
        // A character of several bytes is whole where its first byte is, or in the other direction
        // its last one.
        boolean more = isInside(text, step > 0 ? at + 1 : at);
        boolean alive = false;
        for (int i = 0; i < tokens.size(); i++) {
            if (!now[i]) {
                continue;
            }
            int token = token(i, step);
            if (token == ANY || token == ONE && more) {
                next[i] = true;
            } else if (token == ONE || token == c) {
                next[i + 1] = true;
            } else {
                continue;
            }
            alive = true;
        }
        return alive;
    }
}
