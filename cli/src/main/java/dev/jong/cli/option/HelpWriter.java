package dev.jong.cli.option;

import java.util.List;

/// Lays help out: sections, two columns, wrapped paragraphs. ASCII only, so a character is a column.
final class HelpWriter {
    private static final int WIDTH = 100;
    private static final int INDENT = 2;

    private final StringBuilder out = new StringBuilder();

    String text() {
        return out.toString();
    }

    void line(String line) {
        out.append(line).append('\n');
    }

    /// An empty line and a title.
    void section(String title) {
        line("");
        line(title + ":");
    }

    /// Two columns; the second begins behind the longest entry of the first that is not wider than so much.
    void entries(List<String> names, List<String> texts, int widest) {
        int width = 0;
        for (String name : names) {
            if (name.length() <= widest) {
                width = Math.max(width, name.length());
            }
        }
        int column = INDENT + width + 2;
        for (int i = 0; i < names.size(); i++) {
            String start = " ".repeat(INDENT) + names.get(i);
            if (start.length() + 2 > column) {
                line(start);
                start = "";
            }
            out.append(start).append(" ".repeat(column - start.length()));
            wrap(texts.get(i).split(" "), column, "");
        }
    }

    /// Words with commas between them, indented.
    void paragraph(List<String> words) {
        out.append(" ".repeat(INDENT));
        wrap(words.toArray(String[]::new), INDENT, ",");
    }

    /// Writes words from a column on, where the line stands already.
    private void wrap(String[] words, int column, String separator) {
        int at = column;
        for (int i = 0; i < words.length; i++) {
            String word = words[i] + (i < words.length - 1 ? separator : "");
            if (at > column && at + 1 + word.length() > WIDTH) {
                out.append('\n').append(" ".repeat(column));
                at = column;
            }
            if (at > column) {
                out.append(' ');
                at++;
            }
            out.append(word);
            at += word.length();
        }
        out.append('\n');
    }
}
