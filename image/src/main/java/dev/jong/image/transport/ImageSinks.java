package dev.jong.image.transport;

import java.io.OutputStream;
import java.nio.file.Path;

/// The places that images can be written to.
public final class ImageSinks {
    private ImageSinks() {}

    /// An archive that is both what `docker save` writes and an archive of an OCI image layout, as Docker writes it since
    /// version 25. The same images give the same bytes.
    ///
    /// @param out never closed; a [dev.jong.store.disk.FileOutput] names its file in errors
    public static ImageSink dockerArchive(OutputStream out) {
        return new LayoutSink(new TarMembers(out), true);
    }

    /// An archive of an OCI image layout.
    ///
    /// @param out see [#dockerArchive]
    public static ImageSink ociArchive(OutputStream out) {
        return new LayoutSink(new TarMembers(out), false);
    }

    /// An OCI image layout in a directory: a new one, or more images for one that is there.
    ///
    /// @param directory absolute
    public static ImageSink layout(Path directory) {
        return new LayoutSink(new DirectoryMembers(directory), false);
    }

    /// One image in a plain directory, which other tools call `dir:`.
    ///
    /// @param directory absolute
    public static ImageSink directory(Path directory) {
        return new DirectorySink(new DirectoryMembers(directory));
    }
}
