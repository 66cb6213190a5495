package dev.jong.build.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Takes a shell text apart into its commands, as far as checks need it: quotes, escapes, comments, operators,
/// substitutions. Never fails: what it does not understand is one more word.
final class ShellCommands {
    private static final Set<String> KEYWORDS =
            Set.of(
                    "if", "then", "elif", "else", "fi", "do", "done", "while", "until", "!", "{",
                    "}", "time", "esac");
    private static final int DEEPEST = 20;

    /// Rules compare commands of one text with each other.
    private static final int MOST = 1_000;

    private final String text;
    private final int depth;
    private final List<ShellCommand> commands = new ArrayList<>();
    private List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean inWord;
    private int redirected;
    private int at;

    private ShellCommands(String text, int depth) {
        this.text = text;
        this.depth = depth;
    }

    static List<ShellCommand> of(String text) {
        return new ShellCommands(text, 0).read();
    }

    private List<ShellCommand> read() {
        while (at < text.length() && commands.size() < MOST) {
            char c = text.charAt(at);
            switch (c) {
                case ' ', '\t', '\r' -> endWord();
                case '\n', ';', '(', ')' -> endCommand(false);
                case '&' -> ampersand();
                case '|' -> {
                    boolean or = text.startsWith("||", at);
                    at += or ? 1 : 0;
                    endCommand(!or);
                }
                case '#' -> comment();
                case '\'' -> quoted();
                case '"' -> doubleQuoted();
                case '\\' -> escaped();
                case '>', '<' -> redirection();
                case '`' -> substitution(at + 1, '`');
                default -> other(c);
            }
            at++;
        }
        endCommand(false);
        return commands;
    }

    private void other(char c) {
        if (c == '$' && text.startsWith("$(", at)) {
            substitution(at + 2, ')');
        } else {
            put(c);
        }
    }

    private void put(char c) {
        inWord = true;
        word.append(c);
    }

    private void ampersand() {
        if (at > 0 && (text.charAt(at - 1) == '>' || text.charAt(at - 1) == '<')) {
            return;
        }
        if (text.startsWith("&>", at)) {
            endWord();
            return;
        }
        at += text.startsWith("&&", at) ? 1 : 0;
        endCommand(false);
    }

    private void comment() {
        if (inWord) {
            put('#');
            return;
        }
        int end = text.indexOf('\n', at);
        at = (end < 0 ? text.length() : end) - 1;
    }

    private void quoted() {
        inWord = true;
        int end = text.indexOf('\'', at + 1);
        int stop = end < 0 ? text.length() : end;
        word.append(text, at + 1, stop);
        at = stop;
    }

    private void doubleQuoted() {
        inWord = true;
        for (at++; at < text.length() && text.charAt(at) != '"'; at++) {
            char c = text.charAt(at);
            if (c == '\\' && at + 1 < text.length()) {
                word.append(text.charAt(++at));
            } else if (c == '$' && text.startsWith("$(", at)) {
                substitution(at + 2, ')');
            } else {
                word.append(c);
            }
        }
    }

    private void escaped() {
        if (at + 1 < text.length()) {
            at++;
            if (text.charAt(at) != '\n') {
                put(text.charAt(at));
            }
        }
    }

    private void redirection() {
        boolean number = word.chars().allMatch(c -> c >= '0' && c <= '9');
        if (number) {
            word.setLength(0);
            inWord = false;
        }
        endWord();
        while (at + 1 < text.length() && "<>&-|".indexOf(text.charAt(at + 1)) >= 0) {
            at++;
        }
        redirected = 1;
    }

    /// Reads the commands of a substitution; for the command around it is a word.
    private void substitution(int from, char close) {
        int open = 1;
        int end = from;
        while (end < text.length()) {
            char c = text.charAt(end);
            if (close == ')' && c == '(') {
                open++;
            } else if (c == close && --open == 0) {
                break;
            }
            end++;
        }
        String inner = text.substring(Math.min(from, text.length()), Math.min(end, text.length()));
        if (depth < DEEPEST && !inner.startsWith("(")) {
            commands.addAll(new ShellCommands(inner, depth + 1).read());
        }
        inWord = true;
        word.append("$()");
        at = end;
    }

    private void endWord() {
        if (!inWord) {
            return;
        }
        String done = word.toString();
        word.setLength(0);
        inWord = false;
        if (redirected > 0) {
            redirected--;
        } else if (!words.isEmpty() || !KEYWORDS.contains(done) && !isAssignment(done)) {
            words.add(done);
        }
    }

    private static boolean isAssignment(String word) {
        int equals = word.indexOf('=');
        for (int i = 0; i < equals; i++) {
            if (!Character.isLetterOrDigit(word.charAt(i)) && word.charAt(i) != '_') {
                return false;
            }
        }
        return equals > 0;
    }

    private void endCommand(boolean piped) {
        endWord();
        redirected = 0;
        if (!words.isEmpty()) {
            commands.add(new ShellCommand(words, piped));
            words = new ArrayList<>();
        }
    }
}
