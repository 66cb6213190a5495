package dev.jong.cli.run;

import java.util.ArrayList;
import java.util.List;

/// Absolute paths as text. Whoever opens them resolves links by descriptor; this only makes equal paths look equal.
final class Paths {
    private Paths() {}

    /// An absolute path without `.`, `..`, repeated slashes and a slash at its end.
    static String clean(String path) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        while (start <= path.length()) {
            int slash = path.indexOf('/', start);
            int end = slash < 0 ? path.length() : slash;
            add(parts, path.substring(start, end));
            start = end + 1;
        }
        if (parts.isEmpty()) {
            return "/";
        }
        StringBuilder out = new StringBuilder(path.length());
        for (int i = 0; i < parts.size(); i++) {
            out.append('/').append(parts.get(i));
        }
        return out.toString();
    }

    private static void add(List<String> parts, String part) {
        if (part.isEmpty() || part.equals(".")) {
            return;
        }
        if (!part.equals("..")) {
            parts.add(part);
        } else if (!parts.isEmpty()) {
            parts.removeLast();
        }
    }
}
