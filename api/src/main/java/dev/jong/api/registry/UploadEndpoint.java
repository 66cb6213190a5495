package dev.jong.api.registry;

import dev.jong.api.http.Exchange;
import dev.jong.api.storage.RegistryStorage;
import dev.jong.api.storage.Repository;
import dev.jong.api.storage.RepositoryName;
import dev.jong.api.storage.Upload;
import dev.jong.api.storage.Uploads;
import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.oci.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/// Uploads of blobs: begun, mounted or posted whole (end-4, end-11), continued (end-5), finished (end-6), looked at
/// (end-13) and given up (end-14).
final class UploadEndpoint {
    private final RegistryStorage storage;
    private final Uploads uploads;

    UploadEndpoint(RegistryStorage storage, Uploads uploads) {
        this.storage = storage;
        this.uploads = uploads;
    }

    void begin(Exchange exchange, Route.Uploads route) throws IOException {
        Optional<String> mount = exchange.query().first("mount");
        if (mount.isPresent() && mounted(exchange, route.name(), Route.digest(mount.get()))) {
            return;
        }
        Optional<String> digest = exchange.query().first("digest");
        Optional<Digest> wanted = digest.map(Route::digest);
        exchange.query().first("digest-algorithm").ifPresent(UploadEndpoint::checkAlgorithm);
        Upload upload = uploads.begin(route.name());
        if (wanted.isPresent()) {
            finish(exchange, route.name(), upload, wanted.get());
        } else {
            place(exchange, route.name(), upload);
            exchange.answer(202);
        }
    }

    void patch(Exchange exchange, Route.Session route) throws IOException {
        Upload upload = find(route);
        append(exchange, route.name(), upload);
        place(exchange, route.name(), upload);
        range(exchange, upload);
        exchange.answer(202);
    }

    void put(Exchange exchange, Route.Session route) throws IOException {
        String digest =
                exchange.query()
                        .first("digest")
                        .orElseThrow(() -> RegistryError.digestInvalid("the digest is missing"));
        finish(exchange, route.name(), find(route), Route.digest(digest));
    }

    void status(Exchange exchange, Route.Session route) throws IOException {
        Upload upload = find(route);
        place(exchange, route.name(), upload);
        range(exchange, upload);
        exchange.answer(204);
    }

    void cancel(Exchange exchange, Route.Session route) throws IOException {
        find(route).cancel();
        exchange.answer(204);
    }

    /// A blob is mounted only out of a repository that has it: whoever merely knows a digest does not get the content
    /// by naming any repository (S05).
    private boolean mounted(Exchange exchange, RepositoryName name, Digest digest)
            throws IOException {
        Optional<String> from = exchange.query().first("from");
        if (from.isEmpty()) {
            return false;
        }
        Repository source = storage.repository(Route.name(from.get()));
        boolean linked =
                storage.change(() -> {
                    boolean there =
                            source.hasBlob(digest) && storage.content().size(digest).isPresent();
                    if (there) {
                        storage.repository(name).linkBlob(digest);
                    }
                    return there;
                });
        if (linked) {
            created(exchange, name, digest);
        }
        return linked;
    }

    private void finish(Exchange exchange, RepositoryName name, Upload upload, Digest digest)
            throws IOException {
        append(exchange, name, upload);
        Repository repository = storage.repository(name);
        try {
            upload.alone(() -> {
                upload.finish(storage, digest, () -> repository.linkBlob(digest));
                return true;
            });
        } catch (JongException e) {
            if (e.kind() == ErrorKind.DATA_LOSS) {
                throw RegistryError.digestInvalid(e.text());
            }
            throw e;
        }
        created(exchange, name, digest);
    }

    private void append(Exchange exchange, RepositoryName name, Upload upload) throws IOException {
        Optional<ByteRange> range = exchange.header("Content-Range").map(ByteRange::ofContent);
        try {
            upload.alone(() -> {
                append(exchange, name, upload, range);
                return true;
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /// What does not begin where the upload stands is refused and changes nothing (S03).
    private void append(
            Exchange exchange, RepositoryName name, Upload upload, Optional<ByteRange> range) {
        long size = upload.size();
        if (range.isPresent() && range.get().start() != size) {
            throw misplaced(exchange, name, upload);
        }
        long announced = range.map(ByteRange::length).orElse(Long.MAX_VALUE);
        if (range.isPresent() && exchange.length().orElse(announced) != announced) {
            throw RegistryError.of(
                    400, "SIZE_INVALID", "Content-Length and Content-Range contradict each other");
        }
        if (exchange.length().orElse(1) == 0) {
            return;
        }
        try {
            long after = upload.append(exchange.body(), announced);
            if (range.isPresent() && after != size + announced) {
                throw misplaced(exchange, name, upload);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RegistryError misplaced(Exchange exchange, RepositoryName name, Upload upload) {
        place(exchange, name, upload);
        range(exchange, upload);
        return RegistryError.of(
                416, "BLOB_UPLOAD_INVALID", "the upload stands at byte " + upload.size());
    }

    private Upload find(Route.Session route) {
        return uploads.find(route.name(), route.id()).orElseThrow(RegistryError::uploadUnknown);
    }

    private static void place(Exchange exchange, RepositoryName name, Upload upload) {
        exchange.answerHeader("Location", "/v2/" + name + "/blobs/uploads/" + upload.id());
        exchange.answerHeader("Docker-Upload-UUID", upload.id());
    }

    /// As others have it, nothing and one byte look the same.
    private static void range(Exchange exchange, Upload upload) {
        exchange.answerHeader("Range", "0-" + Math.max(0, upload.size() - 1));
    }

    private static void created(Exchange exchange, RepositoryName name, Digest digest)
            throws IOException {
        exchange.answerHeader("Location", "/v2/" + name + "/blobs/" + digest);
        exchange.answerHeader("Docker-Content-Digest", digest.toString());
        exchange.answer(201);
    }

    private static void checkAlgorithm(String label) {
        for (Digest.Algorithm algorithm : Digest.Algorithm.values()) {
            if (algorithm.label().equals(label)) {
                return;
            }
        }
        throw RegistryError.digestInvalid("only sha256 and sha512 are known here");
    }
}
