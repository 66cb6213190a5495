package dev.jong.api.registry;

import dev.jong.api.http.Exchange;
import dev.jong.api.storage.RegistryStorage;
import dev.jong.api.storage.Repository;
import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.oci.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.OptionalLong;

/// Blobs of a repository: whole or in part, and their end (end-2, end-10).
final class BlobEndpoint {
    static final String TYPE = "application/octet-stream";
    private static final int PIECE = 128 << 10;

    private final RegistryStorage storage;
    private final Optional<PullThrough> upstream;

    /// @param upstream where blobs come from that are not here
    BlobEndpoint(RegistryStorage storage, Optional<PullThrough> upstream) {
        this.storage = storage;
        this.upstream = upstream;
    }

    void get(Exchange exchange, Route.Blob route) throws IOException {
        Digest digest = route.digest();
        Repository repository = storage.repository(route.name());
        OptionalLong size =
                repository.hasBlob(digest) ? storage.content().size(digest) : OptionalLong.empty();
        if (size.isEmpty() && upstream.isPresent()) {
            upstream.get().blob(exchange, repository, digest);
            return;
        }
        long bytes = size.orElseThrow(() -> RegistryError.blobUnknown(digest));
        send(exchange, digest, bytes);
    }

    void delete(Exchange exchange, Route.Blob route) throws IOException {
        Repository repository = storage.repository(route.name());
        if (!storage.change(() -> repository.unlinkBlob(route.digest()))) {
            throw RegistryError.blobUnknown(route.digest());
        }
        exchange.answer(202);
    }

    /// Sends what is stored.
    void send(Exchange exchange, Digest digest, long size) throws IOException {
        describe(exchange, digest);
        if (exchange.header("If-None-Match").equals(Optional.of(tag(digest)))) {
            exchange.answer(304);
            return;
        }
        if (exchange.isHead()) {
            exchange.answerHead(TYPE, size);
            return;
        }
        boolean same = exchange.header("If-Range").map(tag(digest)::equals).orElse(true);
        ByteRange range =
                exchange.header("Range")
                        .filter(_ -> same)
                        .map(header -> ByteRange.of(header, size))
                        .orElse(ByteRange.whole(size));
        if (range.equals(ByteRange.whole(size))) {
            whole(exchange, digest, size);
        } else {
            part(exchange, digest, range, size);
        }
    }

    static void describe(Exchange exchange, Digest digest) {
        exchange.answerHeader("Docker-Content-Digest", digest.toString());
        exchange.answerHeader("ETag", tag(digest));
        exchange.answerHeader("Accept-Ranges", "bytes");
    }

    /// The last piece is held back until all was verified: of a damaged blob nobody gets the end, and it is removed, so
    /// that the next push puts a good one in its place.
    private void whole(Exchange exchange, Digest digest, long size) throws IOException {
        try (InputStream in = storage.content().open(digest)) {
            OutputStream out = exchange.begin(200, TYPE, size);
            byte[] held = new byte[PIECE];
            byte[] next = new byte[PIECE];
            int count = in.read(held);
            while (count >= 0) {
                int following = in.read(next);
                out.write(held, 0, count);
                byte[] written = held;
                held = next;
                next = written;
                count = following;
            }
            out.close();
        } catch (JongException e) {
            if (e.kind() == ErrorKind.DATA_LOSS) {
                storage.change(() -> storage.content().remove(digest));
                throw new IOException("a damaged blob", e);
            }
            throw e;
        }
    }

    private void part(Exchange exchange, Digest digest, ByteRange range, long size)
            throws IOException {
        if (!range.isSatisfiable(size)) {
            exchange.answerHeader("Content-Range", "bytes */" + size);
            throw RegistryError.of(416, "SIZE_INVALID", "the blob has " + size + " bytes");
        }
        try (FileChannel file =
                FileChannel.open(storage.content().path(digest), StandardOpenOption.READ)) {
            file.position(range.start());
            exchange.answerHeader(
                    "Content-Range", "bytes " + range.start() + "-" + range.end() + "/" + size);
            OutputStream out = exchange.begin(206, TYPE, range.length());
            InputStream in = Channels.newInputStream(file);
            byte[] buffer = new byte[PIECE];
            long left = range.length();
            while (left > 0) {
                int count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (count < 0) {
                    throw new IOException("the blob became shorter");
                }
                out.write(buffer, 0, count);
                left -= count;
            }
            out.close();
        } catch (NoSuchFileException e) {
            throw RegistryError.blobUnknown(digest);
        }
    }

    private static String tag(Digest digest) {
        return "\"" + digest + "\"";
    }
}
