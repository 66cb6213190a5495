package dev.jong.service.why.program;

import dev.jong.base.JongException;
import dev.jong.store.snapshot.Seen;
import dev.jong.store.snapshot.SeenFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Finds the libraries that a program needs, and those need, as a dynamic loader would (ld.so(8)): by DT_RPATH,
/// LD_LIBRARY_PATH, DT_RUNPATH, and the loader's own directories.
final class MissingLibraries {
    private static final int OBJECTS = 1024;

    /// musl's loader is these libraries too.
    private static final Set<String> MUSL = Set.of("c", "pthread", "rt", "m", "dl", "util", "xnet");

    private final SeenFiles files;
    private final String environment;
    private final Set<String> known = new HashSet<>();
    private final Deque<Needing> open = new ArrayDeque<>();
    private final List<Missing> missing = new ArrayList<>();

    /// @param environment the value of `LD_LIBRARY_PATH`; may be empty
    MissingLibraries(SeenFiles files, String environment) {
        this.files = files;
        this.environment = environment;
    }

    /// A library that is nowhere.
    ///
    /// @param name as it is asked for
    /// @param by path of what needs it
    /// @param other where one of that name is that is made for another processor; empty when there is none
    record Missing(String name, String by, String other) {}

    /// @param rpath of itself and of what needed it
    private record Needing(ElfFile elf, String path, List<String> rpath) {}

    /// What is missing for a program, nearest first.
    List<Missing> of(ElfFile program, String path) {
        Set<String> usual = new LoaderPaths(files).of(program.loader(), program.wide());
        boolean musl = program.loader().contains("/ld-musl-");
        known.add(nameOf(program.loader()));
        open.add(new Needing(program, path, directories(program.rpath(), path)));
        while (!open.isEmpty() && known.size() < OBJECTS) {
            Needing next = open.removeFirst();
            for (String name : next.elf().needed()) {
                if (!name.isEmpty() && known.add(name) && !(musl && isMusl(name))) {
                    find(name, next, usual);
                }
            }
        }
        return missing;
    }

    private void find(String name, Needing by, Set<String> usual) {
        String other = "";
        for (String candidate : candidates(name, by, usual)) {
            Optional<Found> found = read(candidate);
            if (found.isPresent() && found.get().elf().fits(by.elf())) {
                String path = found.get().path();
                List<String> rpath = new ArrayList<>(directories(found.get().elf().rpath(), path));
                rpath.addAll(by.rpath());
                open.add(new Needing(found.get().elf(), path, rpath));
                return;
            }
            other = found.isPresent() ? candidate : other;
        }
        missing.add(new Missing(name, by.path(), other));
    }

    private List<String> candidates(String name, Needing by, Set<String> usual) {
        if (name.indexOf('/') >= 0) {
            return List.of(name);
        }
        List<String> all = new ArrayList<>();
        // DT_RUNPATH takes the place of DT_RPATH, and counts for its own libraries only.
        List<String> runpath = directories(by.elf().runpath(), by.path());
        all.addAll(runpath.isEmpty() ? by.rpath() : List.of());
        all.addAll(directories(environment.replace(';', ':'), by.path()));
        all.addAll(runpath);
        all.addAll(usual);
        all.replaceAll(directory -> directory + "/" + name);
        return all;
    }

    /// Directories between colons; `$ORIGIN` is that of the file.
    private static List<String> directories(String text, String path) {
        List<String> all = new ArrayList<>();
        String origin = path.substring(0, Math.max(0, path.lastIndexOf('/')));
        for (String directory : text.split(":")) {
            if (!directory.isEmpty() && all.size() < 64) {
                all.add(directory.replace("$ORIGIN", origin).replace("${ORIGIN}", origin));
            }
        }
        return all;
    }

    private record Found(ElfFile elf, String path) {}

    private Optional<Found> read(String path) {
        try (Seen seen = files.look(path)) {
            if (!seen.isRegular()) {
                return Optional.empty();
            }
            try (FileChannel file = seen.open()) {
                return Optional.of(new Found(ReadElf.read(FileBytes.of(file)), seen.path()));
            }
        } catch (IOException | JongException | DamagedFile unreadable) {
            return Optional.empty();
        }
    }

    private static boolean isMusl(String name) {
        int dot = name.indexOf('.');
        return name.startsWith("lib") && dot > 3 && MUSL.contains(name.substring(3, dot));
    }

    private static String nameOf(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
