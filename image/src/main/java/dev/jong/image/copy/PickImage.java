package dev.jong.image.copy;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.image.registry.RemoteManifest;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Document;
import dev.jong.oci.Index;
import dev.jong.oci.Limits;
import dev.jong.oci.Platform;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// Picks the image for a platform out of an index.
final class PickImage {
    private PickImage() {}

    /// The image for a platform, or the host's; without a wish also the only one there is.
    ///
    /// @throws JongException NOT_FOUND with the platforms that there are
    static RemoteManifest of(CopySource source, RemoteManifest top, Optional<Platform> platform) {
        RemoteManifest at = top;
        for (int depth = 0; Document.parse(at.bytes()) instanceof Index index; depth++) {
            Limits.check(depth, Limits.INDEX_DEPTH, "indexes inside each other");
            Descriptor best = best(source, index, platform);
            at = new RemoteManifest(best, source.document(best));
        }
        return at;
    }

    private static Descriptor best(CopySource source, Index index, Optional<Platform> platform) {
        Optional<Descriptor> best = index.select(platform.orElseGet(Platform::host));
        if (best.isPresent()) {
            return best.get();
        }
        // Signatures and provenance hang in indexes as images for the platform "unknown".
        List<Descriptor> images =
                index.manifests().stream()
                        .filter(one ->
                                one.platform().filter(p -> p.os().equals("unknown")).isEmpty())
                        .toList();
        if (platform.isEmpty() && images.size() == 1) {
            return images.getFirst();
        }
        TreeSet<String> met = new TreeSet<>();
        for (Descriptor one : images) {
            one.platform().ifPresent(p -> met.add(Text.printable(p.toString())));
        }
        throw JongException.of(
                        ErrorKind.NOT_FOUND,
                        source.label()
                                + " has no image for the platform "
                                + platform.orElseGet(Platform::host))
                .hint(
                        met.isEmpty()
                                ? "its images name no platforms; copy all of them with --all"
                                : "there are images for " + String.join(", ", met));
    }
}
