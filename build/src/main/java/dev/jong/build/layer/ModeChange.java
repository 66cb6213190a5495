package dev.jong.build.layer;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import java.util.ArrayList;
import java.util.List;

/// A change of permissions as `--chmod` says it: `0644`, or `u=rwX,go=rX` as chmod(1) knows it. No umask plays a part.
public final class ModeChange {
    private static final int ALL = 07777;
    private static final int SET_UID = 04000;
    private static final int SET_GID = 02000;
    private static final int STICKY = 01000;

    private final List<Clause> clauses = new ArrayList<>();
    private final int exact;

    /// @param who of 0700, 0070 and 0007
    /// @param letters of `rwxXst`, or one of `ugo`
    private record Clause(int who, char operator, String letters) {}

    private ModeChange(int exact) {
        this.exact = exact;
    }

    /// Reads one; the empty text changes nothing.
    ///
    /// @throws JongException INVALID_ARGUMENT when it is none
    public static ModeChange parse(String text) {
        if (text.isEmpty()) {
            return new ModeChange(-1);
        }
        if (text.charAt(0) >= '0' && text.charAt(0) <= '9') {
            return new ModeChange(octal(text));
        }
        ModeChange change = new ModeChange(-1);
        for (String each : text.split(",", -1)) {
            change.add(each, text);
        }
        return change;
    }

    private static int octal(String text) {
        int value = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            value = value * 8 + (c - '0');
            if (c < '0' || c > '7' || value > ALL) {
                throw invalid(text);
            }
        }
        return value;
    }

    private void add(String clause, String whole) {
        int at = 0;
        int who = 0;
        while (at < clause.length() && "ugoa".indexOf(clause.charAt(at)) >= 0) {
            who |=
                    switch (clause.charAt(at++)) {
                        case 'u' -> 0700;
                        case 'g' -> 0070;
                        case 'o' -> 0007;
                        default -> 0777;
                    };
        }
        who = who == 0 ? 0777 : who;
        if (at == clause.length()) {
            throw invalid(whole);
        }
        while (at < clause.length()) {
            char operator = clause.charAt(at++);
            int from = at;
            while (at < clause.length() && "+-=".indexOf(clause.charAt(at)) < 0) {
                at++;
            }
            String letters = clause.substring(from, at);
            if ("+-=".indexOf(operator) < 0 || !areLetters(letters)) {
                throw invalid(whole);
            }
            clauses.add(new Clause(who, operator, letters));
        }
    }

    private static boolean areLetters(String letters) {
        if (letters.length() == 1 && "ugo".contains(letters)) {
            return true;
        }
        return letters.chars().allMatch(c -> "rwxXst".indexOf(c) >= 0);
    }

    /// The mode that a file with this mode gets.
    public int apply(int mode, boolean directory) {
        if (exact >= 0) {
            return exact;
        }
        int now = mode & ALL;
        for (Clause clause : clauses) {
            int bits = bits(clause, now, directory);
            now =
                    switch (clause.operator) {
                        case '+' -> now | bits;
                        case '-' -> now & ~bits;
                        default -> now & ~affected(clause.who, directory) | bits;
                    };
        }
        return now;
    }

    /// What `=` takes away. A directory keeps its special bits unless they are named, as with chmod(1).
    private static int affected(int who, boolean directory) {
        int special =
                ((who & 0700) != 0 ? SET_UID : 0)
                        | ((who & 0070) != 0 ? SET_GID : 0)
                        | (who == 0777 ? STICKY : 0);
        return directory ? who : who | special;
    }

    private static int bits(Clause clause, int mode, boolean directory) {
        int each = 0;
        int special = 0;
        for (int i = 0; i < clause.letters.length(); i++) {
            switch (clause.letters.charAt(i)) {
                case 'r' -> each |= 4;
                case 'w' -> each |= 2;
                case 'x' -> each |= 1;
                case 'X' -> each |= directory || (mode & 0111) != 0 ? 1 : 0;
                case 's' -> special |= clause.who & 0770;
                case 't' -> special |= STICKY;
                case 'u' -> each |= mode >> 6 & 7;
                case 'g' -> each |= mode >> 3 & 7;
                default -> each |= mode & 7;
            }
        }
        int sets = ((special & 0700) != 0 ? SET_UID : 0) | ((special & 0070) != 0 ? SET_GID : 0);
        return each * 0111 & clause.who | sets | special & STICKY;
    }

    private static JongException invalid(String text) {
        return JongException.of(
                        ErrorKind.INVALID_ARGUMENT,
                        "invalid mode \"" + Text.printable(text) + "\" for --chmod")
                .hint("it is octal such as 0644, or symbolic such as u=rwX,go=rX");
    }
}
