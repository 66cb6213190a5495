package dev.jong.service.container;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.linux.Syscalls;
import dev.jong.store.disk.FileOutput;
import dev.jong.store.layer.TarWriter;
import dev.jong.store.snapshot.PackTree;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/// `export`: a container's whole root file system as an archive, running or not. What is mounted in the container is not
/// part of it; mount points are empty.
public final class ExportContainer {
    private static final int PIECE = 256 << 10;

    private final Containers containers;
    private final Syscalls kernel;

    public ExportContainer(Containers containers, Syscalls kernel) {
        this.containers = containers;
        this.kernel = kernel;
    }

    /// Writes the archive to a stream, which is not closed.
    ///
    /// @throws JongException NOT_FOUND without such a container
    public void toStream(String name, OutputStream out) {
        ContainerRecord record = containers.find(name);
        write(record, out);
        containers.story().tell(record, "export");
    }

    /// Writes a file, which appears when it is whole.
    ///
    /// @param to absolute
    /// @param meanwhile runs before the file appears; ends the work by throwing
    public void toFile(String name, Path to, Runnable meanwhile) {
        ContainerRecord record = containers.find(name);
        FileOutput out = FileOutput.create(kernel, to);
        try (out) {
            write(record, out);
            meanwhile.run();
            out.publish();
            containers.story().tell(record, "export");
        } catch (IOException e) {
            throw out.failure(e);
        }
    }

    private void write(ContainerRecord record, OutputStream out) {
        RootParts root = RootParts.of(containers, record);
        try {
            OutputStream gathering = new BufferedOutputStream(out, PIECE);
            // Ending the archive must not close a stream that somebody else has to close.
            TarWriter tar = new TarWriter(gathering);
            PackTree.pack(kernel, root.topDown(), PackTree.Scope.WHOLE, root.owners(), tar);
            StillThere.check(containers, record);
            tar.finish();
            gathering.flush();
        } catch (IOException e) {
            throw out instanceof FileOutput file
                    ? file.failure(e)
                    : JongException.of(
                                    ErrorKind.UNAVAILABLE,
                                    "cannot write the archive: " + e.getMessage())
                            .causedBy(e);
        }
    }
}
