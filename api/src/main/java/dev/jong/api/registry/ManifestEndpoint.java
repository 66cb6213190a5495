package dev.jong.api.registry;

import dev.jong.api.http.Exchange;
import dev.jong.api.storage.RegistryStorage;
import dev.jong.api.storage.Repository;
import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;
import dev.jong.oci.Limits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Manifests and indexes by tag or digest: read (end-3), pushed (end-7), removed (end-9).
final class ManifestEndpoint {
    private static final int TAGS = 100;

    private final RegistryStorage storage;
    private final Optional<PullThrough> upstream;

    /// @param upstream asked before what is here is believed
    ManifestEndpoint(RegistryStorage storage, Optional<PullThrough> upstream) {
        this.storage = storage;
        this.upstream = upstream;
    }

    void get(Exchange exchange, Route.Manifest route) throws IOException {
        Repository repository = storage.repository(route.name());
        String reference = route.reference();
        if (upstream.isPresent()) {
            upstream.get().refresh(repository, reference);
        }
        Digest digest =
                digest(repository, reference)
                        .orElseThrow(() -> RegistryError.manifestUnknown(reference));
        Descriptor manifest =
                repository
                        .manifest(digest)
                        .orElseThrow(() -> RegistryError.manifestUnknown(reference));
        byte[] bytes = read(digest, reference);
        exchange.answerHeader("Docker-Content-Digest", digest.toString());
        exchange.answerHeader("ETag", "\"" + digest + "\"");
        if (exchange.header("If-None-Match").equals(Optional.of("\"" + digest + "\""))) {
            exchange.answer(304);
        } else if (exchange.isHead()) {
            exchange.answerHead(manifest.mediaType(), bytes.length);
        } else {
            exchange.answer(200, manifest.mediaType(), bytes);
        }
    }

    void put(Exchange exchange, Route.Manifest route) throws IOException {
        String reference = route.reference();
        boolean exact = reference.indexOf(':') >= 0;
        Optional<Digest> wanted = exact ? Optional.of(Route.digest(reference)) : Optional.empty();
        List<String> tags = tags(exchange, reference, exact);
        byte[] bytes = body(exchange);
        PushedManifest pushed =
                PushedManifest.of(
                        type(exchange),
                        bytes,
                        wanted.map(Digest::algorithm).orElse(Digest.Algorithm.SHA256));
        Digest digest = pushed.descriptor().digest();
        if (wanted.isPresent() && !wanted.get().equals(digest)) {
            throw RegistryError.digestInvalid("the manifest's digest is " + digest);
        }
        Repository repository = storage.repository(route.name());
        storage.change(() -> {
            checkComplete(repository, pushed);
            storage.store(digest, bytes);
            record(repository, pushed, tags);
            return true;
        });
        answer(exchange, route, pushed, exact ? tags : List.of());
    }

    void delete(Exchange exchange, Route.Manifest route) throws IOException {
        Repository repository = storage.repository(route.name());
        String reference = route.reference();
        boolean removed;
        if (reference.indexOf(':') >= 0) {
            Digest digest = Route.digest(reference);
            removed = storage.change(() -> repository.removeManifest(digest));
        } else {
            removed =
                    Route.isTag(reference) && storage.change(() -> repository.removeTag(reference));
        }
        if (!removed) {
            throw RegistryError.manifestUnknown(Text.printable(reference));
        }
        exchange.answer(202);
    }

    static void record(Repository repository, PushedManifest pushed, List<String> tags) {
        Descriptor manifest = pushed.descriptor();
        if (pushed.subject().isPresent()) {
            repository.putReferrer(pushed.subject().get(), manifest.digest(), pushed.shown());
        }
        repository.putManifest(manifest);
        for (String tag : tags) {
            repository.putTag(tag, manifest.digest());
        }
    }

    /// The digest that a tag or digest stands for here.
    static Optional<Digest> digest(Repository repository, String reference) {
        if (reference.indexOf(':') >= 0) {
            return Optional.of(Route.digest(reference));
        }
        return Route.isTag(reference) ? repository.tag(reference) : Optional.empty();
    }

    /// A damaged manifest counts as missing, so that whoever has it pushes it again.
    private byte[] read(Digest digest, String reference) {
        try {
            return storage.content().read(digest);
        } catch (JongException e) {
            if (e.kind() == ErrorKind.DATA_LOSS || e.kind() == ErrorKind.NOT_FOUND) {
                throw RegistryError.manifestUnknown(reference);
            }
            throw e;
        }
    }

    private static List<String> tags(Exchange exchange, String reference, boolean exact) {
        List<String> tags = new ArrayList<>();
        if (exact) {
            tags.addAll(exchange.query().all("tag"));
        } else {
            tags.add(reference);
        }
        if (tags.size() > TAGS) {
            throw RegistryError.of(414, "MANIFEST_INVALID", "more than " + TAGS + " tags at once");
        }
        for (String tag : tags) {
            if (!Route.isTag(tag)) {
                throw RegistryError.manifestInvalid(
                        "a tag is 1 to 128 letters, digits, dots, dashes and underscores");
            }
        }
        return tags;
    }

    private static byte[] body(Exchange exchange) throws IOException {
        boolean large = exchange.length().orElse(0) > Limits.DOCUMENT_BYTES;
        byte[] bytes = large ? new byte[0] : exchange.body().readNBytes(Limits.DOCUMENT_BYTES + 1);
        if (large || bytes.length > Limits.DOCUMENT_BYTES) {
            throw RegistryError.of(
                    413,
                    "MANIFEST_INVALID",
                    "a manifest may have " + Limits.DOCUMENT_BYTES + " bytes");
        }
        return bytes;
    }

    private static String type(Exchange exchange) {
        String type = exchange.header("Content-Type").orElse("");
        int end = type.indexOf(';');
        return (end < 0 ? type : type.substring(0, end)).strip();
    }

    private void checkComplete(Repository repository, PushedManifest pushed) {
        for (Descriptor blob : pushed.blobs()) {
            OptionalLong size = storage.content().size(blob.digest());
            if (!repository.hasBlob(blob.digest()) || size.isEmpty()) {
                throw missing(blob.digest());
            }
            if (size.getAsLong() != blob.size()) {
                throw RegistryError.of(400, "SIZE_INVALID", "wrong size of " + blob.digest());
            }
        }
        for (Digest manifest : pushed.manifests()) {
            if (repository.manifest(manifest).isEmpty()) {
                throw missing(manifest);
            }
        }
    }

    private static RegistryError missing(Digest digest) {
        return RegistryError.of(
                404, "MANIFEST_BLOB_UNKNOWN", "the manifest needs " + digest + ", push that first");
    }

    private static void answer(
            Exchange exchange, Route.Manifest route, PushedManifest pushed, List<String> tags)
            throws IOException {
        Digest digest = pushed.descriptor().digest();
        exchange.answerHeader("Location", "/v2/" + route.name() + "/manifests/" + digest);
        exchange.answerHeader("Docker-Content-Digest", digest.toString());
        if (pushed.subject().isPresent()) {
            exchange.answerHeader("OCI-Subject", pushed.subject().get().toString());
        }
        if (!tags.isEmpty()) {
            exchange.answerHeader("OCI-Tag", String.join(", ", tags));
        }
        exchange.answer(201);
    }
}
