package dev.jong.service.build;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.build.files.FileEntry;
import dev.jong.build.files.FileTree;
import dev.jong.build.files.IgnoreRules;
import dev.jong.store.disk.SmallFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Finds the Dockerfile of a build. One in a context is looked up there and nowhere else, whatever links say; one that the
/// user names on the command line is read wherever it is.
final class FindDockerfile {
    private static final int LARGEST = 17 << 20;
    private static final List<String> NAMES = List.of("Dockerfile", "Containerfile");

    private final FindContext finding;
    private final ContextPlace place;
    private final String workingDirectory;

    FindDockerfile(FindContext finding, ContextPlace place, String workingDirectory) {
        this.finding = finding;
        this.place = place;
        this.workingDirectory = workingDirectory;
    }

    /// A Dockerfile.
    ///
    /// @param name as the user knows it
    /// @param inContext its path in the context; empty when it is not there
    /// @param folder where the user named it on this host; empty when it is the context's own or came from elsewhere
    record Found(String name, String text, String inContext, Optional<Path> folder) {
        Found(String name, String text, String inContext) {
            this(name, text, inContext, Optional.empty());
        }
    }

    /// Finds it.
    ///
    /// @param file what the user says; empty for the usual names, `-` for standard input
    Found find(String file) {
        if (file.equals("-")) {
            return new Found("Dockerfile", input(), "");
        }
        if (place.dockerfile().isPresent()) {
            return new Found("Dockerfile", place.dockerfile().get(), "");
        }
        if (!file.isEmpty() && place.directory().isPresent()) {
            return named(file, place.directory().get());
        }
        try (FileTree all = place.open(IgnoreRules.NONE)) {
            for (String name : file.isEmpty() ? NAMES : List.of(file)) {
                Optional<FileEntry> entry = all.resolve(name);
                if (entry.isPresent() && entry.get().kind() == FileEntry.Kind.REGULAR) {
                    return new Found(
                            name, OpenContexts.read(all, entry.get(), LARGEST, name), name);
                }
            }
        }
        throw missing(file.isEmpty() ? "Dockerfile" : file);
    }

    /// From the caller's directory, else from the context's.
    private Found named(String file, Path context) {
        Path path = Text.path(file.startsWith("/") ? file : workingDirectory + "/" + file);
        if (!Files.exists(path)) {
            path = context.resolve(Text.path(file));
        }
        byte[] text = SmallFile.read(path, LARGEST).orElseThrow(() -> missing(file));
        Path whole = path.toAbsolutePath().normalize();
        Path root = context.toAbsolutePath().normalize();
        String inside = whole.startsWith(root) ? Text.of(root.relativize(whole)) : "";
        return new Found(file, Text.of(text), inside, Optional.ofNullable(whole.getParent()));
    }

    private String input() {
        try {
            return Text.of(finding.input().readNBytes(LARGEST));
        } catch (IOException e) {
            throw JongException.of(ErrorKind.UNAVAILABLE, "cannot read the Dockerfile").causedBy(e);
        }
    }

    private static JongException missing(String file) {
        return JongException.of(
                        ErrorKind.NOT_FOUND,
                        "failed to read dockerfile: there is no " + Text.printable(file))
                .hint("-f FILE names it, and the argument is the directory of its files");
    }
}
