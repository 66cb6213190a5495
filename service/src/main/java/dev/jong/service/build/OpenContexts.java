package dev.jong.service.build;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.build.files.DirectoryTree;
import dev.jong.build.files.FileEntry;
import dev.jong.build.files.FileTree;
import dev.jong.build.files.IgnoreRules;
import dev.jong.build.files.StatCache;
import dev.jong.build.solver.Contexts;
import dev.jong.linux.Syscalls;
import dev.jong.store.disk.DiskFailure;
import dev.jong.store.disk.SmallFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/// The contexts of one build, and its Dockerfile. What a context of somebody else names is looked up in it and nowhere
/// else, also a Dockerfile that is a link (B05).
public final class OpenContexts implements Contexts, AutoCloseable {
    private static final int LARGEST = 17 << 20;
    private static final List<String> NAMES = List.of("Dockerfile", "Containerfile");
    private static final List<String> IGNORE_FILES = List.of(".dockerignore", ".containerignore");

    private final Syscalls kernel;
    private final Path cache;
    private final Directory directory;
    private final Found dockerfile;
    private final Map<String, Named> named = new HashMap<>();
    private final List<FileTree> open = new ArrayList<>();
    private final FileTree main;

    /// Where the main context is.
    ///
    /// @param path of its files
    /// @param place what tells it from others
    /// @param own whether it is a directory of the caller, in which links of the Dockerfile's own path are followed
    /// @param givenUp closed with it
    public record Directory(Path path, String place, boolean own, AutoCloseable givenUp) {}

    private record Found(String name, byte[] text, String inContext) {}

    private OpenContexts(
            Syscalls kernel, Path cache, Directory directory, Found dockerfile, String ignoreFile) {
        this.kernel = kernel;
        this.cache = cache;
        this.directory = directory;
        this.dockerfile = dockerfile;
        this.main = open(directory.path(), directory.place(), rules(ignoreFile));
    }

    /// Opens what a request names.
    ///
    /// @param cache where digests of files are remembered: the store's `cache/contexts`
    /// @param input standard input, for a Dockerfile that is `-`
    /// @throws JongException NOT_FOUND when there is no Dockerfile
    public static OpenContexts open(
            Syscalls kernel,
            Path cache,
            Directory directory,
            BuildRequest request,
            String workingDirectory,
            Supplier<InputStream> input) {
        Found found = find(kernel, directory, request.file(), workingDirectory, input);
        OpenContexts made = new OpenContexts(kernel, cache, directory, found, request.ignoreFile());
        try {
            request.contexts().forEach((name, place) -> made.add(name, place, workingDirectory));
            return made;
        } catch (RuntimeException e) {
            made.close();
            throw e;
        }
    }

    private static Found find(
            Syscalls kernel,
            Directory directory,
            String file,
            String workingDirectory,
            Supplier<InputStream> input) {
        if (file.equals("-")) {
            return new Found("Dockerfile", read(input.get()), "");
        }
        if (!file.isEmpty() && directory.own()) {
            Path path = Text.path(absolute(file, workingDirectory));
            if (!Files.exists(path)) {
                path = directory.path().resolve(Text.path(file).toString());
            }
            Path wanted = path;
            byte[] text =
                    SmallFile.read(path, LARGEST)
                            .orElseThrow(() -> missing(file, wanted.getParent() == null));
            return new Found(file, text, inside(directory.path(), path));
        }
        try (DirectoryTree all =
                DirectoryTree.open(
                        kernel,
                        directory.path(),
                        IgnoreRules.NONE,
                        StatCache.none(InstantSource.system()))) {
            for (String name : file.isEmpty() ? NAMES : List.of(file)) {
                Optional<FileEntry> entry = all.resolve(name);
                if (entry.isPresent() && entry.get().kind() == FileEntry.Kind.REGULAR) {
                    try (InputStream in = all.open(entry.get())) {
                        return new Found(name, read(in), name);
                    }
                }
            }
        } catch (IOException e) {
            throw DiskFailure.of(e, "read the Dockerfile", directory.path());
        }
        throw missing(file.isEmpty() ? "Dockerfile" : file, true);
    }

    private static JongException missing(String file, boolean inContext) {
        return JongException.of(
                        ErrorKind.NOT_FOUND,
                        "failed to read dockerfile: there is no "
                                + Text.printable(file)
                                + (inContext ? " in the build context" : ""))
                .hint("-f FILE names it, and the argument is the directory of its files");
    }

    private static byte[] read(InputStream in) {
        try {
            byte[] all = in.readNBytes(LARGEST);
            if (all.length < LARGEST) {
                return all;
            }
        } catch (IOException e) {
            throw JongException.of(ErrorKind.UNAVAILABLE, "cannot read the Dockerfile").causedBy(e);
        }
        throw JongException.of(ErrorKind.INVALID_ARGUMENT, "the Dockerfile is larger than 16 MiB");
    }

    private static String absolute(String file, String workingDirectory) {
        return file.startsWith("/") ? file : workingDirectory + "/" + file;
    }

    private static String inside(Path directory, Path file) {
        Path whole = file.toAbsolutePath().normalize();
        Path root = directory.toAbsolutePath().normalize();
        return whole.startsWith(root) ? Text.of(root.relativize(whole)) : "";
    }

    /// The rules of the Dockerfile's own ignore file, else of the context's.
    private IgnoreRules rules(String asked) {
        if (!asked.isEmpty()) {
            byte[] text =
                    SmallFile.read(Text.path(asked), LARGEST)
                            .orElseThrow(() ->
                                    JongException.of(
                                            ErrorKind.NOT_FOUND,
                                            "there is no ignore file " + Text.printable(asked)));
            return IgnoreRules.parse(Text.of(text), asked);
        }
        List<String> names = new ArrayList<>();
        if (!dockerfile.inContext().isEmpty()) {
            names.add(dockerfile.inContext() + ".dockerignore");
        }
        names.addAll(IGNORE_FILES);
        try (DirectoryTree all =
                DirectoryTree.open(
                        kernel,
                        directory.path(),
                        IgnoreRules.NONE,
                        StatCache.none(InstantSource.system()))) {
            for (String name : names) {
                Optional<FileEntry> entry = all.resolve(name);
                if (entry.isPresent() && entry.get().kind() == FileEntry.Kind.REGULAR) {
                    try (InputStream in = all.open(entry.get())) {
                        return IgnoreRules.parse(Text.of(read(in)), name);
                    }
                }
            }
            return IgnoreRules.NONE;
        } catch (IOException e) {
            throw DiskFailure.of(e, "read the ignore file", directory.path());
        }
    }

    private FileTree open(Path path, String place, IgnoreRules rules) {
        FileTree tree =
                DirectoryTree.open(
                        kernel, path, rules, StatCache.open(cache, place, InstantSource.system()));
        open.add(tree);
        return tree;
    }

    private void add(String name, String place, String workingDirectory) {
        String key = name.toLowerCase(java.util.Locale.ROOT);
        if (place.startsWith("docker-image://")) {
            named.put(key, new Named.Image(place.substring("docker-image://".length())));
        } else if (place.startsWith("target:")) {
            named.put(key, new Named.Target(place.substring("target:".length())));
        } else if (place.contains("://")) {
            throw JongException.of(
                            ErrorKind.UNSUPPORTED,
                            "the context " + Text.printable(name) + " is no directory")
                    .hint("use a directory, docker-image://NAME or target:STAGE");
        } else {
            String absolute = absolute(place, workingDirectory);
            Path path = Text.path(absolute);
            named.put(key, new Named.Files(open(path, absolute, IgnoreRules.NONE)));
        }
    }

    /// The text of the Dockerfile.
    public byte[] dockerfile() {
        return dockerfile.text();
    }

    /// Its name as the user knows it.
    public String dockerfileName() {
        return dockerfile.name();
    }

    /// What tells this build from builds of other things.
    public String place() {
        return directory.place() + " " + dockerfile.name();
    }

    @Override
    public FileTree main() {
        return main;
    }

    @Override
    public Optional<Named> named(String name) {
        return Optional.ofNullable(named.get(name.toLowerCase(java.util.Locale.ROOT)));
    }

    @Override
    public Set<String> names() {
        return new TreeSet<>(named.keySet());
    }

    @Override
    public void close() {
        open.forEach(FileTree::close);
        try {
            directory.givenUp().close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
