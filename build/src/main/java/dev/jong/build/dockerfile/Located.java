package dev.jong.build.dockerfile;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import java.util.List;

/// Errors that show where in a Dockerfile they are: `FILE:LINE: what`, and the lines around with `>>>` at the wrong
/// ones.
public final class Located {
    private static final int AROUND = 2;
    private static final int MOST = 8;
    private static final int WIDTH = 160;

    private Located() {}

    /// An INVALID_ARGUMENT that names the place.
    ///
    /// @param message lower case; foreign text in it is printable already
    public static JongException error(Dockerfile file, Origin at, String message) {
        return error(ErrorKind.INVALID_ARGUMENT, file, at, message);
    }

    /// An error of any kind that names the place.
    public static JongException error(ErrorKind kind, Dockerfile file, Origin at, String message) {
        return wrap(file, at, JongException.of(kind, message));
    }

    /// An error that happened elsewhere, with the place that led to it; kind and hint stay.
    public static JongException wrap(Dockerfile file, Origin at, JongException error) {
        if (at.file().equals(file.file())) {
            return wrap(at.file(), file.lines(), at.first(), at.last(), error);
        }
        // A trigger that came with an image is not in the file.
        return wrap(at.file(), Lines.of(at.text()).all(), at.first(), at.last(), error);
    }

    /// The lines around a place, each after a line feed, with `>>>` at those that it has.
    public static String excerpt(Dockerfile file, Origin at) {
        boolean here = at.file().equals(file.file());
        return excerpt(here ? file.lines() : Lines.of(at.text()).all(), at.first(), at.last());
    }

    static JongException wrap(
            String file, List<String> lines, int first, int last, JongException error) {
        String place = Text.printable(file) + ":" + first + ": ";
        JongException located =
                JongException.of(error.kind(), place + error.text() + excerpt(lines, first, last));
        return located.hint(error.hint()).causedBy(error);
    }

    /// The lines around a place, each after a line feed.
    ///
    /// @param first number from 1
    static String excerpt(List<String> lines, int first, int last) {
        StringBuilder out = new StringBuilder();
        int digits = Integer.toString(Math.min(last + AROUND, lines.size())).length();
        for (int i = Math.max(1, first - AROUND); i <= Math.min(last + AROUND, lines.size()); i++) {
            if (i - first == MOST && last - i >= AROUND) {
                out.append("\n  ").append(" ".repeat(digits)).append(" | >>> ...");
                i = last;
            }
            String number = Integer.toString(i);
            boolean wrong = i >= first && i <= last;
            out.append("\n  ").append(" ".repeat(Math.max(0, digits - number.length())));
            out.append(number)
                    .append(wrong ? " | >>> " : " |     ")
                    .append(shown(lines.get(i - 1)));
            blankEnd(out);
        }
        return out.toString();
    }

    private static void blankEnd(StringBuilder out) {
        while (out.charAt(out.length() - 1) == ' ') {
            out.setLength(out.length() - 1);
        }
    }

    private static String shown(String line) {
        String part = line.length() > WIDTH ? line.substring(0, WIDTH) : line;
        String shown = Text.printable(part.replace("\t", "    "));
        return line.length() > WIDTH ? shown + "..." : shown;
    }
}
