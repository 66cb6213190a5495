package dev.jong.image.pull;

import dev.jong.oci.Platform;
import java.util.Optional;

/// Which images of an index are wanted.
///
/// @param wanted the platform asked for; empty for the host's
/// @param all whether the others are fetched too
public record PlatformChoice(Optional<Platform> wanted, boolean all) {
    /// The image for this host.
    public static PlatformChoice host() {
        return new PlatformChoice(Optional.empty(), false);
    }

    /// The platform to choose an image for.
    Platform platform() {
        return wanted.orElseGet(Platform::host);
    }
}
