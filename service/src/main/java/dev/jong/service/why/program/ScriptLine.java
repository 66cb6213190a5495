package dev.jong.service.why.program;

import dev.jong.base.Text;
import java.util.Arrays;
import java.util.Optional;

/// The first line of a script, `#!PROGRAM ARGUMENT` (execve(2)). Byte strings.
///
/// @param program what is run; may be empty
/// @param argument all the rest as one, without blanks around it; may be empty
/// @param carriageReturn the line ends as on Windows, which the kernel takes for a part of the name
record ScriptLine(String program, String argument, boolean carriageReturn) {
    /// What the kernel reads of a file to find out what it is (BINPRM_BUF_SIZE).
    static final int LENGTH = 256;

    /// Reads it from a file's beginning; empty when the file does not begin with `#!`.
    static Optional<ScriptLine> of(byte[] head) {
        if (head.length < 2 || head[0] != '#' || head[1] != '!') {
            return Optional.empty();
        }
        int length = Math.min(head.length, LENGTH);
        int end = 2;
        while (end < length && head[end] != '\n' && head[end] != 0) {
            end++;
        }
        boolean windows = head[end - 1] == '\r' && end > 2;
        String line = trim(Text.of(Arrays.copyOfRange(head, 2, windows ? end - 1 : end)));
        int blank = 0;
        while (blank < line.length() && !isBlank(line.charAt(blank))) {
            blank++;
        }
        return Optional.of(
                new ScriptLine(line.substring(0, blank), trim(line.substring(blank)), windows));
    }

    /// The program that `env` is asked to find: its first argument that is no option and sets no variable; empty when
    /// the script does not go by `env`.
    Optional<String> byEnv() {
        if (!program.endsWith("/env")) {
            return Optional.empty();
        }
        // Without -S the whole rest of the line is one name.
        boolean split = argument.startsWith("-S") || argument.startsWith("--split-string");
        if (!split) {
            return argument.isEmpty() ? Optional.empty() : Optional.of(argument);
        }
        for (String word : argument.split("[ \t]+")) {
            if (!word.isEmpty() && word.charAt(0) != '-' && word.indexOf('=') < 0) {
                return Optional.of(word);
            }
        }
        return Optional.empty();
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    private static String trim(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isBlank(text.charAt(from))) {
            from++;
        }
        while (to > from && isBlank(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }
}
