package dev.jong.service.image;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.image.AddContent;
import dev.jong.image.Image;
import dev.jong.image.UnpackedLayers;
import dev.jong.image.transport.Carried;
import dev.jong.image.transport.ReadImages;
import dev.jong.oci.Digest;
import dev.jong.oci.Platform;
import dev.jong.oci.Reference;
import dev.jong.store.Store;
import dev.jong.store.disk.DiskFailure;
import dev.jong.store.event.Event;
import dev.jong.store.reference.Naming;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// `load`: brings images from an archive or a layout directory into the store and gives them the names they carry.
/// When this fails or is killed, no name has changed for an image that is not whole, and what it left behind goes
/// with the next sweep.
public final class LoadImages {
    private final Store store;
    private final UnpackedLayers layers;
    private final ReadImages reading;
    private final AddContent adding;

    /// @param usedImages ids of images that containers need
    public LoadImages(Store store, UnpackedLayers layers, Supplier<Set<Digest>> usedImages) {
        this.store = store;
        this.layers = layers;
        this.reading = new ReadImages(store.content(), layers);
        this.adding = new AddContent(store, layers, usedImages);
    }

    /// One image that was loaded.
    ///
    /// @param names none for an image that its archive does not name
    /// @param moved what lost its name to it
    public record Loaded(Digest id, List<Reference> names, List<Moved> moved) {
        public Loaded {
            names = List.copyOf(names);
            moved = List.copyOf(moved);
        }

        /// What the user is told, a line each.
        public List<String> lines() {
            List<String> out = new ArrayList<>();
            moved.forEach(move -> out.add(move.line()));
            names.forEach(name -> out.add("Loaded image: " + name.familiar()));
            if (names.isEmpty()) {
                out.add("Loaded image ID: " + id);
            }
            return out;
        }
    }

    /// Loads an archive as it streams in; not closed.
    public List<Loaded> load(InputStream archive, Optional<Platform> platform) {
        return adding.run(() -> name(reading.archive(archive, platform)));
    }

    /// Loads an archive file, or a directory with an OCI image layout.
    public List<Loaded> load(Path source, Optional<Platform> platform) {
        if (Files.isDirectory(source)) {
            return adding.run(() -> name(reading.directory(source, platform)));
        }
        try (InputStream in = Files.newInputStream(source)) {
            return load(in, platform);
        } catch (IOException e) {
            throw DiskFailure.of(e, "read the image archive", source);
        }
    }

    /// One image of an archive file, for a container: stored, but never named. The caller holds a lease until the
    /// container has its record.
    ///
    /// @param name which one; without it the archive may hold only one
    public Image fromArchive(Path archive, Optional<Reference> name, Optional<Platform> platform) {
        try (InputStream in = Files.newInputStream(archive)) {
            return only(reading.archive(in, platform), name, archive);
        } catch (IOException e) {
            throw DiskFailure.of(e, "read the image archive", archive);
        }
    }

    /// One image of an OCI image layout, for a container: stored, but never named. The caller holds a lease until
    /// the container has its record.
    public Image fromLayout(Path layout, Optional<String> tag, Optional<Platform> platform) {
        return only(reading.directory(layout, tag, platform), Optional.empty(), layout);
    }

    private static Image only(List<Carried> images, Optional<Reference> name, Path source) {
        List<Carried> fitting =
                images.stream()
                        .filter(i -> name.isEmpty() || i.names().contains(name.get()))
                        .toList();
        String where = " in " + Text.printable(Text.of(source));
        if (fitting.isEmpty()) {
            String wanted = name.map(Reference::familiar).orElse("");
            throw JongException.of(ErrorKind.NOT_FOUND, "there is no image " + wanted + where);
        }
        if (fitting.size() > 1) {
            throw JongException.of(
                            ErrorKind.INVALID_ARGUMENT,
                            "there are " + fitting.size() + " images" + where)
                    .hint("say which one after a colon");
        }
        return fitting.getFirst().image();
    }

    private List<Loaded> name(List<Carried> images) {
        List<Naming> namings = new ArrayList<>();
        images.forEach(image ->
                image.names().forEach(name -> namings.add(new Naming(name, image.target()))));
        Iterator<Optional<Moved>> moved =
                new NameImage(store).name(namings, layers::syncAll).iterator();
        List<Loaded> out = new ArrayList<>();
        for (Carried image : images) {
            List<Moved> its = new ArrayList<>();
            image.names().forEach(_ -> moved.next().ifPresent(its::add));
            if (image.names().isEmpty()) {
                store.references().keep(image.target());
            }
            String id = image.image().id().toString();
            store.events().append(Event.image("load", id, id));
            out.add(new Loaded(image.image().id(), image.names(), its));
        }
        return out;
    }
}
