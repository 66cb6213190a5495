package dev.jong.image.copy;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.image.copy.Recompress.Packed;
import dev.jong.image.registry.Repository;
import dev.jong.image.transport.ImageSink;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;
import dev.jong.oci.ImageConfig;
import dev.jong.oci.Limits;
import dev.jong.oci.Manifest;
import dev.jong.oci.MediaType;
import dev.jong.store.layer.Compression;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;

/// Carries the blobs of images: config and layers, each once.
final class CopyLayers {
    private final CopySource source;
    private final ImageSink sink;
    private final Recompress recompress;
    private final Lanes lanes;
    private final CopyProgress progress;

    /// Guards `arrived`.
    private final Object arrivedLock = new Object();

    private final Map<String, Descriptor> arrived = new HashMap<>();

    CopyLayers(
            CopySource source,
            ImageSink sink,
            Recompress recompress,
            Lanes lanes,
            CopyProgress progress) {
        this.source = source;
        this.sink = sink;
        this.recompress = recompress;
        this.lanes = lanes;
        this.progress = progress;
    }

    /// Copies config and layers of an image or artifact.
    ///
    /// @return the layers as they arrived
    List<Descriptor> copy(Manifest manifest, CopyWishes wishes) {
        boolean image = MediaType.isConfig(manifest.config().mediaType());
        List<Digest> diffIds =
                image && wishes.compression().isPresent() ? diffIds(manifest) : List.of();
        List<Callable<Descriptor>> work = new ArrayList<>();
        manifest.layers().forEach(progress::wanted);
        for (int i = 0; i < manifest.layers().size(); i++) {
            Descriptor layer = manifest.layers().get(i);
            Optional<Digest> diffId =
                    i < diffIds.size() ? Optional.of(diffIds.get(i)) : Optional.empty();
            work.add(() -> layer(layer, diffId, wishes));
        }
        List<Descriptor> layers = lanes.all(work);
        blob(manifest.config());
        return layers;
    }

    private Descriptor layer(Descriptor layer, Optional<Digest> diffId, CopyWishes wishes) {
        boolean files = MediaType.isLayer(layer.mediaType());
        if (!files || MediaTypes.isForeign(layer.mediaType())) {
            foreign(layer);
            return layer;
        }
        Compression now = MediaTypes.compression(layer.mediaType());
        Compression wanted = wishes.compression().orElse(now);
        String type = MediaTypes.layer(layer.mediaType(), wishes.format(), wanted);
        if (wanted != now || wishes.again() && wishes.compression().isPresent()) {
            return packed(layer, type, diffId, wanted, wishes.level());
        }
        blob(layer);
        return new Descriptor(
                wishes.format() == CopyWishes.Format.KEEP ? layer.mediaType() : type,
                layer.digest(),
                layer.size(),
                layer.platform(),
                layer.annotations());
    }

    /// Layers that may not be given away are often not there; their descriptors say where they are.
    private void foreign(Descriptor layer) {
        try {
            blob(layer);
        } catch (JongException e) {
            if (e.kind() != ErrorKind.NOT_FOUND || !MediaTypes.isForeign(layer.mediaType())) {
                throw e;
            }
        }
    }

    private void blob(Descriptor blob) {
        if (known(blob).isPresent()) {
            return;
        }
        CopyProgress.Arrival how = arrive(blob, blob, source.verified(blob));
        note(blob, blob);
        progress.blob(blob.digest(), how);
    }

    /// @param told what the progress calls it: the layer that it is made of
    private CopyProgress.Arrival arrive(
            Descriptor told, Descriptor blob, Repository.BlobSource content) {
        if (sink.has(blob)) {
            return new CopyProgress.Arrival.There();
        }
        Optional<String> neighbour = sink.mount(blob);
        if (neighbour.isPresent()) {
            return new CopyProgress.Arrival.Mounted(neighbour.get());
        }
        sink.blob(
                blob,
                from ->
                        new WatchedStream(
                                content.open(from),
                                from,
                                bytes -> progress.sent(told.digest(), bytes, blob.size())));
        return new CopyProgress.Arrival.Copied();
    }

    private Descriptor packed(
            Descriptor layer,
            String type,
            Optional<Digest> diffId,
            Compression compression,
            OptionalInt level) {
        Optional<Descriptor> before = known(layer);
        if (before.isPresent()) {
            return before.get();
        }
        try (Packed packed = recompress.pack(source, layer, diffId, compression, level)) {
            Descriptor to =
                    new Descriptor(
                            type,
                            packed.digest(),
                            packed.size(),
                            layer.platform(),
                            layer.annotations());
            CopyProgress.Arrival how = arrive(layer, to, packed::open);
            note(layer, to);
            progress.blob(layer.digest(), how);
            return to;
        }
    }

    private List<Digest> diffIds(Manifest manifest) {
        Descriptor config = manifest.config();
        Limits.check(config.size(), Limits.DOCUMENT_BYTES, "bytes in the image config");
        try (InputStream in = source.verified(config).open(0)) {
            return ImageConfig.parse(in.readNBytes(Limits.DOCUMENT_BYTES)).diffIds();
        } catch (IOException e) {
            throw JongException.of(
                            ErrorKind.UNAVAILABLE, "cannot read the config of " + source.label())
                    .causedBy(e);
        }
    }

    private Optional<Descriptor> known(Descriptor blob) {
        synchronized (arrivedLock) {
            return Optional.ofNullable(arrived.get(blob.digest().toString()));
        }
    }

    private void note(Descriptor blob, Descriptor as) {
        synchronized (arrivedLock) {
            arrived.put(blob.digest().toString(), as);
        }
    }
}
