package dev.jong.service.container;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/// Finds out what a container is doing. A pid counts only together with its start time, so a recycled pid is
/// never taken for a container (R085); the runtime directory is emptied when the host has booted since.
final class ReadStatus {
    private ReadStatus() {}

    static Status of(ContainerFolder folder) {
        String pid = text(folder.pid());
        if (!pid.isEmpty()) {
            Optional<LiveProcess> process = LiveProcess.of(pid);
            if (process.isPresent()) {
                return new Status.Running(
                        process.get().pid(), process.get().startTime(), modified(folder.pid()));
            }
        }
        String exit = text(folder.exit());
        if (!exit.isEmpty()) {
            return exited(folder.folder(), exit.trim().split(" "));
        }
        boolean started = !pid.isEmpty() || Files.exists(folder.folder().resolve("started"));
        return started
                ? new Status.Exited(255, 0, false, modified(folder.record()), false)
                : new Status.Created();
    }

    private static Status exited(Path folder, String[] words) {
        try {
            int dot = words[3].indexOf('.');
            long seconds = Long.parseLong(dot < 0 ? words[3] : words[3].substring(0, dot));
            return new Status.Exited(
                    Integer.parseInt(words[0]),
                    Integer.parseInt(words[1]),
                    OutOfMemory.ended(folder, words),
                    seconds,
                    true);
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            return new Status.Exited(255, 0, false, 0, false);
        }
    }

    private static long modified(Path file) {
        try {
            return Files.getLastModifiedTime(file).toMillis() / 1000;
        } catch (IOException e) {
            return 0;
        }
    }

    /// A small file's text; empty when it is not there.
    private static String text(Path file) {
        try {
            return Text.of(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            return "";
        } catch (IOException e) {
            throw JongException.of(
                            ErrorKind.UNAVAILABLE, "cannot read " + file + ": " + e.getMessage())
                    .causedBy(e);
        }
    }
}
