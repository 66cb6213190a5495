package dev.jong.cli.run;

import java.util.ArrayList;
import java.util.List;

/// Cuts values at a separator; unlike `String.split` it keeps empty parts and knows no patterns.
final class Split {
    private Split() {}

    /// All parts; one for a text without the separator.
    static List<String> at(char separator, String text) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        int end = text.indexOf(separator);
        while (end >= 0) {
            parts.add(text.substring(start, end));
            start = end + 1;
            end = text.indexOf(separator, start);
        }
        parts.add(text.substring(start));
        return parts;
    }
}
