package dev.jong.image.copy;

import dev.jong.image.registry.Repository;
import dev.jong.image.transport.ImageSink;
import dev.jong.oci.Descriptor;
import dev.jong.store.disk.FileOutput;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;

/// An archive in a file, which appears when it is whole.
final class FileSink implements ImageSink {
    private final FileOutput file;
    private final ImageSink archive;

    /// @param archive what writes to the file
    FileSink(FileOutput file, Function<FileOutput, ImageSink> archive) {
        this.file = file;
        this.archive = archive.apply(file);
    }

    @Override
    public boolean has(Descriptor blob) {
        return archive.has(blob);
    }

    @Override
    public void blob(Descriptor blob, Repository.BlobSource content) {
        archive.blob(blob, content);
    }

    @Override
    public void manifest(Descriptor manifest, byte[] bytes) {
        archive.manifest(manifest, bytes);
    }

    @Override
    public void finish(List<Entry> entries) {
        archive.finish(entries);
        file.publish();
    }

    @Override
    public void close() {
        try (file) {
            archive.close();
        } catch (IOException e) {
            throw file.failure(e);
        }
    }
}
