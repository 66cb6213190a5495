package dev.jong.build.context;

import dev.jong.base.AtomicFile;
import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.image.registry.http.Response;
import dev.jong.oci.Digest;
import dev.jong.store.disk.DiskFailure;
import dev.jong.store.disk.SmallFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Files that were fetched, by their digests, and what URL each came from: builds offline find them again. They are a cache:
/// any of them may be gone.
public final class FetchedFiles {
    private static final long LARGEST = 16L << 30;
    private static final int RECORD = 64 << 10;
    private static final int PIECE = 64 << 10;

    private final Path directory;
    private final long limit;
    private final InstantSource clock;

    /// @param directory where the store keeps such files: `cache/fetched`; made when it is missing
    /// @param bytes how much is kept; what was not used for longest goes first
    public FetchedFiles(Path directory, long bytes, InstantSource clock) {
        this.directory = directory;
        this.limit = bytes;
        this.clock = clock;
    }

    /// What a URL gave.
    ///
    /// @param tag the server's mark of this version; may be empty
    /// @param modified seconds since 1970; -1 when the server does not say
    record Record(Digest digest, String name, String tag, long modified) {}

    /// What is known of a URL, when its file is still here.
    Optional<Record> find(String url) {
        try {
            Optional<byte[]> bytes = SmallFile.read(recordOf(url), RECORD);
            if (bytes.isEmpty()) {
                return Optional.empty();
            }
            String[] lines = Text.of(bytes.get()).split("\n", -1);
            if (lines.length != 5 || !lines[0].equals(url)) {
                return Optional.empty();
            }
            Digest digest = Digest.parse(lines[1]);
            return Files.isRegularFile(file(digest))
                    ? Optional.of(new Record(digest, lines[2], lines[3], Long.parseLong(lines[4])))
                    : Optional.empty();
        } catch (JongException | NumberFormatException damaged) {
            return Optional.empty();
        }
    }

    /// The file of a digest, when it is here, with what is known of it by this URL.
    Optional<Fetched> find(String url, Digest digest) {
        if (digest.algorithm() != Digest.Algorithm.SHA256 || !Files.isRegularFile(file(digest))) {
            return Optional.empty();
        }
        Optional<Record> known = find(url).filter(record -> record.digest.equals(digest));
        return Optional.of(
                fetched(known.orElse(new Record(digest, RemoteName.ofUrl(url), "", -1))));
    }

    Fetched fetched(Record record) {
        touch(file(record.digest));
        Optional<Instant> modified =
                record.modified < 0
                        ? Optional.empty()
                        : Optional.of(Instant.ofEpochSecond(record.modified));
        return new Fetched(file(record.digest), record.name, record.digest, modified);
    }

    /// Stores the body of an answer.
    Fetched take(String url, Response response) throws IOException {
        Files.createDirectories(directory);
        Path temporary = Files.createTempFile(directory, AtomicFile.TEMPORARY, "");
        try {
            Digest digest = write(response.body(), temporary);
            Files.move(temporary, file(digest), StandardCopyOption.ATOMIC_MOVE);
            String tag = response.headers().first("ETag").orElse("");
            long modified =
                    response.headers().first("Last-Modified").map(HttpDate::seconds).orElse(-1L);
            Record record =
                    new Record(
                            digest,
                            RemoteName.of(url, response.headers()),
                            tag.indexOf('\n') < 0 ? tag : "",
                            modified);
            AtomicFile.writeVolatile(recordOf(url), bytes(url, record));
            bound(file(digest));
            return fetched(record);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /// The digest of a file that is kept.
    static Digest digest(Path file, Digest.Algorithm algorithm) {
        MessageDigest hasher = algorithm.hasher();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] piece = new byte[PIECE];
            for (int got = in.read(piece); got >= 0; got = in.read(piece)) {
                hasher.update(piece, 0, got);
            }
            return algorithm.finish(hasher);
        } catch (IOException e) {
            throw DiskFailure.of(e, "read", file);
        }
    }

    private static Digest write(InputStream body, Path file) throws IOException {
        MessageDigest hasher = Digest.Algorithm.SHA256.hasher();
        long count = 0;
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE)) {
            byte[] piece = new byte[PIECE];
            for (int got = body.read(piece); got >= 0; got = body.read(piece)) {
                count += got;
                if (count > LARGEST) {
                    throw JongException.of(
                            ErrorKind.EXHAUSTED,
                            "what a URL gives is larger than " + (LARGEST >> 30) + " GiB");
                }
                hasher.update(piece, 0, got);
                for (ByteBuffer left = ByteBuffer.wrap(piece, 0, got); left.hasRemaining(); ) {
                    out.write(left);
                }
            }
            // Its name says what is in it, also after a power cut.
            out.force(true);
        }
        return Digest.Algorithm.SHA256.finish(hasher);
    }

    private static byte[] bytes(String url, Record record) {
        String text = String.join("\n", url, record.digest.toString(), record.name, record.tag);
        return Text.bytes(text + "\n" + record.modified);
    }

    /// The time of a file says when it was last of use.
    private void touch(Path file) {
        try {
            Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
        } catch (IOException goesEarlier) {
            return;
        }
    }

    /// Removes what was not used for longest, but not the newest.
    private void bound(Path newest) throws IOException {
        record Aged(Path file, long size, FileTime used) {}
        List<Aged> all = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                all.add(new Aged(file, Files.size(file), Files.getLastModifiedTime(file)));
            }
        }
        all.sort((one, other) -> other.used.compareTo(one.used));
        long room = limit;
        for (Aged each : all) {
            room -= each.size;
            if (room < 0 && !each.file.equals(newest)) {
                Files.deleteIfExists(each.file);
            }
        }
    }

    private Path file(Digest digest) {
        return directory.resolve(digest.hex());
    }

    private Path recordOf(String url) {
        return directory.resolve(Digest.of(Text.bytes(url)).hex() + ".url");
    }
}
