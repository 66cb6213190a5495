package dev.jong.build.context;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.build.files.DirectoryTree;
import dev.jong.build.files.FileEntry;
import dev.jong.build.files.FileTree;
import dev.jong.build.files.IgnoreRules;
import dev.jong.build.files.StatCache;
import dev.jong.linux.Descriptor;
import dev.jong.linux.Errno;
import dev.jong.linux.InRoot;
import dev.jong.linux.OpenFlag;
import dev.jong.linux.Syscalls;
import dev.jong.store.snapshot.TreeRemover;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.InstantSource;

/// Makes a checkout what it is everywhere: without git's own files where nobody wants them, with modes that the umask has
/// no part in.
final class TidyCheckout {
    private final Syscalls kernel;
    private final Path place;

    TidyCheckout(Syscalls kernel, Path place) {
        this.kernel = kernel;
        this.place = place;
    }

    /// Removes `.git`, here and in submodules, which have a file of that name.
    void removeGit() {
        try (FileTree tree = tree();
                InRoot root = InRoot.open(kernel, place)) {
            TreeRemover.remove(place.resolve(".git"));
            removeGit(tree, root, tree.find("").orElseThrow());
        } catch (IOException e) {
            throw JongException.of(ErrorKind.INTERNAL, "cannot remove git's files of a checkout")
                    .causedBy(e);
        }
    }

    private void removeGit(FileTree tree, InRoot root, FileEntry directory) {
        for (FileEntry entry : tree.entries(directory)) {
            if (entry.kind() == FileEntry.Kind.DIRECTORY) {
                if (!entry.path().equals(".git")) {
                    removeGit(tree, root, entry);
                }
            } else if (entry.name().equals(".git")) {
                try (Descriptor parent = root.open(directory.path(), OpenFlag.DIRECTORY, 0)) {
                    check(kernel.unlinkat(parent.number(), ".git", 0), entry.path());
                }
            }
        }
    }

    /// Gives directories 0755, programs 0755, other files 0644.
    void setModes() {
        try (FileTree tree = tree();
                InRoot root = InRoot.open(kernel, place)) {
            check(kernel.fchmod(root.number(), 0755), "");
            setModes(tree, root, tree.find("").orElseThrow());
        }
    }

    private void setModes(FileTree tree, InRoot root, FileEntry directory) {
        for (FileEntry entry : tree.entries(directory)) {
            boolean down = entry.kind() == FileEntry.Kind.DIRECTORY;
            if (down || entry.kind() == FileEntry.Kind.REGULAR) {
                int mode = down || (entry.mode() & 0100) != 0 ? 0755 : 0644;
                if (entry.mode() != mode) {
                    long flags = OpenFlag.NO_FOLLOW | OpenFlag.NON_BLOCKING;
                    try (Descriptor file = root.open(entry.path(), flags, 0)) {
                        check(kernel.fchmod(file.number(), mode), entry.path());
                    }
                }
            }
            if (down && !entry.path().equals(".git")) {
                setModes(tree, root, entry);
            }
        }
    }

    /// The real directory that a path leads to, links resolved as if the checkout were `/`.
    Path directory(String path) {
        try (FileTree tree = tree()) {
            return tree.resolve(path)
                    .filter(entry -> entry.kind() == FileEntry.Kind.DIRECTORY)
                    .map(entry -> place.resolve(Text.path(entry.path())))
                    .filter(found -> Files.isDirectory(found, LinkOption.NOFOLLOW_LINKS))
                    .orElseThrow(() ->
                            JongException.of(
                                    ErrorKind.NOT_FOUND,
                                    "the repository has no directory \""
                                            + Text.printable(path)
                                            + "\""));
        }
    }

    private FileTree tree() {
        StatCache cache = StatCache.none(InstantSource.system());
        return DirectoryTree.open(kernel, place, IgnoreRules.NONE, cache);
    }

    private static void check(int result, String path) {
        if (result < 0) {
            throw Errno.failure(result, "cannot change \"" + Text.printable(path) + "\"");
        }
    }
}
