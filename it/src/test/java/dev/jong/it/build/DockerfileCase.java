package dev.jong.it.build;

import dev.jong.it.harness.Shell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// A Dockerfile to be built, and what must come of it: a folder of `src/test/resources/dockerfiles`. In it are
///
/// - `Dockerfile`, unless the context has it under another name;
/// - `context`, files that become readable for all before anything is built;
/// - `prepare`, shell text that runs in the context: links, modes, archives;
/// - `args`, options of the build, one a line; the context is the working directory;
/// - `before`, a Dockerfile that is built first, with the same context, as the image `before`;
/// - `expected`, what the image has that the image `box` has not, as `KEY: VALUE`, and `-KEY` for what it lacks, both in
///   the words of [Picture]; after `FROM scratch` all that it has;
/// - `buildah`, keys at which Debian's buildah comes to something else, or `*` where it builds nothing.
///
/// Comments say why, in the last two.
record DockerfileCase(Path folder) {
    private static final Path ALL = Path.of("src/test/resources/dockerfiles").toAbsolutePath();

    /// All of them, in the order of their names.
    static List<DockerfileCase> all() {
        try (Stream<Path> folders = Files.list(ALL)) {
            return folders.sorted().map(DockerfileCase::new).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Every so-manieth of them.
    static List<DockerfileCase> part(int number, int of) {
        List<DockerfileCase> all = all();
        List<DockerfileCase> part = new ArrayList<>();
        for (int i = number; i < all.size(); i += of) {
            part.add(all.get(i));
        }
        return part;
    }

    /// Makes the context in a directory that is not there yet.
    void prepare(Path context) {
        try {
            Files.createDirectories(context.getParent());
            if (Files.isDirectory(folder.resolve("context"))) {
                Shell.run("cp", "-r", folder.resolve("context").toString(), context.toString());
            } else {
                Files.createDirectory(context);
            }
            if (Files.exists(folder.resolve("Dockerfile"))) {
                Files.copy(folder.resolve("Dockerfile"), context.resolve("Dockerfile"));
            }
            Shell.run("chmod", "-R", "u=rwX,go=rX", context.toString());
            if (Files.exists(folder.resolve("prepare"))) {
                Shell.script(context, Files.readString(folder.resolve("prepare")));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Whether another image is to be built first.
    boolean hasBefore() {
        return Files.exists(folder.resolve("before"));
    }

    /// Gives the context, which is prepared, the Dockerfile of the image that is built first.
    void prepareBefore(Path context) {
        Shell.run(
                "cp",
                folder.resolve("before").toString(),
                context.resolve("Dockerfile").toString());
    }

    /// Puts the Dockerfile itself back into its place.
    void prepareAfter(Path context) {
        Shell.run(
                "cp",
                folder.resolve("Dockerfile").toString(),
                context.resolve("Dockerfile").toString());
    }

    /// Options of the build.
    List<String> args() {
        return lines("args");
    }

    /// What the image must be.
    ///
    /// @param base what the image `box` is
    Map<String, String> expected(Map<String, String> base) {
        String platform = base.getOrDefault("platform", "");
        String machine = platform.substring(platform.indexOf('/') + 1);
        Map<String, String> all = new TreeMap<>(base);
        for (String line : rules("expected")) {
            int colon = line.indexOf(": ");
            if (line.equals("FROM scratch")) {
                all.keySet().retainAll(Set.of("platform"));
            } else if (line.startsWith("-")) {
                all.remove(line.substring(1));
            } else {
                String value = line.substring(colon + 2).replace("amd64", machine);
                all.put(line.substring(0, colon), value);
            }
        }
        return all;
    }

    /// Where buildah differs.
    Set<String> buildahDiffers() {
        return new TreeSet<>(rules("buildah"));
    }

    private List<String> rules(String name) {
        return lines(name).stream()
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
    }

    private List<String> lines(String name) {
        Path file = folder.resolve(name);
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return folder.getFileName().toString();
    }
}
