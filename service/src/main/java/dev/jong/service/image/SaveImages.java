package dev.jong.service.image;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.image.Image;
import dev.jong.image.Images;
import dev.jong.image.transport.ImageSink;
import dev.jong.image.transport.ImageSinks;
import dev.jong.image.transport.SendImage;
import dev.jong.linux.Syscalls;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Platform;
import dev.jong.oci.Reference;
import dev.jong.store.Store;
import dev.jong.store.disk.FileOutput;
import dev.jong.store.event.Event;
import dev.jong.store.lease.Hold;
import dev.jong.store.reference.StoredReference;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// `save`: writes images as they are, with their names, to an archive or a directory. Several images share their blobs.
/// The same images in the same order give the same bytes.
public final class SaveImages {
    private final Store store;
    private final Images images;
    private final Syscalls kernel;

    public SaveImages(Store store, Syscalls kernel) {
        this.store = store;
        this.images = new Images(store);
        this.kernel = kernel;
    }

    /// What images are written as.
    public enum Format {
        /// What `docker load` and everything that knows OCI archives reads.
        DOCKER_ARCHIVE,
        /// An archive of an OCI image layout.
        OCI_ARCHIVE,
        /// An OCI image layout.
        OCI_DIRECTORY,
        /// A plain directory of one image.
        DIRECTORY;

        /// Whether it is one stream of bytes.
        public boolean isArchive() {
            return this == DOCKER_ARCHIVE || this == OCI_ARCHIVE;
        }
    }

    /// What to save.
    ///
    /// @param names names or ids; a repository without a tag means all its tags, as with Docker
    /// @param platform of images for several, this one only
    /// @param meanwhile runs now and then; ends the work by throwing
    /// @param called what the one image is called there, in place of the names that it has here
    public record Request(
            List<String> names,
            Optional<Platform> platform,
            Runnable meanwhile,
            List<Reference> called) {
        public Request {
            names = List.copyOf(names);
            called = List.copyOf(called);
        }

        /// Images with the names that they have.
        public Request(List<String> names, Optional<Platform> platform, Runnable meanwhile) {
            this(names, platform, meanwhile, List.of());
        }
    }

    /// Writes an archive to a stream, which is not closed. Nothing is written before all images were found.
    ///
    /// @param format one that is an archive
    /// @throws JongException NOT_FOUND for an image or one of its blobs, DATA_LOSS when a blob is damaged
    public void toStream(Request request, Format format, OutputStream out) {
        try (Hold _ = store.leases().share()) {
            write(entries(request), request, archive(format, out));
        }
        tell(request);
    }

    /// Writes a file or a directory. The file appears when it is whole, in place of an old one.
    ///
    /// @param to absolute
    public void toFile(Request request, Format format, Path to) {
        try (Hold _ = store.leases().share()) {
            List<ImageSink.Entry> entries = entries(request);
            switch (format) {
                case DOCKER_ARCHIVE, OCI_ARCHIVE -> archiveFile(entries, request, format, to);
                case OCI_DIRECTORY -> write(entries, request, ImageSinks.layout(to));
                case DIRECTORY -> write(entries, request, ImageSinks.directory(to));
            }
        }
        tell(request);
    }

    private void tell(Request request) {
        for (String name : request.names()) {
            store.events().append(Event.image("save", name, name));
        }
    }

    private void archiveFile(
            List<ImageSink.Entry> entries, Request request, Format format, Path to) {
        FileOutput out = FileOutput.create(kernel, to);
        try (out) {
            write(entries, request, archive(format, out));
            request.meanwhile().run();
            out.publish();
        } catch (IOException e) {
            throw out.failure(e);
        }
    }

    private static ImageSink archive(Format format, OutputStream out) {
        return format == Format.OCI_ARCHIVE
                ? ImageSinks.ociArchive(out)
                : ImageSinks.dockerArchive(out);
    }

    private void write(List<ImageSink.Entry> entries, Request request, ImageSink to) {
        SendImage sending = new SendImage(store.content(), request.meanwhile());
        Set<Descriptor> sent = new LinkedHashSet<>();
        try (ImageSink sink = to) {
            for (ImageSink.Entry entry : entries) {
                if (sent.add(entry.target())) {
                    sending.send(entry.target(), sink);
                }
            }
            sink.finish(entries);
        }
    }

    private List<ImageSink.Entry> entries(Request request) {
        Set<ImageSink.Entry> entries = new LinkedHashSet<>();
        for (String name : request.names()) {
            for (ImageSink.Entry entry : entries(name, request.platform())) {
                request.called()
                        .forEach(called ->
                                entries.add(ImageSink.Entry.named(entry.target(), called)));
                if (request.called().isEmpty()) {
                    entries.add(entry);
                }
            }
        }
        SendImage checking = new SendImage(store.content(), request.meanwhile());
        entries.forEach(entry -> checking.check(entry.target()));
        return List.copyOf(entries);
    }

    private List<ImageSink.Entry> entries(String text, Optional<Platform> platform) {
        List<ImageSink.Entry> out = new ArrayList<>();
        if (isRepository(text)) {
            String repository = Reference.parse(text).repository();
            for (StoredReference record : store.references().list().entries()) {
                record.name()
                        .filter(name -> name.tag().isPresent())
                        .filter(name -> name.repository().equals(repository))
                        .ifPresent(name -> out.add(entry(name.toString(), platform)));
            }
        }
        return out.isEmpty() ? List.of(entry(text, platform)) : out;
    }

    private ImageSink.Entry entry(String text, Optional<Platform> platform) {
        Image image = images.resolve(text, platform);
        Descriptor target = platform.isPresent() ? image.manifest() : image.target();
        return image.name().isPresent() && image.name().get().digest().isEmpty()
                ? ImageSink.Entry.named(target, image.name().get())
                : ImageSink.Entry.bare(target);
    }

    private static boolean isRepository(String text) {
        if (text.indexOf('@') >= 0 || text.indexOf(':', text.lastIndexOf('/') + 1) >= 0) {
            return false;
        }
        try {
            return !Reference.parse(text).path().isEmpty();
        } catch (JongException e) {
            if (e.kind() == ErrorKind.INVALID_ARGUMENT) {
                return false; // It may still be an id.
            }
            throw e;
        }
    }
}
