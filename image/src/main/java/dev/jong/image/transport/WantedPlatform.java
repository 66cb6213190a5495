package dev.jong.image.transport;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.oci.Platform;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The platform that is to be taken out of an archive, and those that were met on the way, for the error.
final class WantedPlatform {
    private final Optional<Platform> wanted;
    private final Set<String> met = new TreeSet<>();

    /// @param wanted empty when every platform is
    WantedPlatform(Optional<Platform> wanted) {
        this.wanted = wanted;
    }

    boolean isGiven() {
        return wanted.isPresent();
    }

    /// How well an image of the archive suits, 0 for not at all.
    int fitness(Platform platform) {
        met.add(Text.printable(platform.toString()));
        return wanted.map(platform::fitness).orElse(1);
    }

    /// Fails when images were met, and none of them can have been taken.
    ///
    /// @throws JongException NOT_FOUND with the platforms that there are
    void refuseOthers() {
        if (wanted.isPresent() && !met.isEmpty()) {
            throw JongException.of(
                            ErrorKind.NOT_FOUND,
                            "there is no image for the platform " + wanted.get() + " here")
                    .hint("there are images for " + String.join(", ", met));
        }
    }
}
