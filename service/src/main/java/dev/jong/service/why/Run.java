package dev.jong.service.why;

import dev.jong.runtime.spec.Spec;
import dev.jong.service.container.ContainerFolder;
import dev.jong.service.container.ContainerRecord;
import dev.jong.service.live.KernelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One run of a container, and what is known of it.
///
/// @param pid of its first process as the host numbers it; 0 when not known
/// @param startTicks when that began, hundredths of a second since boot
/// @param started wall clock; empty when it did not start
/// @param lines the last ones of its log
record Run(
        ContainerRecord record,
        Spec spec,
        ContainerFolder folder,
        long pid,
        long startTicks,
        Optional<Instant> started,
        Counters counters,
        List<String> lines) {

    /// By the file `started`, which the launcher writes when the program runs.
    static Run of(
            ContainerRecord record,
            Spec spec,
            ContainerFolder folder,
            Counters counters,
            List<String> lines) {
        Path file = folder.folder().resolve("started");
        String[] words = KernelFile.read(file).trim().split(" ");
        Optional<Instant> started;
        try {
            started = Optional.of(Files.getLastModifiedTime(file).toInstant());
        } catch (IOException none) {
            started = Optional.empty();
        }
        return new Run(
                record,
                spec,
                folder,
                words.length == 2 ? KernelFile.number(words[0], 0) : 0,
                words.length == 2 ? KernelFile.number(words[1], 0) : 0,
                started,
                counters,
                lines);
    }

    /// Whether something that the kernel said is of this run, and not of an earlier process with the same number.
    boolean isMine(KernelLog.Entry entry, String pidText) {
        return pid > 0
                && KernelFile.number(pidText, 0) == pid
                && entry.microseconds() / 10_000 >= startTicks - 100;
    }
}
