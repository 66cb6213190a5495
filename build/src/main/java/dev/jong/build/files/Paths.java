package dev.jong.build.files;

import java.util.ArrayList;
import java.util.List;

/// Paths as text. Nothing is looked up.
public final class Paths {
    private Paths() {}

    /// The shortest path that means the same when there are no links: without empty names, `.`, and `..` after a name.
    /// `..` at the root is the root; what is empty is `.`.
    public static String clean(String path) {
        boolean rooted = path.startsWith("/");
        List<String> names = new ArrayList<>();
        for (String name : names(path)) {
            boolean up = name.equals("..");
            if (up && !names.isEmpty() && !names.getLast().equals("..")) {
                names.removeLast();
            } else if (!up || !rooted) {
                names.add(name);
            }
        }
        String joined = String.join("/", names);
        if (rooted) {
            return "/" + joined;
        }
        return joined.isEmpty() ? "." : joined;
    }

    /// A path seen from a root that nothing is above: clean, without a leading slash, empty for the root.
    public static String inRoot(String path) {
        return clean("/" + path).substring(1);
    }

    /// The names of a path; empty ones and `.` are left out.
    public static List<String> names(String path) {
        List<String> names = new ArrayList<>();
        for (int at = 0; at <= path.length(); ) {
            int slash = path.indexOf('/', at);
            int end = slash < 0 ? path.length() : slash;
            String name = path.substring(at, end);
            if (!name.isEmpty() && !name.equals(".")) {
                names.add(name);
            }
            at = end + 1;
        }
        return names;
    }

    /// What is called `name` in a directory, which is empty for the root.
    public static String child(String directory, String name) {
        return directory.isEmpty() ? name : directory + "/" + name;
    }
}
