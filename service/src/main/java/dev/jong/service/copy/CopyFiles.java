package dev.jong.service.copy;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.linux.Syscalls;
import dev.jong.runtime.host.Host;
import dev.jong.service.container.ContainerRecord;
import dev.jong.service.container.Containers;
import dev.jong.service.container.StillThere;
import dev.jong.store.layer.Owners;
import dev.jong.store.layer.TarEntry;
import dev.jong.store.layer.TarReader;
import dev.jong.store.layer.TarWriter;
import dev.jong.store.snapshot.HostRoot;
import dev.jong.store.snapshot.PackTree;
import dev.jong.store.snapshot.SeenDirectory;
import dev.jong.store.snapshot.SeenFile;
import dev.jong.store.snapshot.SeenRoot;
import dev.jong.store.snapshot.TreeRules;
import dev.jong.store.snapshot.TreeSink;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// `cp`: files from a container, into one, and from one to another, by the rules of Docker (docs/cp.md). The container's
/// side is only ever reached from its root, so whatever it changes meanwhile, no file of the host is read or written but
/// those that were named (V01).
public final class CopyFiles {
    private static final int PIECE = 256 << 10;

    private final Containers containers;
    private final Syscalls kernel;
    private final Owners owners;
    private final Supplier<Host.Isolation> rung;

    /// @param owners whether files can be given to others
    /// @param rung of the host
    public CopyFiles(
            Containers containers, Syscalls kernel, Owners owners, Supplier<Host.Isolation> rung) {
        this.rung = rung;
        this.containers = containers;
        this.kernel = kernel;
        this.owners = owners;
    }

    /// What was copied.
    ///
    /// @param bytes of files
    /// @param skipped devices that were left out
    public record Copied(long bytes, List<String> skipped) {}

    /// Copies between two places.
    ///
    /// @throws JongException NOT_FOUND, CONFLICT and INVALID_ARGUMENT in the words of Docker
    public Copied copy(Place from, Place to, CopyWishes wishes) {
        try (OpenPlace source = open(from, false);
                OpenPlace target = open(to, true);
                SeenFile file = source.find(wishes.followLink());
                CopyTarget into = CopyTarget.choose(from, file, to, target)) {
            TreeRules rules = wishes.rules(target.root(), to.isLocal(), false, kernel, owners);
            try (TreeSink sink = new TreeSink(kernel, target.root(), into.directory(), "", rules)) {
                PackTree.pack(kernel, file, into.name(), sink);
                sink.finish();
                source.check().run();
                target.check().run();
                return new Copied(sink.bytes(), sink.skipped());
            }
        } catch (IOException e) {
            throw failed("copy " + from + " to " + to, e);
        }
    }

    /// Writes an archive of a place in a container.
    ///
    /// @param out not closed
    public void pack(Place from, CopyWishes wishes, OutputStream out) {
        try (OpenPlace source = open(from, false);
                SeenFile file = source.find(wishes.followLink())) {
            OutputStream gathering = new BufferedOutputStream(out, PIECE);
            TarWriter tar = new TarWriter(gathering);
            PackTree.pack(kernel, file, from.contents() ? "" : from.name(), tar);
            source.check().run();
            tar.finish();
            gathering.flush();
        } catch (IOException e) {
            throw failed("write the archive", e);
        }
    }

    /// Unpacks an archive into a directory of a container. Links in the container are followed within it.
    ///
    /// @param archive plain; not closed
    public Copied unpack(InputStream archive, Place to, CopyWishes wishes) {
        try (OpenPlace target = open(to, true);
                SeenFile directory = target.find(true)) {
            if (!directory.isDirectory()) {
                throw JongException.of(
                        ErrorKind.INVALID_ARGUMENT,
                        "destination \""
                                + Text.printable(to.toString())
                                + "\" must be a directory");
            }
            TreeRules rules = wishes.rules(target.root(), false, true, kernel, owners);
            try (SeenDirectory base = directory.enter();
                    TreeSink sink = new TreeSink(kernel, target.root(), base, to.path(), rules)) {
                TarReader reader = new TarReader(archive);
                for (Optional<TarEntry> next = reader.next();
                        next.isPresent();
                        next = reader.next()) {
                    sink.add(next.get(), new MemberContent(reader));
                }
                sink.finish();
                target.check().run();
                return new Copied(sink.bytes(), sink.skipped());
            }
        } catch (IOException e) {
            throw failed("read the archive", e);
        }
    }

    private OpenPlace open(Place place, boolean writing) {
        if (place.isLocal()) {
            return new OpenPlace(place, new HostRoot(kernel), () -> {}, () -> {});
        }
        ContainerRecord record = containers.find(place.container());
        ContainerFiles files = ContainerFiles.open(containers, kernel, record, writing, rung);
        return new OpenPlace(
                place, files.root(), () -> StillThere.check(containers, record), files::close);
    }

    /// A place with the root that it is looked up in.
    ///
    /// @param check throws when its container is removed
    record OpenPlace(Place place, SeenRoot root, Runnable check, Runnable end)
            implements AutoCloseable {
        /// What is there.
        ///
        /// @throws JongException NOT_FOUND when nothing is
        SeenFile find(boolean follow) {
            try {
                SeenFile file =
                        root.find(place.path(), follow || place.directory() || place.contents());
                if (file.exists()) {
                    return file;
                }
                file.close();
                throw missing(place, place.path());
            } catch (JongException e) {
                throw e.kind() == ErrorKind.NOT_FOUND ? missing(place, place.path()) : e;
            }
        }

        @Override
        public void close() {
            end.run();
        }
    }

    static JongException missing(Place place, String path) {
        String shown = Text.printable(path);
        return JongException.of(
                ErrorKind.NOT_FOUND,
                place.isLocal()
                        ? "lstat " + shown + ": no such file or directory"
                        : "could not find the file "
                                + shown
                                + " in container "
                                + Text.printable(place.container()));
    }

    private static JongException failed(String what, IOException e) {
        return JongException.of(
                        ErrorKind.UNAVAILABLE,
                        "cannot " + Text.printable(what) + ": " + e.getMessage())
                .causedBy(e);
    }
}
