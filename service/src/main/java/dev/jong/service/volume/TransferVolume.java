package dev.jong.service.volume;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.linux.Syscalls;
import dev.jong.service.container.Containers;
import dev.jong.store.disk.FileOutput;
import dev.jong.store.layer.Compression;
import dev.jong.store.layer.LayerApplier;
import dev.jong.store.layer.Owners;
import dev.jong.store.layer.TarWriter;
import dev.jong.store.lease.Hold;
import dev.jong.store.snapshot.CopySnapshot;
import dev.jong.store.snapshot.PackTree;
import dev.jong.store.volume.FillVolume;
import dev.jong.store.volume.Volume;
import dev.jong.store.volume.VolumeName;
import dev.jong.store.volume.Volumes;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `volume export`, `import` and `clone`. Containers may use the volume meanwhile: what vanishes is left out of an
/// archive, and nothing outside of the volume can be read or written.
public final class TransferVolume {
    private static final int PIECE = 256 << 10;

    /// As for a layer: nobody means more by one archive.
    private static final long MOST = 1L << 40;

    private final Containers containers;
    private final Syscalls kernel;
    private final Owners owners;

    /// @param owners whether files can be given to others
    public TransferVolume(Containers containers, Syscalls kernel, Owners owners) {
        this.containers = containers;
        this.kernel = kernel;
        this.owners = owners;
    }

    /// Writes a volume's content as an archive to a stream, which is not closed.
    ///
    /// @throws JongException NOT_FOUND without such a volume
    public void toStream(String name, OutputStream out) {
        write(data(name), out);
    }

    /// Writes a file, which appears when it is whole.
    ///
    /// @param to absolute
    /// @param meanwhile runs before the file appears; ends the work by throwing
    public void toFile(String name, Path to, Runnable meanwhile) {
        Path data = data(name);
        FileOutput out = FileOutput.create(kernel, to);
        try (out) {
            write(data, out);
            meanwhile.run();
            out.publish();
        } catch (IOException e) {
            throw out.failure(e);
        }
    }

    private void write(Path data, OutputStream out) {
        try {
            OutputStream gathering = new BufferedOutputStream(out, PIECE);
            TarWriter tar = new TarWriter(gathering);
            PackTree.pack(kernel, List.of(data), PackTree.Scope.WHOLE, tar);
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

    /// Unpacks an archive, compressed or not, into an empty volume, which is made if it is missing.
    ///
    /// @param archive not closed
    /// @throws JongException CONFLICT when the volume has content; what is wrong with the archive
    public void read(String name, InputStream archive) {
        bring(name, (directory, spare) -> unpack(archive, directory, spare));
    }

    private void unpack(InputStream archive, Path directory, Path spare) throws IOException {
        try (InputStream tar = Compression.decompress(new BufferedInputStream(archive, PIECE))) {
            new LayerApplier(kernel, owners).apply(tar, false, MOST, directory, spare);
        }
    }

    /// Copies a volume into an empty one, which is made if it is missing; shares the blocks where the disk can.
    ///
    /// @throws JongException NOT_FOUND without such a volume, CONFLICT when the other has content
    public void copy(String from, String to) {
        Path data = data(from);
        bring(to, (directory, spare) -> CopySnapshot.create(kernel, List.of(data), directory));
    }

    private void bring(String name, FillVolume.Content content) {
        containers.prepare();
        Volumes volumes = containers.volumes().volumes();
        VolumeName wanted = new VolumeName(name);
        Optional<Volume> there = volumes.find(wanted);
        there.ifPresent(TransferVolume::check);
        Volume volume = volumes.create(wanted, Map.of());
        boolean filled;
        try {
            filled = new FillVolume(volumes, kernel).fill(volume.name(), content);
        } catch (RuntimeException e) {
            if (there.isEmpty()) {
                takeBack(volumes, wanted, e);
            }
            throw e;
        }
        if (!filled) {
            throw JongException.of(
                            ErrorKind.CONFLICT,
                            "the volume " + Text.printable(name) + " is not empty")
                    .hint("name a new one, or remove it first: jong volume rm " + name);
        }
    }

    /// A volume that was made for what failed goes, unless somebody has found it meanwhile.
    private void takeBack(Volumes volumes, VolumeName name, RuntimeException cause) {
        try (Hold _ = volumes.lock()) {
            if (containers.volumes().users().of(name).isEmpty() && !isFilled(volumes, name)) {
                volumes.remove(name);
            }
        } catch (JongException e) {
            cause.addSuppressed(e);
        }
        containers.emptyTrash();
    }

    private static boolean isFilled(Volumes volumes, VolumeName name) {
        String[] files = volumes.folder(name).data().toFile().list();
        return files == null || files.length > 0;
    }

    /// What is mounted for each container by itself has no files here.
    private static void check(Volume volume) {
        if (!volume.options().isEmpty()) {
            throw JongException.of(
                            ErrorKind.UNSUPPORTED,
                            "cannot read or fill the volume "
                                    + volume.name()
                                    + ": it is mounted in containers only")
                    .hint("run a program that does it: jong run --rm -v " + volume.name() + ":/v");
        }
    }

    private Path data(String name) {
        Volume volume = new ListVolumes(containers).find(name);
        check(volume);
        return containers.volumes().volumes().folder(volume.name()).data();
    }
}
