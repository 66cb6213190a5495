package dev.jong.build.lint;

import java.util.List;
import java.util.Locale;

/// What sources of `COPY` and `ADD` are.
final class Contexts {
    private static final List<String> ARCHIVES =
            List.of(
                    ".tar",
                    ".tar.gz",
                    ".tgz",
                    ".tar.bz2",
                    ".tbz",
                    ".tbz2",
                    ".tar.xz",
                    ".txz",
                    ".tar.zst",
                    ".tzst",
                    ".tar.lz",
                    ".tlz",
                    ".tar.lzma",
                    ".tar.z",
                    ".tpz",
                    ".gz",
                    ".bz2",
                    ".xz",
                    ".zst",
                    ".lz",
                    ".lzma",
                    ".zip");

    private Contexts() {}

    static boolean isRemote(String source) {
        String lower = source.toLowerCase(Locale.ROOT).replace("\"", "").replace("'", "");
        return lower.contains("://")
                || lower.startsWith("git@")
                || lower.endsWith(".git")
                || lower.contains(".git#")
                || lower.startsWith("github.com/");
    }

    static boolean isArchive(String source) {
        String lower = source.toLowerCase(Locale.ROOT).replace("\"", "").replace("'", "");
        return ARCHIVES.stream().anyMatch(lower::endsWith);
    }

    /// The path in the context; empty for all of it, a URL or a pattern.
    static String path(String source) {
        boolean pattern = source.indexOf('*') >= 0 || source.indexOf('?') >= 0;
        if (pattern || isRemote(source) || source.indexOf('[') >= 0 || source.indexOf('$') >= 0) {
            return "";
        }
        int from = 0;
        int end = source.length();
        while (from < end && (source.charAt(from) == '/' || source.startsWith("./", from))) {
            from++;
        }
        while (end > from && source.charAt(end - 1) == '/') {
            end--;
        }
        String path = source.substring(from, end);
        return path.equals(".") ? "" : path;
    }

    static boolean isAbsolute(String path) {
        String bare = path.replace("\"", "").replace("'", "");
        return bare.startsWith("/")
                || bare.startsWith("$")
                || bare.startsWith("\\")
                || bare.length() > 1 && bare.charAt(1) == ':';
    }
}
