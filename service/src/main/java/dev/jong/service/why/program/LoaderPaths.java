package dev.jong.service.why.program;

import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.store.snapshot.Seen;
import dev.jong.store.snapshot.SeenFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// The directories in which a container's dynamic loader looks for libraries by itself: those of its configuration and
/// the usual ones. That of glibc goes by a cache that is made from the same configuration.
final class LoaderPaths {
    private static final int LIMIT = 64 << 10;
    private static final int DIRECTORIES = 256;
    private static final int INCLUDES = 64;

    private final SeenFiles files;
    private int included;

    LoaderPaths(SeenFiles files) {
        this.files = files;
    }

    /// In the order of the search.
    ///
    /// @param loader path of the loader, which says of which C library it is
    Set<String> of(String loader, boolean wide) {
        Set<String> found = new LinkedHashSet<>();
        int musl = loader.indexOf("/ld-musl-");
        if (musl >= 0) {
            String name = loader.substring(musl + 1).replace(".so.1", ".path");
            for (String line : text("/etc/" + name).split("[\n:]")) {
                add(found, line);
            }
            return found.isEmpty()
                    ? new LinkedHashSet<>(List.of("/lib", "/usr/local/lib", "/usr/lib"))
                    : found;
        }
        configured("/etc/ld.so.conf", found);
        if (wide) {
            add(found, "/lib64");
            add(found, "/usr/lib64");
        }
        add(found, "/lib");
        add(found, "/usr/lib");
        return found;
    }

    /// `include` takes patterns with a star in the last component, as every distribution writes them.
    private void configured(String file, Set<String> found) {
        if (++included > INCLUDES) {
            return;
        }
        for (String line : text(file).split("\n")) {
            int comment = line.indexOf('#');
            String word = (comment < 0 ? line : line.substring(0, comment)).trim();
            if (word.startsWith("include ") || word.startsWith("include\t")) {
                include(file, word.substring(8).trim(), found);
            } else {
                add(found, word);
            }
        }
    }

    private void include(String from, String pattern, Set<String> found) {
        String whole =
                pattern.startsWith("/")
                        ? pattern
                        : from.substring(0, from.lastIndexOf('/') + 1) + pattern;
        int slash = whole.lastIndexOf('/');
        int star = whole.indexOf('*', slash);
        if (star < 0) {
            configured(whole, found);
            return;
        }
        String folder = whole.substring(0, slash + 1);
        String before = whole.substring(slash + 1, star);
        String after = whole.substring(star + 1);
        List<String> matching = new ArrayList<>();
        for (String name : new TreeSet<>(files.names(folder))) {
            if (name.startsWith(before) && name.endsWith(after)) {
                matching.add(name);
            }
        }
        matching.forEach(name -> configured(folder + name, found));
    }

    private static void add(Set<String> found, String directory) {
        String trimmed = directory.trim();
        if (trimmed.startsWith("/") && found.size() < DIRECTORIES) {
            found.add(trimmed);
        }
    }

    /// A text file's beginning; empty when there is none.
    private String text(String path) {
        try (Seen seen = files.look(path)) {
            if (!seen.isRegular()) {
                return "";
            }
            try (FileChannel file = seen.open()) {
                return Text.of(FileBytes.of(file).at(0, LIMIT));
            }
        } catch (IOException | JongException unreadable) {
            return "";
        }
    }
}
