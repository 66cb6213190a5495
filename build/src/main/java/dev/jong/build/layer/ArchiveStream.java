package dev.jong.build.layer;

import dev.jong.base.JongException;
import dev.jong.store.layer.Compression;
import dev.jong.store.layer.TarReader;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;

/// Archives that `ADD` unpacks, found by their first bytes.
public final class ArchiveStream {
    private static final int BUFFER = 64 << 10;

    private ArchiveStream() {}

    /// Opens a file that may be an archive.
    interface Opening {
        InputStream open() throws IOException;
    }

    /// Whether it is one. What is damaged from the start is a file like others.
    static boolean isArchive(Opening opening) {
        try (InputStream raw = opening.open()) {
            return new TarReader(plain(raw)).next().isPresent();
        } catch (IOException | JongException e) {
            return false;
        }
    }

    /// The archive without its compression.
    ///
    /// @param raw closed with the result
    /// @throws IOException when it cannot be read
    public static InputStream plain(InputStream raw) throws IOException {
        BufferedInputStream in = new BufferedInputStream(raw, BUFFER);
        in.mark(3);
        byte[] head = in.readNBytes(3);
        in.reset();
        boolean bzip2 = head.length == 3 && head[0] == 'B' && head[1] == 'Z' && head[2] == 'h';
        return bzip2 ? new Bzip2Stream(in) : Compression.decompress(in);
    }
}
