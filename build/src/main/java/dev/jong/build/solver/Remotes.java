package dev.jong.build.solver;

import dev.jong.build.files.FileTree;
import dev.jong.oci.Digest;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/// Fetches what `ADD` names by URL. What was fetched stays in the store. Several threads may ask.
public interface Remotes {
    /// A file that was fetched.
    ///
    /// @param file holds it, not to be changed
    /// @param name the last name of its URL
    /// @param modified what the server said of its age
    record Fetched(Path file, String name, Digest digest, Optional<Instant> modified) {}

    /// A repository that was checked out.
    ///
    /// @param tree its files, to be closed
    /// @param commit their commit
    record Checkout(FileTree tree, String commit) {}

    /// Whether a source of `ADD` is a git repository.
    boolean isRepository(String source);

    /// Fetches a file.
    ///
    /// @param checksum that it has to have; empty for none
    /// @throws dev.jong.base.JongException when it cannot be had, may not be asked for, or is another
    Fetched fetch(String url, String checksum);

    /// Checks a repository out.
    ///
    /// @param commit that it has to be; empty for none
    Checkout checkOut(String url, String commit, boolean keepGitDirectory);
}
