package dev.jong.store.layer;

import dev.jong.base.AtomicFile;
import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.linux.Errno;
import dev.jong.linux.InRoot;
import dev.jong.linux.Syscalls;
import dev.jong.oci.Digest;
import dev.jong.store.disk.DiskFailure;
import dev.jong.store.disk.KernelLock;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The unpacked layers of a store: each once, named by its diffID, immutable and usable as a lower directory.
/// A directory counts only with its record beside it, which is written when everything else is on disk.
///
/// Any number of threads and engines may use the same store; those that unpack the same layer at the same time share
/// the work where they know its diffID ([LayerTurn]), and do it twice where they don't. Making a `Layers` and finding
/// layers makes no native call.
public final class Layers {
    /// Space that unpacking leaves free on the store's file system, bytes.
    public static final long RESERVE = 1L << 30;

    private final Path layers;
    private final Path temporary;
    private final Syscalls kernel;
    private final Owners owners;
    private final long reserve;

    /// The layers of the store whose directory is `store`, which has `layers/` and `tmp/`.
    public Layers(Path store, Syscalls kernel, Owners owners) {
        this(store, kernel, owners, RESERVE);
    }

    /// The same with another reserve.
    Layers(Path store, Syscalls kernel, Owners owners, long reserve) {
        this.layers = store.resolve("layers");
        this.temporary = store.resolve("tmp");
        this.kernel = kernel;
        this.owners = owners;
        this.reserve = reserve;
    }

    /// Which owners unpacked files have.
    public Owners owners() {
        return owners;
    }

    /// A complete layer.
    ///
    /// @param diffId digest of its uncompressed archive
    public Optional<Layer> find(Digest diffId) {
        return LayerRecord.read(layers, diffId);
    }

    /// Unpacks a layer whose diffID is known, or returns it when it is there already. When this returns, the
    /// layer survives power loss.
    ///
    /// @param archive possibly compressed; read to its end unless the layer is there, not closed; may lack its end
    ///     mark, see [TarReader]
    /// @param cap the most bytes that it may have uncompressed; free space lowers it
    /// @throws JongException DATA_LOSS when the archive is damaged or not the one that was expected, EXHAUSTED
    ///     beyond a limit or when the disk is full, INVALID_ARGUMENT when it is malformed
    public Layer unpack(Digest diffId, InputStream archive, long cap) {
        Optional<Layer> present = find(diffId);
        if (present.isPresent()) {
            return present.get();
        }
        try (LayerTurn turn =
                LayerTurn.await(kernel, temporary, diffId, () -> find(diffId).isPresent())) {
            Optional<Layer> others = find(diffId);
            return others.isPresent()
                    ? others.get()
                    : unpack(turn.shown(archive), cap, Optional.of(diffId));
        }
    }

    /// Unpacks a layer whose diffID is not known beforehand; see [#unpack(Digest, InputStream, long)].
    public Layer unpack(InputStream archive, long cap) {
        return unpack(archive, cap, Optional.empty());
    }

    private Layer unpack(InputStream archive, long cap, Optional<Digest> expected) {
        try (LayerStaging staging = LayerStaging.create(kernel, temporary)) {
            LayerApplier applier = new LayerApplier(kernel, owners);
            InputStream plain = Compression.decompress(archive);
            AppliedLayer applied =
                    applier.apply(
                            plain,
                            expected.isPresent(),
                            affordable(cap),
                            staging.tree(),
                            staging.discarded());
            if (expected.isPresent() && !expected.get().equals(applied.diffId())) {
                throw JongException.of(
                        ErrorKind.DATA_LOSS,
                        "the layer unpacks to "
                                + applied.diffId()
                                + " instead of "
                                + expected.get());
            }
            sync(staging.tree());
            return publish(applied, staging);
        } catch (IOException e) {
            throw JongException.of(ErrorKind.DATA_LOSS, "cannot read the layer: " + e.getMessage())
                    .causedBy(e);
        }
    }

    private long affordable(long cap) {
        try {
            long free = Files.getFileStore(temporary).getUsableSpace() - reserve;
            if (free <= 0) {
                throw JongException.of(
                                ErrorKind.EXHAUSTED,
                                "no space is left to unpack a layer in " + name(temporary))
                        .hint("free some space, for example with jong rmi, and try again");
            }
            return Math.min(cap, free);
        } catch (IOException e) {
            throw DiskFailure.of(e, "ask for free space", temporary);
        }
    }

    /// Makes everything durable that was written to the store's file system.
    public void syncAll() {
        sync(layers);
    }

    /// Every file of the layer must be on disk before its record is.
    private void sync(Path tree) {
        try (InRoot directory = InRoot.open(kernel, tree)) {
            int failed = kernel.syncfs(directory.number());
            if (failed < 0) {
                throw Errno.failure(failed, "cannot write the layer to disk");
            }
        }
    }

    private Layer publish(AppliedLayer applied, LayerStaging staging) {
        Path target = layers.resolve(LayerName.of(applied.diffId()));
        try (KernelLock _ = lock()) {
            Optional<Layer> other = find(applied.diffId());
            if (other.isPresent()) {
                return other.get();
            }
            if (Files.exists(target)) {
                // Somebody was killed between the renaming and the record.
                move(target, staging.discarded().resolve("unfinished"));
            }
            move(staging.tree(), target);
            AtomicFile.syncDirectory(layers);
            LayerRecord.write(layers, applied);
            return find(applied.diffId()).orElseThrow();
        } catch (IOException e) {
            throw DiskFailure.of(e, "store the layer " + applied.diffId(), layers);
        }
    }

    /// Removes a layer; does nothing when it is missing. Nothing may be using it.
    public void remove(Digest diffId) {
        remove(LayerName.of(diffId));
    }

    /// Removes layers whose records are damaged: nobody finds them.
    ///
    /// @param needed diffIDs of layers that stay even so, since a container may stand on them
    public void removeUnreadable(Set<Digest> needed) {
        Set<String> names = new HashSet<>();
        needed.forEach(diffId -> names.add(LayerName.of(diffId)));
        for (String name : LayerList.of(layers).unreadable()) {
            if (!names.contains(name)) {
                remove(name);
            }
        }
    }

    private void remove(String name) {
        try (LayerStaging staging = LayerStaging.create(kernel, temporary);
                KernelLock _ = lock()) {
            Files.deleteIfExists(layers.resolve(name + ".json"));
            AtomicFile.syncDirectory(layers);
            Path directory = layers.resolve(name);
            if (Files.exists(directory)) {
                move(directory, staging.discarded().resolve("removed"));
            }
        } catch (IOException e) {
            throw DiskFailure.of(e, "remove the layer in " + name, layers);
        }
    }

    /// Removes what killed engines left: unfinished unpacking, and directories without a record. To be called
    /// once when an engine starts, off the way of its first answer.
    ///
    /// @return how many things were removed
    public int sweep() {
        int swept = LayerStaging.sweep(kernel, temporary);
        List<Path> bare = withoutRecord();
        if (bare.isEmpty()) {
            return swept;
        }
        try (LayerStaging staging = LayerStaging.create(kernel, temporary);
                KernelLock _ = lock()) {
            for (Path directory : bare) {
                // Only under the lock is it certain that nobody is about to write the record.
                if (!Files.exists(recordOf(directory)) && Files.exists(directory)) {
                    move(directory, staging.discarded().resolve(directory.getFileName()));
                    swept++;
                }
            }
            return swept;
        } catch (IOException e) {
            throw DiskFailure.of(e, "remove unfinished layers", layers);
        }
    }

    private List<Path> withoutRecord() {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(layers)) {
            for (Path entry : entries) {
                boolean isLayer = entry.getFileName().toString().length() == LayerName.LENGTH;
                if (isLayer && !Files.exists(recordOf(entry))) {
                    found.add(entry);
                }
            }
            return found;
        } catch (IOException e) {
            throw DiskFailure.of(e, "list the layers", layers);
        }
    }

    private static Path recordOf(Path directory) {
        return directory.resolveSibling(directory.getFileName() + ".json");
    }

    private KernelLock lock() {
        return KernelLock.take(kernel, layers.resolve(".lock"));
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AccessDeniedException e) {
            // A new parent means a new "..", for which a user without privileges needs to write to
            // the directory
            // itself. Many images have a root directory that nobody may write to.
            Set<PosixFilePermission> wanted = Files.getPosixFilePermissions(from);
            Files.setPosixFilePermissions(from, PosixFilePermissions.fromString("rwx------"));
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
            Files.setPosixFilePermissions(to, wanted);
            AtomicFile.syncDirectory(to);
        }
    }

    private static String name(Path path) {
        return Text.printable(Text.of(path));
    }
}
