package dev.jong.image;

import dev.jong.base.json.Json;
import dev.jong.base.json.JsonPrinter;
import dev.jong.linux.Syscalls;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;
import dev.jong.oci.ImageConfig;
import dev.jong.oci.Manifest;
import dev.jong.oci.MediaType;
import dev.jong.store.content.ContentStore;
import dev.jong.store.layer.Compression;
import dev.jong.store.layer.Layer;
import dev.jong.store.snapshot.PackTree;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Makes an image with fewer layers that shows the same files. The same image gives the same digest.
public final class SquashLayers {
    private final ContentStore content;
    private final UnpackedLayers layers;
    private final Syscalls kernel;

    public SquashLayers(ContentStore content, UnpackedLayers layers, Syscalls kernel) {
        this.content = content;
        this.layers = layers;
        this.kernel = kernel;
    }

    /// Stores the new image, its layers unpacked. The caller holds a lease until a record names it.
    ///
    /// @param from the first of the layers that become one, counted from 0; those below stay as they are
    public Image squash(Image image, int from, Compression compression) {
        new MissingLayers(content, layers).complete(image);
        PackTree.Scope scope = from == 0 ? PackTree.Scope.WHOLE : PackTree.Scope.CHANGES;
        List<Path> topDown = topDown(image, from);
        NewLayer.Stored layer =
                new NewLayer(content)
                        .store(compression, tar -> PackTree.pack(kernel, topDown, scope, tar));
        Image made = image(image, from, layer);
        new MissingLayers(content, layers).complete(made);
        return made;
    }

    private List<Path> topDown(Image image, int from) {
        List<Path> out = new ArrayList<>();
        for (Digest diffId : image.diffIds().subList(from, image.diffIds().size()).reversed()) {
            out.add(layers.find(diffId).map(Layer::directory).orElseThrow());
        }
        return out;
    }

    private Image image(Image image, int from, NewLayer.Stored layer) {
        Json.Obj document = SquashedConfig.of(image, from, layer.diffId());
        byte[] bytes = JsonPrinter.bytes(document);
        Descriptor config = content.put(MediaType.OCI_CONFIG, bytes);
        List<Descriptor> blobs = new ArrayList<>();
        for (Descriptor kept : image.content().layers().subList(0, from)) {
            blobs.add(ofOci(kept));
        }
        blobs.add(layer.blob());
        Manifest manifest = Manifest.create(config, blobs);
        Descriptor target = content.put(MediaType.OCI_MANIFEST, manifest.bytes());
        return new Image(Optional.empty(), target, target, manifest, ImageConfig.parse(bytes));
    }

    /// The manifest is one of OCI, whatever the old one was; the bytes and digests of layers are the same in both.
    private static Descriptor ofOci(Descriptor layer) {
        String type =
                switch (layer.mediaType()) {
                    case MediaType.DOCKER_LAYER -> MediaType.OCI_LAYER;
                    case MediaType.DOCKER_LAYER_GZIP -> MediaType.OCI_LAYER_GZIP;
                    default -> layer.mediaType();
                };
        return Descriptor.of(type, layer.digest(), layer.size());
    }
}
