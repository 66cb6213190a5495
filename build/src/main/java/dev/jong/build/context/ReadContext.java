package dev.jong.build.context;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.build.layer.ArchiveStream;
import dev.jong.linux.Syscalls;
import dev.jong.store.layer.Compression;
import dev.jong.store.layer.TemporaryTree;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/// Reads what comes on standard input or from a URL in place of a directory: the archive of a context, plain or compressed,
/// or a Dockerfile without one.
public final class ReadContext {
    private static final int BLOCK = 512;
    private static final int MAGIC_AT = 257;
    private static final int DOCKERFILE = 16 << 20;

    private final Syscalls kernel;
    private final Path temporary;

    /// @param temporary the store's `tmp`
    public ReadContext(Syscalls kernel, Path temporary) {
        this.kernel = kernel;
        this.temporary = temporary;
    }

    /// What came.
    public sealed interface Arrived {
        /// A context, to be closed after the build.
        record Archive(TemporaryTree files) implements Arrived {}

        /// A Dockerfile; there is no context.
        record Dockerfile(String text) implements Arrived {}
    }

    /// Reads to the end.
    ///
    /// @param in not closed
    /// @throws JongException INVALID_ARGUMENT or DATA_LOSS when it is neither, or refused
    public Arrived read(InputStream in) {
        try {
            BufferedInputStream buffered = new BufferedInputStream(in, BLOCK * 128);
            buffered.mark(BLOCK);
            byte[] head = buffered.readNBytes(BLOCK);
            buffered.reset();
            if (isArchive(head)) {
                return new Arrived.Archive(unpack(ArchiveStream.plain(buffered)));
            }
            byte[] text = buffered.readNBytes(DOCKERFILE + 1);
            if (text.length > DOCKERFILE || text.length == 0) {
                throw JongException.of(
                        ErrorKind.INVALID_ARGUMENT,
                        text.length == 0
                                ? "cannot build from nothing: neither an archive nor a Dockerfile came"
                                : "what came is neither an archive nor a Dockerfile: it is too long");
            }
            return new Arrived.Dockerfile(Text.of(text));
        } catch (IOException e) {
            throw JongException.of(
                            ErrorKind.DATA_LOSS,
                            "cannot read the build context: "
                                    + Text.utf8(String.valueOf(e.getMessage())))
                    .causedBy(e);
        }
    }

    private TemporaryTree unpack(InputStream plain) {
        TemporaryTree tree = TemporaryTree.create(kernel, temporary);
        try {
            new UnpackContext(kernel).unpack(plain, tree.directory());
            return tree;
        } catch (RuntimeException e) {
            tree.close();
            throw e;
        }
    }

    private static boolean isArchive(byte[] head) {
        boolean bzip2 = head.length > 3 && Text.of(head).startsWith("BZh");
        return Compression.detect(head) != Compression.NONE || bzip2 || isTar(head);
    }

    /// Whether a block is the header of a tar archive's member: its mark, or the checksum of old ones that have none.
    private static boolean isTar(byte[] head) {
        if (head.length < BLOCK) {
            return false;
        }
        if (Text.of(head).startsWith("ustar", MAGIC_AT)) {
            return true;
        }
        int sum = 0;
        int stated = 0;
        boolean any = false;
        for (int i = 0; i < BLOCK; i++) {
            boolean field = i >= 148 && i < 156;
            sum += field ? ' ' : head[i] & 0xff;
            if (field && head[i] >= '0' && head[i] <= '7') {
                stated = stated * 8 + head[i] - '0';
                any = true;
            }
        }
        // Two empty blocks are an archive without members.
        return any && sum == stated || sum == 8 * ' ';
    }
}
