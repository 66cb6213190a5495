package dev.jong.store.volume;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The files of one volume.
///
/// @param path `STORE/volumes/NAME`
public record VolumeFolder(Path path) {
    /// What is known of it, as JSON.
    public Path record() {
        return path.resolve("volume.json");
    }

    /// What containers see.
    public Path data() {
        return path.resolve("data");
    }

    /// Locked by whoever fills it.
    Path lock() {
        return path.resolve("fill.lock");
    }

    /// What is being copied for it; worth nothing before it is whole.
    Path copying() {
        return path.resolve("copying");
    }

    /// A whole copy, on its way into the data.
    Path copied() {
        return path.resolve("copied");
    }

    /// When the folder was changed, in nanoseconds since 1970; 0 when nobody knows.
    long changed() {
        try {
            return Files.getLastModifiedTime(path).toMillis() * 1_000_000;
        } catch (IOException e) {
            return 0;
        }
    }
}
