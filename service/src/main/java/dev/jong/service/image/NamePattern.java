package dev.jong.service.image;

/// A pattern for image names as in a shell: `*` for anything but slashes, `?` for one character but a slash,
/// `[a-z]` for one of a set. A broken pattern matches nothing. Steps are bounded by the product of the lengths.
final class NamePattern {
    private final String pattern;

    NamePattern(String pattern) {
        this.pattern = pattern;
    }

    /// True when the whole text fits.
    boolean matches(String text) {
        int p = 0;
        int t = 0;
        int star = -1;
        int starText = 0;
        while (t < text.length()) {
            int next =
                    p < pattern.length() && pattern.charAt(p) != '*' ? one(p, text.charAt(t)) : -1;
            if (next >= 0) {
                p = next;
                t++;
            } else if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                starText = t;
            } else if (star >= 0 && text.charAt(starText) != '/') {
                p = star + 1;
                t = ++starText;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }

    /// The place in the pattern after one that accepts this character; -1 when it does not.
    private int one(int p, char c) {
        return switch (pattern.charAt(p)) {
            case '?' -> c == '/' ? -1 : p + 1;
            case '[' -> set(p + 1, c);
            case '\\' -> p + 1 < pattern.length() && pattern.charAt(p + 1) == c ? p + 2 : -1;
            default -> pattern.charAt(p) == c ? p + 1 : -1;
        };
    }

    private int set(int from, char c) {
        int p = from;
        boolean negated =
                p < pattern.length() && (pattern.charAt(p) == '^' || pattern.charAt(p) == '!');
        p += negated ? 1 : 0;
        boolean found = false;
        while (p < pattern.length() && pattern.charAt(p) != ']') {
            boolean range =
                    p + 2 < pattern.length()
                            && pattern.charAt(p + 1) == '-'
                            && pattern.charAt(p + 2) != ']';
            char low = pattern.charAt(p);
            char high = range ? pattern.charAt(p + 2) : low;
            found |= c >= low && c <= high;
            p += range ? 3 : 1;
        }
        return p < pattern.length() && c != '/' && found != negated ? p + 1 : -1;
    }
}
