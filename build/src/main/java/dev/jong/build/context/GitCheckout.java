package dev.jong.build.context;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.build.files.DirectoryTree;
import dev.jong.build.files.FileTree;
import dev.jong.build.files.IgnoreRules;
import dev.jong.build.files.StatCache;
import dev.jong.linux.Syscalls;
import dev.jong.store.layer.TemporaryTree;
import java.nio.file.Path;
import java.time.InstantSource;

/// A repository that was checked out into the store's `tmp`, until this is closed.
public final class GitCheckout implements AutoCloseable {
    private final Syscalls kernel;
    private final TemporaryTree place;
    private final String subdirectory;
    private final String commit;

    GitCheckout(Syscalls kernel, TemporaryTree place, String subdirectory, String commit) {
        this.kernel = kernel;
        this.place = place;
        this.subdirectory = subdirectory;
        this.commit = commit;
    }

    /// The commit, in full.
    public String commit() {
        return commit;
    }

    /// Where the repository lies; what is wanted of it may be a directory in it.
    public Path directory() {
        return place.directory();
    }

    /// Its files, those of the wanted directory only: links lead within that. Modes are 0755 and 0644, whatever the umask
    /// here is. Closing the tree does not close this.
    ///
    /// @param rules what is left out besides
    /// @param keepGitDirectory whether `.git` is shown
    /// @throws JongException NOT_FOUND when the repository has no such directory
    public FileTree tree(IgnoreRules rules, boolean keepGitDirectory) {
        IgnoreRules all = keepGitDirectory ? rules : rules.with(".git", "**/.git");
        StatCache cache = StatCache.none(InstantSource.system());
        try {
            return new PlainModes(
                    DirectoryTree.openIn(kernel, directory(), subdirectory, all, cache));
        } catch (JongException e) {
            throw JongException.of(
                            ErrorKind.NOT_FOUND,
                            "the repository has no directory \""
                                    + Text.printable(subdirectory)
                                    + "\"")
                    .causedBy(e);
        }
    }

    /// Removes it.
    @Override
    public void close() {
        place.close();
    }
}
