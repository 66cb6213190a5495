package dev.jong.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A store on an ext4 of its own, in a file: what the file holds at some moment is what a power cut at that moment
/// leaves on the disk. The file system writes back on its own only after many minutes, so that what was not synced is
/// really lost.
public final class LoopDisk {
    private final Site site;
    private final Path disk;
    private int cuts;

    private LoopDisk(Site site, Path disk) {
        this.site = site;
        this.disk = disk;
    }

    /// Puts the disk beneath the store of a site, which must not have one yet. Skips the test where there are no loop
    /// devices. [#release] takes it off.
    public static LoopDisk under(Site site) {
        Needs.program("/usr/sbin/mkfs.ext4");
        Path disk = site.folder().resolve("disk");
        Shell.run("truncate", "-s", "1500M", disk.toString());
        Shell.run(
                "mkfs.ext4",
                "-q",
                "-F",
                "-E",
                "lazy_itable_init=1,lazy_journal_init=1",
                disk.toString());
        site.directory("store");
        Result mounted = mount(site, "loop,commit=1000", disk, site.store());
        Needs.that(mounted.code() == 0, "a free loop device");
        Shell.run("chmod", "700", site.store().toString());
        return new LoopDisk(site, disk);
    }

    /// Takes what is mounted on the store of a site off, if anything is, when its engines are dead.
    public static void release(Site site) {
        new EngineProcess(site).all().forEach(ProcessHandle::destroyForcibly);
        Shell.attempt(site.folder(), "umount", "-l", site.store().toString());
    }

    /// The disk as a power cut now leaves it. Costs no more than the blocks that are in use.
    public Cut cut() {
        Path copy = site.folder().resolve("cut-" + ++cuts);
        Shell.run("cp", "--sparse=always", disk.toString(), copy.toString());
        return new Cut(site, copy);
    }

    private static Result mount(Site site, String options, Path disk, Path at) {
        return Shell.attempt(site.folder(), "mount", "-o", options, disk.toString(), at.toString());
    }

    /// A store after a power cut, with engines of its own.
    public static final class Cut implements AutoCloseable {
        private final Site site;
        private final Path copy;
        private final Path store;
        private final Path run;

        private Cut(Site site, Path copy) {
            this.site = site;
            this.copy = copy;
            this.store = made(copy + "-store");
            this.run = made(copy + "-run");
            Shell.run("chmod", "700", run.toString());
            Result mounted = mount(site, "loop", copy, store);
            if (mounted.code() != 0) {
                throw new AssertionError("cannot mount what is left: " + mounted);
            }
        }

        /// The store's directory.
        public Path store() {
            return store;
        }

        /// Runs `jong` on it.
        public Result jong(String... command) {
            try {
                return site.command(command)
                        .with("JONG_ROOT", store.toString())
                        .with("JONG_RUN", run.toString())
                        .finish();
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        /// Runs `jong` on it, which must succeed; returns its output.
        public String succeeds(String... command) {
            Result result = jong(command);
            if (result.code() != 0) {
                throw new AssertionError(List.of(command) + ": " + result);
            }
            return result.text();
        }

        @Override
        public void close() {
            jong("engine", "stop");
            Shell.attempt(site.folder(), "umount", "-l", store.toString());
            try {
                Files.delete(copy);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static Path made(String name) {
            try {
                return Files.createDirectories(Path.of(name));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
