package dev.jong.service.build.lock;

import dev.jong.base.Text;
import dev.jong.build.solver.Base;
import dev.jong.build.solver.Bases;
import dev.jong.build.solver.Remotes;
import dev.jong.oci.Digest;
import dev.jong.service.build.LayoutBases;
import dev.jong.store.disk.DiskFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;

/// `--lock`: notes what a build takes from elsewhere, and writes it when the build has succeeded.
public final class WriteLock implements Locking {
    private final Path file;
    private final Consumer<String> lines;
    private final SortedMap<String, Digest> images = new ConcurrentSkipListMap<>();
    private final SortedMap<String, Digest> urls = new ConcurrentSkipListMap<>();
    private final SortedMap<String, String> repositories = new ConcurrentSkipListMap<>();

    private WriteLock(Path file, Consumer<String> lines) {
        this.file = file;
        this.lines = lines;
    }

    /// Notes for a file.
    ///
    /// @param file that is written; one that is there is replaced
    /// @param lines takes what is told to the user
    public static WriteLock to(Path file, Consumer<String> lines) {
        return new WriteLock(file, lines);
    }

    @Override
    public Bases over(Bases bases) {
        return (reference, platform) -> {
            Base base = bases.find(reference, platform);
            if (!LayoutBases.isOne(reference)) {
                images.put(Lock.image(reference, platform), base.digest());
            }
            return base;
        };
    }

    @Override
    public Remotes over(Remotes remotes) {
        return new Remotes() {
            @Override
            public boolean isRepository(String source) {
                return remotes.isRepository(source);
            }

            @Override
            public Fetched fetch(String url, String checksum) {
                Fetched fetched = remotes.fetch(url, checksum);
                urls.put(Lock.url(url), fetched.digest());
                return fetched;
            }

            @Override
            public Checkout checkOut(String url, String commit, boolean keepGitDirectory) {
                Checkout checkout = remotes.checkOut(url, commit, keepGitDirectory);
                repositories.put(Lock.url(url), checkout.commit());
                return checkout;
            }
        };
    }

    /// Writes the file. It is kept and passed on beside the Dockerfile, and holds no secret: everybody may read it.
    @Override
    public void built() {
        byte[] bytes = new Lock(images, urls, repositories).bytes();
        Path temporary =
                file.resolveSibling(
                        ".tmp-lock-" + ProcessHandle.current().pid() + "-" + System.nanoTime());
        try {
            Files.write(temporary, bytes, StandardOpenOption.CREATE_NEW);
            Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rw-r--r--"));
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw DiskFailure.of(e, "write", file);
        }
        lines.accept("wrote " + Text.printable(Text.of(file)));
    }
}
