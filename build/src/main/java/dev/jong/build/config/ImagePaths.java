package dev.jong.build.config;

import java.util.ArrayList;
import java.util.List;

/// Paths in images, as text: nothing is looked up.
public final class ImagePaths {
    private ImagePaths() {}

    /// A path from a directory, without `.`, `..` and doubled slashes.
    public static String absolute(String directory, String path) {
        String whole = path.startsWith("/") ? path : directory + "/" + path;
        List<String> parts = new ArrayList<>();
        for (String part : whole.split("/", -1)) {
            if (part.equals("..")) {
                if (!parts.isEmpty()) {
                    parts.removeLast();
                }
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.add(part);
            }
        }
        return "/" + String.join("/", parts);
    }

    /// The same, with the slash at its end that says that a directory is meant.
    public static String destination(String directory, String path) {
        String whole = absolute(directory, path);
        boolean slash = path.endsWith("/") || path.endsWith("/.") || path.equals(".");
        return slash && !whole.equals("/") ? whole + "/" : whole;
    }
}
