package dev.jong.store.snapshot;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads small files out of unpacked layers as an overlay mount of them would show, without mounting and
/// without the foreign function interface: `run` reads `/etc/passwd` this way. The layers must be immutable
/// while this is used, which those of the store are.
///
/// Symbolic links are resolved component by component as if the merged layers were `/`, so nothing outside
/// of the layers is ever opened. Devices, FIFOs and sockets are never opened either.
public final class LayeredView {
    private static final int LINK_DEPTH = 40;

    private final List<Path> topDown;

    /// A view of layer directories, the uppermost first.
    public LayeredView(List<Path> topDown) {
        this.topDown = List.copyOf(topDown);
    }

    /// Reads a regular file.
    ///
    /// @param path byte string; relative ones start at the root too
    /// @param limit the most bytes that the file may have
    /// @return empty when nothing is there, or something that isn't a regular file
    /// @throws JongException EXHAUSTED when the file is longer than `limit`; INVALID_ARGUMENT when more than 40
    ///     symbolic links lie on the way; INTERNAL when reading fails
    public Optional<byte[]> readFile(String path, int limit) {
        try {
            return resolve(path) instanceof MergedDirectory.Regular found
                    ? Optional.of(read(found.file(), path, limit))
                    : Optional.empty();
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    /// The directories of the layers that make up one directory, the uppermost first.
    ///
    /// @param path byte string; relative ones start at the root too
    /// @return empty when nothing is there, or something that isn't a directory
    /// @throws JongException INVALID_ARGUMENT when more than 40 symbolic links lie on the way; INTERNAL when reading
    ///     fails
    public List<Path> directory(String path) {
        try {
            return resolve(path) instanceof MergedDirectory.Directory found
                    ? found.directory().topDown()
                    : List.of();
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    private static JongException unreadable(String path, IOException cause) {
        String what =
                "cannot read \"" + Text.printable(path) + "\" of the image: " + cause.getMessage();
        return JongException.of(ErrorKind.INTERNAL, what).causedBy(cause);
    }

    private static byte[] read(Path file, String path, int limit) throws IOException {
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            byte[] bytes = in.readNBytes(limit);
            if (bytes.length == limit && in.read() >= 0) {
                throw JongException.of(
                        ErrorKind.EXHAUSTED,
                        "\""
                                + Text.printable(path)
                                + "\" of the image is longer than "
                                + limit
                                + " bytes");
            }
            return bytes;
        }
    }

    /// The regular file or directory that a path leads to, null when there is neither.
    private MergedDirectory.@Nullable Entry resolve(String path) throws IOException {
        Deque<String> pending = new ArrayDeque<>();
        addComponents(pending, path);
        List<MergedDirectory> above = new ArrayList<>();
        MergedDirectory here = MergedDirectory.root(topDown);
        int links = 0;
        while (!pending.isEmpty()) {
            String name = pending.removeFirst();
            if (name.equals("..")) {
                here = above.isEmpty() ? here : above.removeLast();
                continue;
            }
            MergedDirectory.Entry entry = here.find(name);
            // No pattern switch here: it would link a bootstrap method on the way of a cold `run`.
            if (entry instanceof MergedDirectory.Directory found) {
                above.add(here);
                here = found.directory();
            } else if (entry instanceof MergedDirectory.Link found && ++links <= LINK_DEPTH) {
                String target = Text.of(Files.readSymbolicLink(found.link()));
                if (target.startsWith("/")) {
                    above.clear();
                    here = MergedDirectory.root(topDown);
                }
                addComponents(pending, target);
            } else if (entry instanceof MergedDirectory.Regular found) {
                return pending.isEmpty() ? found : null;
            } else if (links > LINK_DEPTH) {
                throw tooManyLinks(path);
            } else {
                return null;
            }
        }
        return new MergedDirectory.Directory(here);
    }

    private static JongException tooManyLinks(String path) {
        return JongException.of(
                ErrorKind.INVALID_ARGUMENT,
                "cannot resolve \""
                        + Text.printable(path)
                        + "\" of the image: too many symbolic links");
    }

    /// Puts the components of a path before those that are pending.
    static void addComponents(Deque<String> pending, String path) {
        int end = path.length();
        while (end > 0) {
            int slash = path.lastIndexOf('/', end - 1);
            String name = path.substring(slash + 1, end);
            if (!name.isEmpty() && !name.equals(".")) {
                pending.addFirst(name);
            }
            end = slash;
        }
    }
}
