package dev.jong.image.copy;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.image.registry.RemoteManifest;
import dev.jong.oci.Descriptor;
import dev.jong.oci.ImageConfig;
import dev.jong.oci.Limits;
import dev.jong.oci.Manifest;
import dev.jong.oci.MediaType;
import dev.jong.oci.Platform;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// What can be seen of an image without its layers.
///
/// @param top what the place's name stands for: this image's manifest, or an index that has it
public record SeenImage(RemoteManifest top, Manifest manifest, ImageConfig config) {
    /// Looks at an image.
    ///
    /// @param platform which one of an index; empty for the host's
    /// @throws JongException UNSUPPORTED when it is an artifact of another kind
    public static SeenImage of(CopySource source, Optional<Platform> platform) {
        RemoteManifest top = source.top();
        Manifest manifest = Manifest.parse(PickImage.of(source, top, platform).bytes());
        Descriptor config = manifest.config();
        if (!MediaType.isConfig(config.mediaType())) {
            throw JongException.of(
                            ErrorKind.UNSUPPORTED,
                            source.label()
                                    + " is not a container image: its config is "
                                    + Text.printable(config.mediaType()))
                    .hint("--raw shows its manifest");
        }
        Limits.check(config.size(), Limits.DOCUMENT_BYTES, "bytes in the image config");
        try (InputStream in = source.verified(config).open(0)) {
            return new SeenImage(
                    top, manifest, ImageConfig.parse(in.readNBytes(Limits.DOCUMENT_BYTES)));
        } catch (IOException e) {
            throw JongException.of(
                            ErrorKind.UNAVAILABLE, "cannot read the config of " + source.label())
                    .causedBy(e);
        }
    }
}
