package dev.jong.service.log;

import dev.jong.base.Text;
import dev.jong.linux.Syscalls;
import dev.jong.service.container.ContainerRecord;
import dev.jong.service.container.Containers;
import dev.jong.service.container.LogOptions;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiPredicate;

/// Compresses files of logs that were rotated. Monitors, which rotate, do not: each would need the code and the memory
/// for it all its life. So an engine does when it has begun and nobody waits. A packed file takes the name of the plain
/// one, and monitors go on renaming it as before.
public final class PackLogs {
    private static final String PACKING = "packing";

    private final Containers containers;
    private final BiPredicate<Path, Path> exchange;

    /// @param kernel exchanges names
    public PackLogs(Containers containers, Syscalls kernel) {
        this(
                containers,
                (one, other) ->
                        kernel.renameat2(
                                        Syscalls.AT_FDCWD,
                                        Text.of(one),
                                        Syscalls.AT_FDCWD,
                                        Text.of(other),
                                        Syscalls.RENAME_EXCHANGE)
                                == 0);
    }

    /// @param exchange of two names; whether it was done
    PackLogs(Containers containers, BiPredicate<Path, Path> exchange) {
        this.containers = containers;
        this.exchange = exchange;
    }

    /// Looks through all containers of the store. A log that cannot be compressed stays as it is: it may just be removed.
    public void run() {
        if (!Files.isDirectory(containers.store().resolve("containers"))) {
            return;
        }
        for (String id : containers.ids()) {
            Path log = containers.folder(id).log();
            if (!Files.exists(log.resolveSibling(log.getFileName() + ".1"))) {
                continue;
            }
            Optional<ContainerRecord> record = containers.load(id);
            try {
                if (record.isPresent() && wants(record.get())) {
                    pack(log);
                }
            } catch (IOException removed) {
                continue;
            }
        }
    }

    private static boolean wants(ContainerRecord record) {
        Optional<LogOptions> options = LogOptions.of(record.settings());
        return options.isEmpty() || !"false".equals(options.get().options().get("compress"));
    }

    /// Compresses the older files of one log that are not yet.
    void pack(Path log) throws IOException {
        clean(Objects.requireNonNull(log.getParent()));
        for (int number = 1; ; number++) {
            Path file = log.resolveSibling(log.getFileName() + "." + number);
            Optional<Object> key = LogFile.keyOf(file);
            if (key.isEmpty()) {
                return;
            }
            try (FileChannel plain =
                    FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
                if (PackedFile.origin(plain).isEmpty() && key.equals(LogFile.keyOf(file))) {
                    exchange(plain, file, key.get());
                }
            }
        }
    }

    /// The monitor may rotate at any moment, and then the name stands for another file. So names are exchanged, which
    /// loses none, and exchanged back when it was the wrong one.
    private void exchange(FileChannel plain, Path file, Object key) throws IOException {
        Path packed = file.resolveSibling(PACKING);
        PackedFile.pack(plain, packed, key.toString());
        Object own = LogFile.keyOf(packed).orElseThrow();
        if (!LogFile.keyOf(file).equals(Optional.of(key)) || !exchange.test(packed, file)) {
            Files.deleteIfExists(packed);
            return;
        }
        if (LogFile.keyOf(packed).equals(Optional.of(key))) {
            Files.delete(packed);
        } else if (exchange.test(packed, file) && LogFile.keyOf(packed).equals(Optional.of(own))) {
            Files.delete(packed);
        }
    }

    /// What engines left that were killed.
    private static void clean(Path folder) throws IOException {
        try (DirectoryStream<Path> left =
                Files.newDirectoryStream(folder, PackedFile.UNPACKED + "*")) {
            for (Path file : left) {
                Files.deleteIfExists(file);
            }
        }
    }
}
