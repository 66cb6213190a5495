package dev.jong.store.snapshot;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.linux.Descriptor;
import dev.jong.linux.Errno;
import dev.jong.linux.FileStatus;
import dev.jong.linux.Syscalls;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/// The files below a root as whoever lives there sees them. Names are byte strings, a leading slash means the root.
public abstract class SeenRoot implements AutoCloseable {
    private static final int LINK_DEPTH = 40;

    private final Syscalls kernel;

    SeenRoot(Syscalls kernel) {
        this.kernel = kernel;
    }

    /// Opens a directory, following links within the root.
    ///
    /// @throws dev.jong.base.JongException NOT_FOUND, or of the kernel's error
    public abstract SeenDirectory directory(String path);

    /// What covers parts of the tree below a directory or file.
    Covers covers(String path, String as) {
        return Covers.NONE;
    }

    /// Whose files the kernel lets be made there, by the engine's ids; empty where this process can make them as itself.
    Optional<TreeRules.Owner> maker() {
        return Optional.empty();
    }

    /// Looks a path up; what is missing at its end is no error, a missing directory on the way is.
    ///
    /// @param follow whether a link at the end is followed
    /// @throws dev.jong.base.JongException NOT_FOUND without the directory; INVALID_ARGUMENT for too many links
    public SeenFile find(String path, boolean follow) {
        String at = path;
        for (int links = 0; links <= LINK_DEPTH; links++) {
            SeenFile found = step(at);
            if (!follow || found.type() != FileStatus.SYMLINK) {
                return found;
            }
            String target;
            try (found) {
                target = target(found);
            }
            at = target.startsWith("/") ? target : at.substring(0, nameAt(at)) + target;
        }
        throw Errno.failure(-Errno.ELOOP, "cannot open \"" + Text.printable(path) + "\"");
    }

    private SeenFile step(String path) {
        String plain = path;
        while (plain.length() > 1 && plain.endsWith("/")) {
            plain = plain.substring(0, plain.length() - 1);
        }
        String name = plain.substring(nameAt(plain));
        if (name.isEmpty() || name.equals(".") || name.equals("..")) {
            return new SeenFile(this, directory(plain), "");
        }
        return new SeenFile(this, directory(plain.substring(0, nameAt(plain))), name);
    }

    private static int nameAt(String path) {
        int end = path.length();
        while (end > 1 && path.charAt(end - 1) == '/') {
            end--;
        }
        return path.lastIndexOf('/', end - 1) + 1;
    }

    private String target(SeenFile link) {
        byte[] buffer = new byte[4096];
        int length = kernel.readlinkat(link.parent(), link.name(), buffer);
        if (length < 0) {
            throw Errno.failure(
                    length, "cannot read the link \"" + Text.printable(link.name()) + "\"");
        }
        return Text.of(Arrays.copyOf(buffer, length));
    }

    /// Reads a regular file, following links within the root; empty when there is none.
    ///
    /// @param limit the most bytes it may have
    /// @throws dev.jong.base.JongException EXHAUSTED beyond the limit
    public Optional<byte[]> read(String path, int limit) {
        try (SeenFile file = find(path, true)) {
            if (file.type() != FileStatus.REGULAR) {
                return Optional.empty();
            }
            PackedFile files = new PackedFile(kernel);
            try (PackedFile.Content content =
                    files.open(file.parent(), file.name(), path, new FileStatus())) {
                if (content == null) {
                    return Optional.empty();
                }
                if (content.size() > limit) {
                    throw Errno.failure(
                            -Errno.ENOSPC, "\"" + Text.printable(path) + "\" is too long to read");
                }
                return Optional.of(content.stream().readNBytes((int) content.size()));
            }
        } catch (IOException e) {
            throw Errno.failure(-Errno.EINVAL, "cannot read \"" + Text.printable(path) + "\"")
                    .causedBy(e);
        } catch (JongException e) {
            if (e.kind() == ErrorKind.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /// The kernel that all calls go through.
    Syscalls kernel() {
        return kernel;
    }

    static SeenDirectory opened(Syscalls kernel, int number, String path, OwnerMap owners) {
        if (number < 0) {
            throw Errno.failure(number, "cannot open \"" + Text.printable(path) + "\"");
        }
        return new OpenedDirectory(kernel, new Descriptor(kernel, number), path, owners);
    }

    @Override
    public void close() {}
}
