package dev.jong.store.snapshot;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// Where a path leads in unpacked layers as an overlay mount of them would show, without mounting: resolved as by
/// [LayeredView], whether there is anything or not.
///
/// @param path without links and dots, without a slash at either end; empty for the root; a byte string
public record LayeredPlace(String path, Kind kind) {
    private static final int LINK_DEPTH = 40;

    /// What is there.
    public enum Kind {
        DIRECTORY,
        FILE,
        /// Nothing, or what is never opened.
        ABSENT
    }

    /// Looks a path up.
    ///
    /// @param topDown directories of layers, the uppermost first
    /// @param path byte string; relative ones start at the root too
    /// @return empty when a file is on the way, or too many links are
    /// @throws JongException INTERNAL when reading fails
    public static Optional<LayeredPlace> find(List<Path> topDown, String path) {
        try {
            return new Walk(topDown).find(path);
        } catch (IOException e) {
            String what = "cannot look up \"" + Text.printable(path) + "\": " + e.getMessage();
            throw JongException.of(ErrorKind.INTERNAL, what).causedBy(e);
        }
    }

    private static final class Walk {
        private final MergedDirectory root;
        private final Deque<String> pending = new ArrayDeque<>();
        private final List<MergedDirectory> above = new ArrayList<>();
        private final List<String> names = new ArrayList<>();
        private MergedDirectory here;
        private int links;

        Walk(List<Path> topDown) {
            root = MergedDirectory.root(topDown);
            here = root;
        }

        Optional<LayeredPlace> find(String path) throws IOException {
            LayeredView.addComponents(pending, path);
            while (!pending.isEmpty()) {
                String name = pending.removeFirst();
                if (name.equals("..")) {
                    up();
                    continue;
                }
                switch (here.find(name)) {
                    case MergedDirectory.Directory found -> {
                        above.add(here);
                        names.add(name);
                        here = found.directory();
                    }
                    case MergedDirectory.Link found -> {
                        if (++links > LINK_DEPTH) {
                            return Optional.empty();
                        }
                        follow(Text.of(Files.readSymbolicLink(found.link())));
                    }
                    case MergedDirectory.Regular _ -> {
                        names.add(name);
                        return pending.isEmpty() ? at(Kind.FILE) : Optional.empty();
                    }
                    case MergedDirectory.Absent _ -> {
                        return absent(name);
                    }
                }
            }
            return at(Kind.DIRECTORY);
        }

        private void follow(String target) {
            if (target.startsWith("/")) {
                above.clear();
                names.clear();
                here = root;
            }
            LayeredView.addComponents(pending, target);
        }

        private void up() {
            if (!above.isEmpty()) {
                here = above.removeLast();
                names.removeLast();
            }
        }

        /// Nothing is below what is not there.
        private Optional<LayeredPlace> absent(String name) {
            names.add(name);
            for (String rest : pending) {
                if (rest.equals("..")) {
                    return Optional.empty();
                }
                names.add(rest);
            }
            return at(Kind.ABSENT);
        }

        private Optional<LayeredPlace> at(Kind kind) {
            return Optional.of(new LayeredPlace(String.join("/", names), kind));
        }
    }
}
