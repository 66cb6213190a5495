package dev.jong.build.context;

import dev.jong.store.layer.TemporaryTree;
import java.nio.file.Path;

/// A repository that was checked out into the store's `tmp`, until this is closed. Its files have the modes that git knows,
/// 0755 and 0644, whatever the umask here is.
public final class GitCheckout implements AutoCloseable {
    private final TemporaryTree place;
    private final Path directory;
    private final String commit;

    GitCheckout(TemporaryTree place, Path directory, String commit) {
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

    /// Removes it.
    @Override
    public void close() {
        place.close();
    }
}
