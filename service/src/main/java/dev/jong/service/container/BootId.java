package dev.jong.service.container;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The kernel's name for the time since the host was started.
final class BootId {
    /// It outlives this process.
    private static volatile byte @Nullable [] known;

    private BootId() {}

    /// The bytes of `/proc/sys/kernel/random/boot_id`.
    static byte[] read() {
        byte[] id = known;
        if (id != null) {
            return id;
        }
        try {
            id = Files.readAllBytes(Path.of("/proc/sys/kernel/random/boot_id"));
            known = id;
            return id;
        } catch (IOException e) {
            throw JongException.of(
                            ErrorKind.UNAVAILABLE, "cannot tell one boot of the host from another")
                    .causedBy(e);
        }
    }
}
