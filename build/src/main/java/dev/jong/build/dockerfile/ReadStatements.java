package dev.jong.build.dockerfile;

import dev.jong.base.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Takes a text apart into statements, one after the other.
final class ReadStatements {
    private final Lines lines;
    private final char escape;
    private int at;

    ReadStatements(Lines lines, char escape) {
        this.lines = lines;
        this.escape = escape;
    }

    /// Where the reader stands: the number of the line that it has read last.
    int line() {
        return at;
    }

    Optional<Statement> next() {
        while (at < lines.count()) {
            int first = at + 1;
            String line = lines.line(at++);
            String start = line.substring(Blank.skip(line, 0));
            if (start.isEmpty() || start.startsWith("#")) {
                continue;
            }
            String text = goOn(start);
            if (!Blank.trim(text).isEmpty()) {
                List<Heredoc> documents = documents(text, first);
                return Optional.of(new Statement(text, first, at, documents));
            }
        }
        return Optional.empty();
    }

    private String goOn(String start) {
        int end = continued(start);
        if (end < 0) {
            return start;
        }
        StringBuilder text = new StringBuilder(start.substring(0, end));
        while (end >= 0 && at < lines.count()) {
            String line = lines.line(at++);
            int begin = Blank.skip(line, 0);
            // Comments and empty lines in between do not end an instruction.
            if (begin == line.length() || line.charAt(begin) == '#') {
                continue;
            }
            end = continued(line);
            text.append(line, 0, end < 0 ? line.length() : end);
        }
        return text.toString();
    }

    /// Where a line ends that goes on in the next one, or -1: its last character is the escape character, alone.
    private int continued(String line) {
        int end = line.length();
        while (end > 0 && (line.charAt(end - 1) == ' ' || line.charAt(end - 1) == '\t')) {
            end--;
        }
        if (end == 0 || line.charAt(end - 1) != escape) {
            return -1;
        }
        return end > 1 && line.charAt(end - 2) == escape ? -1 : end - 1;
    }

    private List<Heredoc> documents(String text, int first) {
        List<Heredoc> documents = new ArrayList<>();
        if (!text.contains("<<") || !mayHave(SplitLine.of(text))) {
            return documents;
        }
        for (HeredocWord word : HeredocWord.in(text)) {
            documents.add(document(word, first));
        }
        return documents;
    }

    private static boolean mayHave(SplitLine line) {
        SplitLine meant = line.name().equals("ONBUILD") ? SplitLine.of(line.rest()) : line;
        return switch (meant.name()) {
            case "RUN", "COPY", "ADD" -> !isArray(meant.rest());
            default -> false;
        };
    }

    private static boolean isArray(String rest) {
        return Words.json(rest).isPresent();
    }

    private Heredoc document(HeredocWord word, int first) {
        StringBuilder content = new StringBuilder();
        while (at < lines.count()) {
            int tabs = word.stripTabs() ? tabs(lines.raw(at)) : 0;
            if (lines.line(at)
                    .substring(Math.min(tabs, lines.line(at).length()))
                    .equals(word.word())) {
                at++;
                return new Heredoc(
                        word.word(), word.expand(), word.stripTabs(), content.toString());
            }
            content.append(lines.raw(at).substring(tabs));
            at++;
        }
        throw Flags.invalid(
                        "the here-document "
                                + Text.printable(shown(word.word()))
                                + " that begins in line "
                                + first
                                + " has no end")
                .hint("a line with nothing but " + Text.printable(shown(word.word())) + " ends it");
    }

    private static String shown(String word) {
        return word.length() > 40 ? word.substring(0, 40) + "..." : word;
    }

    private static int tabs(String line) {
        int tabs = 0;
        while (tabs < line.length() && line.charAt(tabs) == '\t') {
            tabs++;
        }
        return tabs;
    }
}
