package dev.jong.image.transport;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.oci.Descriptor;
import dev.jong.store.disk.FileOutput;
import dev.jong.store.layer.TarEntry;
import dev.jong.store.layer.TarEntry.EntryType;
import dev.jong.store.layer.TarWriter;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// The members of an archive that is written in one go. Owner, mode and time are fixed, so that the same members give
/// the same bytes. An archive that broke off has no end mark, and no index, which comes last.
final class TarMembers implements Members {
    private final TarWriter tar;
    private final OutputStream out;
    private final Set<String> names = new HashSet<>();

    /// @param out never closed
    TarMembers(OutputStream out) {
        this.out = out;
        this.tar = new TarWriter(new Gathering(out));
    }

    /// Gathers headers; what is big goes through. The end of an archive is not the end of the stream that it is in.
    private static final class Gathering extends BufferedOutputStream {
        Gathering(OutputStream out) {
            super(out, 64 << 10);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }

    @Override
    public boolean has(String name, long size) {
        return names.contains(name);
    }

    @Override
    public Optional<byte[]> read(String name, int limit) {
        return Optional.empty();
    }

    @Override
    public void add(String name, Descriptor blob, InputStream content) {
        try {
            folders(name);
            tar.add(TarEntry.of(name, EntryType.REGULAR).withSize(blob.size()), content);
            if (content.read() >= 0) {
                throw SinkErrors.wrongSize(blob);
            }
            names.add(name);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    @Override
    public void add(String name, byte[] bytes) {
        try {
            folders(name);
            tar.add(
                    TarEntry.of(name, EntryType.REGULAR).withSize(bytes.length),
                    new ByteArrayInputStream(bytes));
            names.add(name);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    @Override
    public void finish() {
        try {
            tar.close();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /// What is in the stream is in the stream: whoever gave it has to drop it.
    @Override
    public void close() {
        names.clear();
    }

    private void folders(String name) throws IOException {
        for (int slash = name.indexOf('/'); slash > 0; slash = name.indexOf('/', slash + 1)) {
            if (names.add(name.substring(0, slash))) {
                tar.add(TarEntry.of(name.substring(0, slash + 1), EntryType.DIRECTORY));
            }
        }
    }

    private JongException failure(IOException cause) {
        return out instanceof FileOutput file
                ? file.failure(cause)
                : JongException.of(
                                ErrorKind.UNAVAILABLE,
                                "cannot write the archive: " + cause.getMessage())
                        .causedBy(cause);
    }
}
