package dev.jong.build.files;

import java.util.Arrays;

/// A pattern of paths as `.dockerignore`, `COPY` and `--exclude` have it: `*`, `?`, `[a-z]`, `[^a]`, a backslash that takes
/// the next character as it is and, where asked for, `**` for any number of directories. Matching takes the product of both
/// lengths at most, whatever the pattern (B03): all that it could mean is followed at once.
public final class Glob {
    private final GlobTokens tokens;
    private final String prefix;
    private final String suffix;
    private final boolean plain;

    private Glob(GlobTokens tokens) {
        this.tokens = tokens;
        this.prefix = tokens.prefix();
        this.suffix = tokens.suffix();
        this.plain = prefix.length() == tokens.length();
    }

    /// Reads a pattern in which `**` means any number of directories.
    ///
    /// @throws dev.jong.base.JongException INVALID_ARGUMENT for a bracket that is not closed, an empty class, or a
    ///     backslash at the end
    public static Glob deep(String pattern) {
        return new Glob(GlobTokens.parse(pattern, true));
    }

    /// Reads a pattern that stays within names: two stars mean no more than one.
    ///
    /// @throws dev.jong.base.JongException as [#deep]
    public static Glob flat(String pattern) {
        return new Glob(GlobTokens.parse(pattern, false));
    }

    /// Whether a text has anything in it that makes it a pattern. A backslash alone does not: the text is then a name that
    /// holds one.
    public static boolean isPattern(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '*' || c == '?' || c == '[') {
                return true;
            }
            i += c == '\\' ? 1 : 0;
        }
        return false;
    }

    /// Whether a path is what this describes, from its first to its last byte.
    public boolean matches(String path) {
        if (!path.startsWith(prefix)) {
            return false;
        }
        if (plain) {
            return path.length() == prefix.length();
        }
        return path.endsWith(suffix) && has(run(path), tokens.length());
    }

    /// Whether this may describe anything in a directory, however deep.
    public boolean mayMatchBelow(String directory) {
        String start = directory + "/";
        int common = Math.min(start.length(), prefix.length());
        if (!start.regionMatches(0, prefix, 0, common)) {
            return false;
        }
        if (plain) {
            return prefix.length() > start.length();
        }
        for (long word : run(start)) {
            if (word != 0) {
                return true;
            }
        }
        return false;
    }

    /// The positions in the pattern that can have been reached when all of a text is read.
    private long[] run(String text) {
        long[] here = new long[tokens.length() / 64 + 1];
        long[] next = new long[here.length];
        here[0] = 1;
        close(here);
        for (int at = 0; at < text.length(); ) {
            int point = Points.at(text, at);
            at += Points.length(text, at);
            Arrays.fill(next, 0);
            step(here, next, point);
            close(next);
            long[] spare = here;
            here = next;
            next = spare;
        }
        return here;
    }

    private void step(long[] from, long[] to, int point) {
        for (int word = 0; word < from.length; word++) {
            for (long left = from[word]; left != 0; left &= left - 1) {
                int at = word * 64 + Long.numberOfTrailingZeros(left);
                if (at < tokens.length()) {
                    step(at, to, point);
                }
            }
        }
    }

    private void step(int at, long[] to, int point) {
        switch (tokens.kind(at)) {
            case GlobTokens.STAR -> {
                if (point != '/') {
                    add(to, at);
                }
            }
            case GlobTokens.REST -> add(to, at);
            case GlobTokens.INSIDE -> {
                add(to, at);
                if (point == '/') {
                    add(to, at + 1);
                }
            }
            case GlobTokens.DEEP -> {
                // Left without reading anything.
            }
            default -> {
                if (tokens.accepts(at, point)) {
                    add(to, at + 1);
                }
            }
        }
    }

    /// Adds what is reached without reading; that only leads forward.
    private void close(long[] set) {
        for (int at = 0; at < tokens.length(); at++) {
            if (has(set, at)) {
                int kind = tokens.kind(at);
                if (kind == GlobTokens.STAR || kind == GlobTokens.REST) {
                    add(set, at + 1);
                } else if (kind == GlobTokens.DEEP) {
                    add(set, at + 1);
                    add(set, at + 2);
                }
            }
        }
    }

    private static void add(long[] set, int at) {
        set[at >> 6] |= 1L << at;
    }

    private static boolean has(long[] set, int at) {
        return (set[at >> 6] & 1L << at) != 0;
    }
}
