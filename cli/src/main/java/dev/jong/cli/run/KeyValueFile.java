package dev.jong.cli.run;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.cli.option.OptionValue;
import dev.jong.cli.option.Quoted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Files of `NAME=VALUE` lines, as `--env-file` and `--label-file` take them. White space before a name is
/// dropped, empty lines and lines that begin with `#` are skipped, a value is everything behind the first `=` as it
/// stands: quotes are part of it. Bytes need not be UTF-8; a byte order mark at the beginning is skipped.
final class KeyValueFile {
    /// The most bytes that are read.
    static final int LIMIT = 1 << 20;

    private static final String BYTE_ORDER_MARK = "\u00ef\u00bb\u00bf";
    private static final String SPACE = " \t\u000b\f\r";

    private KeyValueFile() {}

    /// One line that says something.
    ///
    /// @param place `FILE:LINE`, the file as typed
    /// @param value empty when there is no `=`
    record Line(String place, String name, Optional<String> value) {}

    /// The lines of the file that an option names.
    ///
    /// @throws JongException INVALID_ARGUMENT with file and line when a line has no name or a name with spaces
    static List<Line> read(OptionValue file, Surroundings around) {
        String text = Text.of(around.files().read(around.resolve(file.text()), LIMIT));
        List<Line> lines = new ArrayList<>();
        int number = 1;
        int start = text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length() : 0;
        while (start < text.length()) {
            int newline = text.indexOf('\n', start);
            int end = newline < 0 ? text.length() : newline;
            boolean windows = end > start && text.charAt(end - 1) == '\r';
            addLine(
                    lines,
                    file.text() + ":" + number,
                    text.substring(start, windows ? end - 1 : end));
            start = end + 1;
            number++;
        }
        return lines;
    }

    private static void addLine(List<Line> lines, String place, String raw) {
        int start = 0;
        while (start < raw.length() && SPACE.indexOf(raw.charAt(start)) >= 0) {
            start++;
        }
        String line = raw.substring(start);
        if (line.isEmpty() || line.charAt(0) == '#') {
            return;
        }
        int equals = line.indexOf('=');
        String name = equals < 0 ? line : line.substring(0, equals);
        if (name.isEmpty()) {
            throw invalid(place, "no name before the =");
        }
        if (hasSpace(name)) {
            throw invalid(place, "the name " + Quoted.of(name) + " contains white space");
        }
        if (line.indexOf('\0') >= 0) {
            throw invalid(place, "the line holds a NUL byte");
        }
        lines.add(
                new Line(
                        place,
                        name,
                        equals < 0 ? Optional.empty() : Optional.of(line.substring(equals + 1))));
    }

    private static boolean hasSpace(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (SPACE.indexOf(name.charAt(i)) >= 0) {
                return true;
            }
        }
        return false;
    }

    private static JongException invalid(String place, String why) {
        return JongException.of(ErrorKind.INVALID_ARGUMENT, Quoted.plain(place) + ": " + why)
                .hint("write one NAME=VALUE on each line, # begins a comment");
    }
}
