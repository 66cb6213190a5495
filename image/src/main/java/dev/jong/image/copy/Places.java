package dev.jong.image.copy;

import dev.jong.image.UnpackedLayers;
import dev.jong.image.registry.Registries;
import dev.jong.image.registry.RemoteManifest;
import dev.jong.image.transport.ImageSink;
import dev.jong.image.transport.ImageSinks;
import dev.jong.linux.Syscalls;
import dev.jong.oci.Platform;
import dev.jong.oci.Reference;
import dev.jong.store.Store;
import dev.jong.store.disk.FileOutput;
import dev.jong.store.disk.Staging;
import dev.jong.store.layer.Compression;
import java.util.Optional;
import java.util.function.Consumer;

/// Opens places, and copies between them.
public final class Places {
    private static final int REGISTRY_LANES = 3;

    private final Store store;
    private final UnpackedLayers layers;
    private final Syscalls kernel;
    private final Staging staging;

    /// @param store where images are kept, and temporary files
    public Places(Store store, UnpackedLayers layers, Syscalls kernel) {
        this.store = store;
        this.layers = layers;
        this.kernel = kernel;
        this.staging = new Staging(store.temporary());
    }

    /// Opens a place to read from.
    ///
    /// @param registries the way to it, if it is in a registry
    public CopySource source(Location from, Registries registries) {
        return switch (from) {
            case Location.Remote at ->
                    new RegistrySource(registries.repository(at.name()), at.name());
            case Location.Stored at -> new StoreSource(store, at.name());
            case Location.Layout at ->
                    new LayoutSource(new DirectoryTree(at.directory()), at.tag());
            case Location.Directory at -> new DirSource(new DirectoryTree(at.directory()));
            case Location.OciArchive at ->
                    new LayoutSource(TarTree.open(at.file(), staging::file), at.tag());
            case Location.DockerArchive at -> dockerArchive(at);
        };
    }

    /// Copies an image.
    ///
    /// @param naming gives an image of the store its name; the caller holds a lease when that is where it goes
    /// @return what arrived
    public RemoteManifest copy(
            CopySource from,
            Location to,
            Registries registries,
            CopyWishes wishes,
            Consumer<ImageSink.Entry> naming,
            CopyProgress progress) {
        boolean remote = to instanceof Location.Remote;
        // Such a layer was never meant to travel as it is, and no digest of it is known anywhere.
        boolean pack = remote && !from.hasOwnManifest() && !wishes.preserveDigests();
        CopyWishes wanted = pack ? wishes.orCompression(Compression.GZIP) : wishes;
        Lanes lanes = new Lanes(remote ? REGISTRY_LANES : 1);
        try (ImageSink sink = sink(to, from, registries, wishes.platform(), naming)) {
            CopyLayers blobs =
                    new CopyLayers(from, sink, new Recompress(staging::file), lanes, progress);
            RemoteManifest arrived = new Copier(from, sink, wanted, blobs).copy();
            sink.finish(java.util.List.of(entry(to, arrived)));
            return arrived;
        }
    }

    private ImageSink sink(
            Location to,
            CopySource from,
            Registries registries,
            Optional<Platform> platform,
            Consumer<ImageSink.Entry> naming) {
        return switch (to) {
            case Location.Remote at ->
                    new RegistrySink(
                            registries.repository(at.name()), at.name(), from.remoteName());
            case Location.Stored _ -> new StoreSink(store, layers, platform, naming);
            case Location.Layout at -> ImageSinks.layout(at.directory());
            case Location.Directory at -> ImageSinks.directory(at.directory());
            case Location.OciArchive at ->
                    new FileSink(FileOutput.create(kernel, at.file()), ImageSinks::ociArchive);
            case Location.DockerArchive at ->
                    new FileSink(FileOutput.create(kernel, at.file()), ImageSinks::dockerArchive);
        };
    }

    private static ImageSink.Entry entry(Location to, RemoteManifest arrived) {
        var target = arrived.descriptor().withAnnotations(java.util.Map.of());
        return switch (to) {
            case Location.Layout at -> tagged(target, at.tag());
            case Location.OciArchive at -> tagged(target, at.tag());
            case Location.DockerArchive at ->
                    at.name()
                            .map(name -> ImageSink.Entry.named(target, name))
                            .orElseGet(() -> ImageSink.Entry.bare(target));
            case Location.Stored at -> ImageSink.Entry.named(target, Reference.parse(at.name()));
            case Location.Remote _, Location.Directory _ -> ImageSink.Entry.bare(target);
        };
    }

    private static ImageSink.Entry tagged(dev.jong.oci.Descriptor target, Optional<String> tag) {
        return tag.map(name -> ImageSink.Entry.tagged(target, name))
                .orElseGet(() -> ImageSink.Entry.bare(target));
    }

    /// What Docker writes since its version 25 has an image layout in it, which keeps the digests that registries know.
    private CopySource dockerArchive(Location.DockerArchive at) {
        TarTree tree = TarTree.open(at.file(), staging::file);
        return tree.size(LayoutSource.INDEX) >= 0
                ? new LayoutSource(tree, at.name().map(Reference::toString))
                : new DockerArchiveSource(tree, at.name());
    }
}
