package dev.jong.service.log;

import dev.jong.base.Text;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPInputStream;

/// A file of a log that is compressed with gzip (RFC 1952) under the name that it had. The comment of its header says
/// which file it was, so that a follower who still reads that one knows it again.
final class PackedFile {
    private static final byte[] BEGIN = {31, (byte) 139, 8, 16, 0, 0, 0, 0, 0, (byte) 255};
    private static final int LONGEST = 100;
    private static final int PIECE = 64 << 10;

    private PackedFile() {}

    /// Which file this was before it was compressed; empty for one that is not.
    static Optional<String> origin(FileChannel file) throws IOException {
        byte[] head = new byte[BEGIN.length + LONGEST];
        int got = Math.max(0, file.read(ByteBuffer.wrap(head), 0));
        for (int i = 0; i < BEGIN.length; i++) {
            if (got <= i || head[i] != BEGIN[i]) {
                return Optional.empty();
            }
        }
        int end = BEGIN.length;
        while (end < got && head[end] != 0) {
            end++;
        }
        return Optional.of(Text.of(java.util.Arrays.copyOfRange(head, BEGIN.length, end)));
    }

    /// Compresses a file.
    ///
    /// @param origin what tells it apart
    static void pack(FileChannel from, Path to, String origin) throws IOException {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        CRC32 sum = new CRC32();
        byte[] piece = new byte[PIECE];
        Files.deleteIfExists(to);
        try (OutputStream out =
                Channels.newOutputStream(
                        FileChannel.open(
                                to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))) {
            out.write(BEGIN);
            out.write(Text.bytes(origin));
            out.write(0);
            DeflaterOutputStream packed = new DeflaterOutputStream(out, deflater, PIECE);
            long at = 0;
            for (int got = from.read(ByteBuffer.wrap(piece), 0);
                    got > 0;
                    got = from.read(ByteBuffer.wrap(piece), at)) {
                at += got;
                sum.update(piece, 0, got);
                packed.write(piece, 0, got);
            }
            packed.finish();
            ByteBuffer end = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
            out.write(end.putInt((int) sum.getValue()).putInt((int) at).array());
        } finally {
            deflater.end();
        }
    }

    /// The content, in a file without a name.
    ///
    /// @param place a folder for it
    static FileChannel unpacked(FileChannel packed, Path place) throws IOException {
        Path name = Files.createTempFile(place, UNPACKED, "");
        FileChannel plain =
                FileChannel.open(
                        name,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        LinkOption.NOFOLLOW_LINKS);
        try {
            Files.delete(name);
            packed.position(0);
            GZIPInputStream in = new GZIPInputStream(Channels.newInputStream(packed), PIECE);
            byte[] piece = new byte[PIECE];
            for (int got = in.read(piece); got > 0; got = in.read(piece)) {
                plain.write(ByteBuffer.wrap(piece, 0, got));
            }
            return plain;
        } catch (IOException e) {
            plain.close();
            throw e;
        }
    }

    /// What the name of a file begins with that is unpacked for a moment.
    static final String UNPACKED = "unpacked-";
}
