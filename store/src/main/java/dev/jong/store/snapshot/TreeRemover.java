package dev.jong.store.snapshot;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/// Removes a tree that a container may have filled: any depth, any names, no permissions, links to anywhere.
/// Symbolic links are removed, never followed; every removal goes through the open parent directory. Without
/// the foreign function interface, because `run --rm` must not pay for linking it.
///
/// Names that vanish meanwhile are fine. When others keep adding names, [#remove] fails after a few rounds.
public final class TreeRemover {
    /// What lies deeper is first moved to the top, so that open files and path lengths stay bounded.
    private static final int DEEPEST = 128;

    /// Leaves room for one more name below the kernel's 4,096 bytes.
    private static final int LONGEST_PATH = 3500;

    private static final int ROUNDS = 5;

    private final Deque<Level> levels = new ArrayDeque<>();
    private final Path tree;
    private long moves;

    private TreeRemover(Path tree) {
        this.tree = tree;
    }

    /// An open directory that is being emptied, for the `round`th time.
    private static final class Level {
        final SecureDirectoryStream<Path> directory;
        final Path path;
        final int round;
        final long movesBefore;
        final Iterator<Path> names;

        Level(SecureDirectoryStream<Path> directory, Path path, int round, long movesBefore) {
            this.directory = directory;
            this.path = path;
            this.round = round;
            this.movesBefore = movesBefore;
            this.names = directory.iterator();
        }
    }

    /// Removes `tree`, a file or a directory with all it holds. Does nothing when it is missing.
    ///
    /// @throws IOException when something could not be removed; the rest may be gone by then
    public static void remove(Path tree) throws IOException {
        Path whole = tree.toAbsolutePath().normalize();
        Path parent = whole.getParent();
        if (parent == null) {
            throw new IOException("cannot remove the root directory");
        }
        try (DirectoryStream<Path> outside = Files.newDirectoryStream(parent)) {
            new TreeRemover(whole).run(secure(outside, parent));
        } catch (NoSuchFileException e) {
            // The parent is missing, and so the tree.
        }
    }

    private void run(SecureDirectoryStream<Path> outside) throws IOException {
        try {
            tryRemove(outside, tree);
            while (!levels.isEmpty()) {
                Level level = levels.getLast();
                if (level.names.hasNext()) {
                    removeEntry(level.directory, level.names.next());
                } else {
                    leave(level, outside);
                }
            }
        } finally {
            for (Level level : levels) {
                level.directory.close();
            }
        }
    }

    private void removeEntry(SecureDirectoryStream<Path> parent, Path path) throws IOException {
        try {
            tryRemove(parent, path);
        } catch (AccessDeniedException e) {
            makeWritable(parent);
            tryRemove(parent, path);
        }
    }

    private void tryRemove(SecureDirectoryStream<Path> parent, Path path) throws IOException {
        Path name = path.getFileName();
        try {
            if (!isDirectory(parent, name)) {
                parent.deleteFile(name);
            } else if (levels.size() < DEEPEST && path.toString().length() < LONGEST_PATH) {
                enter(parent, path, 1);
            } else {
                moveToTop(parent, path);
            }
        } catch (NoSuchFileException e) {
            // Gone already, which is what was asked for.
        }
    }

    private void enter(SecureDirectoryStream<Path> parent, Path path, int round)
            throws IOException {
        Path name = path.getFileName();
        DirectoryStream<Path> stream;
        try {
            stream = parent.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS);
        } catch (AccessDeniedException e) {
            open(path);
            stream = parent.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS);
        }
        levels.addLast(new Level(secure(stream, path), path, round, moves));
    }

    /// Closes an emptied directory and removes it; reads it again when names appeared that its stream missed.
    private void leave(Level level, SecureDirectoryStream<Path> outside) throws IOException {
        levels.removeLast();
        level.directory.close();
        Level above = levels.peekLast();
        SecureDirectoryStream<Path> parent = above == null ? outside : above.directory;
        try {
            removeEmptied(parent, level.path.getFileName(), above != null);
        } catch (NoSuchFileException e) {
            // Gone already.
        } catch (DirectoryNotEmptyException e) {
            // What we moved to the top ourselves does not count as somebody else's adding.
            int round = moves > level.movesBefore ? 1 : level.round + 1;
            if (round > ROUNDS) {
                throw e;
            }
            enter(parent, level.path, round);
        }
    }

    private static void removeEmptied(SecureDirectoryStream<Path> parent, Path name, boolean inside)
            throws IOException {
        try {
            parent.deleteDirectory(name);
        } catch (AccessDeniedException e) {
            if (!inside) {
                throw e;
            }
            makeWritable(parent);
            parent.deleteDirectory(name);
        }
    }

    /// Moves a too deep directory beside the uppermost ones, where it is met again: the top is read until it
    /// stays empty.
    private void moveToTop(SecureDirectoryStream<Path> parent, Path path) throws IOException {
        SecureDirectoryStream<Path> top = levels.getFirst().directory;
        moves++;
        Path freshName = Path.of(".deep-" + System.nanoTime() + "-" + moves);
        Path name = path.getFileName();
        try {
            parent.move(name, top, freshName);
        } catch (AccessDeniedException e) {
            // Moving a directory rewrites its "..", which needs write permission on the directory
            // itself.
            open(path);
            makeWritable(parent);
            parent.move(name, top, freshName);
        }
    }

    private static void makeWritable(SecureDirectoryStream<Path> directory) throws IOException {
        directory
                .getFileAttributeView(PosixFileAttributeView.class)
                .setPermissions(PosixFilePermissions.fromString("rwx------"));
    }

    /// Gives the owner all rights to a directory that can't be opened. Java can do that only by path; a link
    /// put there at this very moment would be followed, and could at most take rights away from others on a
    /// directory that belongs to this user.
    private static void open(Path directory) throws IOException {
        if (Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        }
    }

    private static boolean isDirectory(SecureDirectoryStream<Path> parent, Path name)
            throws IOException {
        return parent.getFileAttributeView(
                        name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes()
                .isDirectory();
    }

    private static SecureDirectoryStream<Path> secure(DirectoryStream<Path> stream, Path path)
            throws IOException {
        if (stream instanceof SecureDirectoryStream<Path> secure) {
            return secure;
        }
        stream.close();
        throw new IOException(
                "cannot remove " + path + ": its file system has no descriptor-relative access");
    }
}
