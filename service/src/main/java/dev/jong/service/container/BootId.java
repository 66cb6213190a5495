package dev.jong.service.container;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The kernel's name for the time since the host was started.
final class BootId {
    private BootId() {}

    /// The bytes of `/proc/sys/kernel/random/boot_id`.
    static byte[] read() {
        try {
            return Files.readAllBytes(Path.of("/proc/sys/kernel/random/boot_id"));
        } catch (IOException e) {
            throw JongException.of(
                            ErrorKind.UNAVAILABLE, "cannot tell one boot of the host from another")
                    .causedBy(e);
        }
    }
}
