package dev.jong.cli.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Fields with commas between them (RFC 4180, one record): a field in double quotes may hold commas, and a quote
/// when it is doubled.
public final class CsvFields {
    private CsvFields() {}

    /// The fields; empty when quotes are unbalanced or stand inside a field.
    public static Optional<List<String>> split(String text) {
        List<String> fields = new ArrayList<>();
        int at = 0;
        while (true) {
            int end;
            if (at < text.length() && text.charAt(at) == '"') {
                StringBuilder field = new StringBuilder();
                end = quoted(text, at + 1, field);
                if (end < 0) {
                    return Optional.empty();
                }
                fields.add(field.toString());
            } else {
                int comma = text.indexOf(',', at);
                end = comma < 0 ? text.length() : comma;
                if (text.substring(at, end).indexOf('"') >= 0) {
                    return Optional.empty();
                }
                fields.add(text.substring(at, end));
            }
            if (end == text.length()) {
                return Optional.of(fields);
            }
            at = end + 1;
        }
    }

    /// One field as it must be written.
    static String quote(String field) {
        if (field.indexOf(',') < 0 && field.indexOf('"') < 0) {
            return field;
        }
        return "\"" + field.replace("\"", "\"\"") + "\"";
    }

    /// Reads up to the closing quote and returns the index behind it, which is a comma's or the end; else -1.
    private static int quoted(String text, int start, StringBuilder field) {
        int at = start;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c != '"') {
                field.append(c);
                at++;
            } else if (at + 1 < text.length() && text.charAt(at + 1) == '"') {
                field.append('"');
                at += 2;
            } else {
                boolean ends = at + 1 == text.length() || text.charAt(at + 1) == ',';
                return ends ? at + 1 : -1;
            }
        }
        return -1;
    }
}
