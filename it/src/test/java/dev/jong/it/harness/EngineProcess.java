package dev.jong.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The engine of a site as others see it: its folder, its process, its socket.
public final class EngineProcess {
    private final Site site;

    /// @param site whose engine it is
    public EngineProcess(Site site) {
        this.site = site;
    }

    /// The engine's runtime directory, `run/HASH`; the site must have had an engine.
    public Path folder() {
        try (DirectoryStream<Path> folders =
                Files.newDirectoryStream(site.folder().resolve("run"))) {
            return folders.iterator().next();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Its socket.
    public Path socket() {
        return folder().resolve("engine.sock");
    }

    /// What it and its JVM wrote.
    public String log() {
        return read(folder().resolve("engine.log"));
    }

    /// Asks it for its pid, which starts one where there is none.
    public long pid() {
        String first = site.succeeds("engine", "status").lines().getFirst();
        return Long.parseLong(first.substring("pid: ".length()));
    }

    /// The processes that are engines of this site, whatever they say.
    public List<ProcessHandle> all() {
        String store = site.store().toString();
        return ProcessHandle.allProcesses()
                .filter(process ->
                        commandLine(process.pid())
                                .contains("\0dev.jong.cli.Main\0--store\0" + store + "\0"))
                .toList();
    }

    /// Asks it to leave and waits until it has.
    public void stop() {
        site.succeeds("engine", "stop");
        Await.that(() -> all().isEmpty(), "the engine has left");
    }

    /// Kills every engine that the site has now with SIGKILL and waits until they are gone; a front may start others.
    public void kill() {
        kill(all());
    }

    /// Kills those that carry heavy commands out, and only them.
    public void killWorkers() {
        kill(
                all().stream()
                        .filter(engine -> commandLine(engine.pid()).contains("\0--one-shot\0"))
                        .toList());
    }

    private static void kill(List<ProcessHandle> engines) {
        engines.forEach(ProcessHandle::destroyForcibly);
        // Not ProcessHandle.isAlive: an orphan that nobody has waited for yet counts as alive
        // there.
        Await.that(
                () -> engines.stream().allMatch(engine -> commandLine(engine.pid()).isEmpty()),
                "the engine is dead");
    }

    /// The pid that the engine wrote down, if it did.
    public Optional<Long> recorded() {
        String text = read(folder().resolve("engine.pid"));
        return text.isEmpty()
                ? Optional.empty()
                : Optional.of(Long.parseLong(text.substring(0, text.indexOf(' '))));
    }

    /// The command line of a process, words ended by NUL; empty without the process.
    public static String commandLine(long pid) {
        return read(Path.of("/proc/" + pid + "/cmdline"));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException goneOrForbidden) {
            return "";
        }
    }
}
