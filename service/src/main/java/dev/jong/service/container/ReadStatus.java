package dev.jong.service.container;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// Finds out what a container is doing. A pid counts only together with its start time, so a recycled pid is
/// never taken for a container (R085); the runtime directory is emptied when the host has booted since.
final class ReadStatus {
    private ReadStatus() {}

    static Status of(ContainerFolder folder) {
        String pid = text(folder.pid());
        if (!pid.isEmpty()) {
            String[] words = pid.trim().split(" ");
            if (words.length == 2
                    && isNumber(words[0])
                    && isNumber(words[1])
                    && startTime(words[0]).equals(words[1])) {
                return new Status.Running(
                        Long.parseLong(words[0]), Long.parseLong(words[1]), modified(folder.pid()));
            }
        }
        String exit = text(folder.exit());
        if (!exit.isEmpty()) {
            return exited(exit.trim().split(" "));
        }
        boolean started = !pid.isEmpty() || Files.exists(folder.folder().resolve("started"));
        return started
                ? new Status.Exited(255, 0, false, modified(folder.record()), false)
                : new Status.Created();
    }

    private static Status exited(String[] words) {
        try {
            int dot = words[3].indexOf('.');
            long seconds = Long.parseLong(dot < 0 ? words[3] : words[3].substring(0, dot));
            return new Status.Exited(
                    Integer.parseInt(words[0]),
                    Integer.parseInt(words[1]),
                    words[2].equals("1"),
                    seconds,
                    true);
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            return new Status.Exited(255, 0, false, 0, false);
        }
    }

    /// A number that is surely a long; anything else comes from a damaged file.
    private static boolean isNumber(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return !text.isEmpty() && text.length() < 19;
    }

    /// Field 22 of `/proc/PID/stat`, which comes after a name that may hold anything; empty without the process.
    private static String startTime(String pid) {
        String stat = text(Path.of("/proc", pid, "stat"));
        int name = stat.lastIndexOf(')');
        if (name < 0) {
            return "";
        }
        String[] words = stat.substring(Math.min(name + 2, stat.length())).split(" ");
        return words.length > 19 && !words[0].equals("Z") ? words[19] : "";
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
            if (file.startsWith("/proc")) {
                return "";
            }
            throw JongException.of(
                            ErrorKind.UNAVAILABLE, "cannot read " + file + ": " + e.getMessage())
                    .causedBy(e);
        }
    }
}
