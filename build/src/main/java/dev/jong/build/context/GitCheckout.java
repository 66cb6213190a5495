package dev.jong.build.context;

import dev.jong.build.files.DirectoryTree;
import dev.jong.build.files.FileTree;
import dev.jong.build.files.IgnoreRules;
import dev.jong.build.files.StatCache;
import dev.jong.linux.Syscalls;
import dev.jong.store.layer.TemporaryTree;
import java.nio.file.Path;
import java.time.InstantSource;

/// A repository that was checked out into the store's `tmp`, until this is closed. Its files have the modes that git knows,
/// 0755 and 0644, whatever the umask here is.
public final class GitCheckout implements AutoCloseable {
    private final Syscalls kernel;
    private final TemporaryTree place;
    private final Path directory;
    private final String commit;

    GitCheckout(Syscalls kernel, TemporaryTree place, Path directory, String commit) {
        this.kernel = kernel;
        this.place = place;
        this.directory = directory;
        this.commit = commit;
    }

    /// The commit, in full.
    public String commit() {
        return commit;
    }

    /// The directory that is wanted, a real one beneath the checkout: no link of the repository led here (B07).
    public Path directory() {
        return directory;
    }

    /// The files of that directory; links lead within it. Closing the tree removes the checkout.
    public FileTree tree() {
        StatCache cache = StatCache.none(InstantSource.system());
        return new OwnedTree(
                DirectoryTree.open(kernel, directory, IgnoreRules.NONE, cache), this::close);
    }

    /// Removes it.
    @Override
    public void close() {
        place.close();
    }
}
