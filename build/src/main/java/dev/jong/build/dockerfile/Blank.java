package dev.jong.build.dockerfile;

/// White space as the Dockerfile language has it: bytes, ASCII only.
final class Blank {
    private Blank() {}

    static boolean is(char c) {
        return c == ' ' || c >= '\t' && c <= '\r';
    }

    /// The index of the first character from an index on that is not white space.
    static int skip(String text, int from) {
        int at = from;
        while (at < text.length() && is(text.charAt(at))) {
            at++;
        }
        return at;
    }

    /// The index of the first white space from an index on.
    static int next(String text, int from) {
        int at = from;
        while (at < text.length() && !is(text.charAt(at))) {
            at++;
        }
        return at;
    }

    static String trim(String text) {
        int end = text.length();
        while (end > 0 && is(text.charAt(end - 1))) {
            end--;
        }
        int start = skip(text, 0);
        return start >= end ? "" : text.substring(start, end);
    }
}
