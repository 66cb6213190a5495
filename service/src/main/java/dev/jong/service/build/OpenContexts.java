package dev.jong.service.build;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.build.files.FileEntry;
import dev.jong.build.files.FileTree;
import dev.jong.build.files.IgnoreRules;
import dev.jong.build.solver.Contexts;
import dev.jong.store.disk.SmallFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The contexts of one build, and its Dockerfile. What a context of somebody else names is looked up in it and nowhere
/// else, also a Dockerfile that is a link (B05).
public final class OpenContexts implements Contexts, AutoCloseable {
    private static final int LARGEST = 1 << 20;
    private static final String IMAGE = "docker-image://";
    private static final String TARGET = "target:";
    private static final List<String> IGNORE_FILES = List.of(".dockerignore", ".containerignore");

    private final FindContext finding;
    private final String workingDirectory;
    private final FindDockerfile.Found dockerfile;
    private final ContextPlace place;
    private final FileTree main;
    private final Map<String, Named> named = new HashMap<>();
    private final List<Runnable> ends = new ArrayList<>();

    private OpenContexts(
            FindContext finding,
            ContextPlace place,
            BuildRequest request,
            String workingDirectory,
            FindDockerfile.Found dockerfile) {
        this.finding = finding;
        this.workingDirectory = workingDirectory;
        this.dockerfile = dockerfile;
        this.place = place;
        this.main = place.open(rules(request.ignoreFile()));
        ends.add(place.end());
        ends.add(main::close);
    }

    /// Opens what a request names.
    ///
    /// @param workingDirectory of the caller
    /// @throws JongException NOT_FOUND when there is no Dockerfile
    public static OpenContexts open(
            FindContext finding, BuildRequest request, String workingDirectory) {
        ContextPlace place = finding.find(request.context());
        OpenContexts made;
        try {
            FindDockerfile.Found file =
                    new FindDockerfile(finding, place, workingDirectory).find(request.file());
            made = new OpenContexts(finding, place, request, workingDirectory, file);
        } catch (RuntimeException e) {
            place.end().run();
            throw e;
        }
        try {
            request.contexts().forEach(made::add);
            return made;
        } catch (RuntimeException e) {
            made.close();
            throw e;
        }
    }

    /// The rules that are asked for, else those of the Dockerfile's own ignore file, else of the context's.
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
        try (FileTree all = place.open(IgnoreRules.NONE)) {
            for (String name : names) {
                Optional<FileEntry> entry = all.resolve(name);
                if (entry.isPresent() && entry.get().kind() == FileEntry.Kind.REGULAR) {
                    return IgnoreRules.parse(read(all, entry.get(), LARGEST, name), name);
                }
            }
            return IgnoreRules.NONE;
        }
    }

    /// The text of a file of a context.
    static String read(FileTree tree, FileEntry file, int limit, String name) {
        try (InputStream in = tree.open(file)) {
            byte[] all = in.readNBytes(limit + 1);
            if (all.length <= limit) {
                return Text.of(all);
            }
        } catch (IOException e) {
            throw JongException.of(ErrorKind.UNAVAILABLE, "cannot read " + Text.printable(name))
                    .causedBy(e);
        }
        throw JongException.of(
                ErrorKind.INVALID_ARGUMENT,
                Text.printable(name) + " is larger than " + (limit >> 20) + " MiB");
    }

    private void add(String name, String where) {
        String key = name.toLowerCase(Locale.ROOT);
        if (where.startsWith(IMAGE)) {
            named.put(key, new Named.Image(where.substring(IMAGE.length())));
        } else if (where.startsWith(TARGET)) {
            named.put(key, new Named.Target(where.substring(TARGET.length())));
        } else if (LayoutBases.isOne(where)) {
            String path = where.substring(LayoutBases.SCHEME.length());
            String whole = path.startsWith("/") ? path : workingDirectory + "/" + path;
            named.put(key, new Named.Image(LayoutBases.SCHEME + whole));
        } else {
            boolean remote = BuildRequest.isRemote(where) || where.startsWith("/");
            ContextPlace found = finding.find(remote ? where : workingDirectory + "/" + where);
            ends.add(found.end());
            FileTree files = found.open(IgnoreRules.NONE);
            ends.add(files::close);
            named.put(key, new Named.Files(files));
        }
    }

    /// The text of the Dockerfile.
    public byte[] dockerfile() {
        return Text.bytes(dockerfile.text());
    }

    /// Its name as the user knows it.
    public String dockerfileName() {
        return dockerfile.name();
    }

    /// Where `jong.lock` is or would be: beside the Dockerfile, else in the directory of the context; empty when neither is on
    /// this host.
    public Optional<Path> lockFile() {
        return dockerfile.folder().or(place::directory).map(folder -> folder.resolve("jong.lock"));
    }

    /// What tells this build from builds of other things.
    public String place() {
        return place.name() + " " + dockerfile.name();
    }

    @Override
    public FileTree main() {
        return main;
    }

    @Override
    public Optional<Named> named(String name) {
        return Optional.ofNullable(named.get(name.toLowerCase(Locale.ROOT)));
    }

    @Override
    public Set<String> names() {
        return new TreeSet<>(named.keySet());
    }

    @Override
    public void close() {
        ends.reversed().forEach(Runnable::run);
    }
}
