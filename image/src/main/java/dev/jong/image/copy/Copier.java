package dev.jong.image.copy;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.json.JsonParser;
import dev.jong.image.copy.CopyWishes.Format;
import dev.jong.image.registry.RemoteManifest;
import dev.jong.image.transport.ImageSink;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;
import dev.jong.oci.Document;
import dev.jong.oci.Index;
import dev.jong.oci.Limits;
import dev.jong.oci.Manifest;
import dev.jong.oci.MediaType;
import dev.jong.store.layer.Compression;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Copies one image, or an index with all that is below it: blobs first, then the manifests above them, and nothing gets a
/// name that was not verified on the way.
public final class Copier {
    private final CopySource source;
    private final ImageSink sink;
    private final CopyWishes wishes;
    private final CopyLayers layers;

    /// By the digest of what was copied: indexes can name the same image, or index, any number of times.
    private final Map<Digest, RemoteManifest> copied = new HashMap<>();

    /// @param layers carries the blobs, for the same source and sink
    Copier(CopySource source, ImageSink sink, CopyWishes wishes, CopyLayers layers) {
        this.source = source;
        this.sink = sink;
        this.wishes = wishes;
        this.layers = layers;
    }

    /// Copies everything but the name.
    ///
    /// @return what the name is to stand for
    RemoteManifest copy() {
        RemoteManifest top = source.top();
        if (Document.parse(top.bytes()) instanceof Index && !wishes.all()) {
            return copy(PickImage.of(source, top, wishes.platform()), 0);
        }
        return copy(top, 0);
    }

    private RemoteManifest copy(RemoteManifest from, int depth) {
        Limits.check(depth, Limits.INDEX_DEPTH, "indexes inside each other");
        RemoteManifest to =
                switch (Document.parse(from.bytes())) {
                    case Manifest manifest -> image(from, manifest);
                    case Index index -> index(from, index, depth);
                };
        if (wishes.preserveDigests()
                && !to.descriptor().digest().equals(from.descriptor().digest())) {
            throw JongException.of(
                            ErrorKind.CONFLICT,
                            "the digest of "
                                    + source.label()
                                    + " would change, and --preserve-digests forbids that")
                    .hint("leave out --format and --dest-compress-format, or --preserve-digests");
        }
        sink.manifest(to.descriptor(), to.bytes());
        copied.put(from.descriptor().digest(), to);
        return to;
    }

    private RemoteManifest index(RemoteManifest from, Index index, int depth) {
        List<Descriptor> children = new ArrayList<>();
        for (Descriptor child : index.manifests()) {
            RemoteManifest to = copied.get(child.digest());
            if (to == null) {
                to = copy(new RemoteManifest(child, source.document(child)), depth + 1);
            }
            children.add(to.descriptor());
        }
        boolean same =
                MediaTypes.document(index.mediaType(), wishes.format()).equals(index.mediaType());
        for (int i = 0; i < children.size(); i++) {
            same &= children.get(i).digest().equals(index.manifests().get(i).digest());
        }
        return same
                ? from
                : Rewrite.index(
                        JsonParser.parseObject(from.bytes()),
                        index.mediaType(),
                        wishes.format(),
                        children);
    }

    private RemoteManifest image(RemoteManifest from, Manifest manifest) {
        boolean image = MediaType.isConfig(manifest.config().mediaType());
        CopyWishes wanted =
                image
                        ? wishes
                        : new CopyWishes(
                                wishes.all(),
                                wishes.platform(),
                                Format.KEEP,
                                Optional.empty(),
                                false);
        // What cannot be written in the wanted format is refused before anything is copied.
        for (Descriptor layer : manifest.layers()) {
            planned(layer, wanted);
        }
        List<Descriptor> arrived = layers.copy(manifest, wanted);
        boolean same =
                arrived.equals(manifest.layers())
                        && MediaTypes.document(manifest.mediaType(), wanted.format())
                                .equals(manifest.mediaType());
        return same
                ? from
                : Rewrite.manifest(
                        JsonParser.parseObject(from.bytes()),
                        manifest.mediaType(),
                        wanted.format(),
                        arrived);
    }

    private static void planned(Descriptor layer, CopyWishes wanted) {
        Compression now = MediaTypes.compression(layer.mediaType());
        if (MediaType.isLayer(layer.mediaType()) && !MediaTypes.isForeign(layer.mediaType())) {
            MediaTypes.layer(layer.mediaType(), wanted.format(), wanted.compression().orElse(now));
        }
    }
}
