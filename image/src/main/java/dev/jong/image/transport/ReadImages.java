package dev.jong.image.transport;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.image.Image;
import dev.jong.image.ImageReader;
import dev.jong.image.MissingLayers;
import dev.jong.image.UnpackedLayers;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Limits;
import dev.jong.oci.Platform;
import dev.jong.oci.Reference;
import dev.jong.store.content.ContentStore;
import dev.jong.store.layer.Compression;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Brings images from archives and layouts into the store: blobs stored as they came, layers unpacked, everything
/// verified and durable. Names are reported, never applied. The caller holds a lease from before the call
/// until records name the images; what a failed call stored is left for the next sweep.
public final class ReadImages {
    private final ContentStore content;
    private final UnpackedLayers layers;
    private final ImageReader reader;
    private final MissingLayers missing;

    public ReadImages(ContentStore content, UnpackedLayers layers) {
        this.content = content;
        this.layers = layers;
        this.reader = new ImageReader(content);
        this.missing = new MissingLayers(content, layers);
    }

    /// Reads an archive: docker or OCI, plain or compressed with gzip, zstd or xz, whichever it is.
    ///
    /// @param archive read once from front to end; not closed
    /// @throws JongException INVALID_ARGUMENT when it is no image archive, DATA_LOSS when it is damaged
    public List<Carried> archive(InputStream archive, Optional<Platform> platform) {
        try (ArchiveSource source =
                ArchiveSource.read(Compression.decompress(archive), content, layers)) {
            return complete(read(source, platform), platform);
        } catch (IOException e) {
            throw ArchiveSource.unreadable(e);
        }
    }

    /// Reads an OCI image layout from a directory, and heals what of it is damaged in the store.
    public List<Carried> directory(Path layout, Optional<Platform> platform) {
        return directory(layout, Optional.empty(), platform, Long.MAX_VALUE);
    }

    /// Reads an OCI image layout that a container runs from. It may do so often, so that layers in the store are
    /// believed to be whole.
    ///
    /// @param tag only the images with this reference name
    public List<Carried> directory(Path layout, Optional<String> tag, Optional<Platform> platform) {
        return directory(layout, tag, platform, Limits.DOCUMENT_BYTES + 1L);
    }

    private List<Carried> directory(
            Path layout, Optional<String> tag, Optional<Platform> platform, long believed) {
        if (!Files.exists(layout.resolve(OciLayout.INDEX))) {
            throw JongException.of(
                    ErrorKind.NOT_FOUND,
                    Text.printable(Text.of(layout))
                            + " is no image layout: it has no "
                            + OciLayout.INDEX);
        }
        try (DirectorySource source = new DirectorySource(layout, content, layers, believed)) {
            OciLayout oci = new OciLayout(source, content);
            return complete(oci.read(Limits.DOCUMENT_BYTES, tag, platform), platform);
        }
    }

    private Map<Descriptor, List<Reference>> read(
            ArchiveSource source, Optional<Platform> platform) {
        // Docker writes both since its version 25; the layout keeps the digests that the registry
        // knows.
        if (source.digestOf(OciLayout.INDEX).isPresent()) {
            return new OciLayout(source, content)
                    .read(DockerArchive.MANIFEST_BYTES, Optional.empty(), platform);
        }
        Optional<byte[]> list = source.file(DockerArchive.MANIFEST, DockerArchive.MANIFEST_BYTES);
        if (list.isPresent()) {
            return new DockerArchive(source, content).read(list.get(), platform);
        }
        throw JongException.of(
                        ErrorKind.INVALID_ARGUMENT,
                        "this is no image archive: it has neither "
                                + DockerArchive.MANIFEST
                                + " nor "
                                + OciLayout.INDEX)
                .hint("jong import makes an image from the archive of a root file system");
    }

    private List<Carried> complete(
            Map<Descriptor, List<Reference>> stored, Optional<Platform> platform) {
        List<Carried> out = new ArrayList<>();
        for (Map.Entry<Descriptor, List<Reference>> entry : stored.entrySet()) {
            out.add(new Carried(entry.getValue(), entry.getKey(), image(entry.getKey(), platform)));
        }
        return out;
    }

    private Image image(Descriptor target, Optional<Platform> platform) {
        Image image;
        try {
            image = reader.read(Optional.empty(), target, platform);
        } catch (JongException e) {
            List<Image> all =
                    platform.isPresent() ? List.of() : reader.readAll(Optional.empty(), target);
            if (all.isEmpty()) {
                throw e;
            }
            return all.getFirst(); // Only for other platforms: kept, and unpacked when it is asked
            // for.
        }
        missing.complete(image);
        return image;
    }
}
