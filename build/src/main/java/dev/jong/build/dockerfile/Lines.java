package dev.jong.build.dockerfile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A text by lines.
final class Lines {
    private final String text;
    private final int[] starts;

    private Lines(String text, int[] starts) {
        this.text = text;
        this.starts = starts;
    }

    static Lines of(String text) {
        int count = 1;
        for (int at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
            count++;
        }
        int[] starts = new int[count + 1];
        int line = 1;
        for (int at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
            starts[line++] = at + 1;
        }
        starts[count] = text.length();
        // What ends with a line feed has no line after it.
        boolean ended = starts[count - 1] == text.length();
        return new Lines(text, ended ? Arrays.copyOf(starts, count) : starts);
    }

    int count() {
        return starts.length - 1;
    }

    /// A line with its end.
    ///
    /// @param index from 0
    String raw(int index) {
        return text.substring(starts[index], starts[index + 1]);
    }

    /// A line without its end.
    String line(int index) {
        int end = starts[index + 1];
        while (end > starts[index]
                && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
            end--;
        }
        return text.substring(starts[index], end);
    }

    List<String> all() {
        List<String> all = new ArrayList<>(count());
        for (int i = 0; i < count(); i++) {
            all.add(line(i));
        }
        return all;
    }
}
