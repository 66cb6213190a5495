package dev.jong.api.registry;

import dev.jong.api.http.Exchange;
import dev.jong.api.storage.RegistryStorage;
import dev.jong.api.storage.Repository;
import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.image.registry.Registries;
import dev.jong.image.registry.RemoteManifest;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;
import dev.jong.oci.Reference;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// A cache of another registry: what is asked for is fetched, verified and kept. A tag is looked up there each time;
/// what a digest names cannot change and is fetched once. When the other registry does not answer, what is here is
/// served.
public final class PullThrough {
    private static final int REFERRERS = 100;

    private final RegistryStorage storage;
    private final Upstream upstream;
    private final CachedSizes sizes;
    private final Consumer<Throwable> failures;
    private final ConcurrentHashMap<String, BlobFetch> fetches = new ConcurrentHashMap<>();

    /// @param failures told of what the other registry could not do, for the log
    PullThrough(RegistryStorage storage, Upstream upstream, Consumer<Throwable> failures) {
        this.storage = storage;
        this.upstream = upstream;
        this.sizes = new CachedSizes(storage);
        this.failures = failures;
    }

    /// The other registry.
    ///
    /// @param prefix domain, and perhaps a path: `docker.io`, `quay.io/podman`
    public record Upstream(Registries registries, String prefix) {}

    /// Brings what is kept of a manifest up to date.
    ///
    /// @param reference tag or digest
    /// @throws RegistryError when it is neither there nor here
    void refresh(Repository repository, String reference) {
        boolean exact = reference.indexOf(':') >= 0;
        if (!exact && !Route.isTag(reference)) {
            return;
        }
        Optional<Digest> here =
                ManifestEndpoint.digest(repository, reference).filter(d -> has(repository, d));
        if (exact && here.isPresent()) {
            return;
        }
        try {
            if (here.isEmpty()) {
                fetch(repository, reference);
                return;
            }
            Optional<Descriptor> now = there(repository).resolve(reference);
            if (now.isEmpty()) {
                storage.change(() -> repository.removeTag(reference));
            } else if (!now.get().digest().equals(here.get())) {
                fetch(repository, reference);
            }
        } catch (JongException e) {
            if (e.kind() == ErrorKind.NOT_FOUND) {
                throw RegistryError.manifestUnknown(reference);
            }
            failures.accept(e);
            if (here.isEmpty()) {
                throw unreachable(e);
            }
        }
    }

    /// Answers with a blob that is not here, and keeps it. Only blobs of manifests that came through this cache can be
    /// had: from these their size is known before the first byte.
    void blob(Exchange exchange, Repository repository, Digest digest) throws IOException {
        long size =
                sizes.find(repository, digest).orElseThrow(() -> RegistryError.blobUnknown(digest));
        if (exchange.isHead()) {
            checkThere(repository, digest);
            BlobEndpoint.describe(exchange, digest);
            exchange.answerHead(BlobEndpoint.TYPE, size);
            return;
        }
        pass(exchange, repository, Descriptor.of(BlobEndpoint.TYPE, digest, size));
    }

    /// Tags of the other registry; empty when it does not tell.
    Optional<List<String>> tags(Repository repository) {
        try {
            List<String> tags = new ArrayList<>(there(repository).tags());
            tags.sort(null);
            return Optional.of(tags);
        } catch (JongException e) {
            failures.accept(e);
            return Optional.empty();
        }
    }

    /// Fetches the manifests that are about another, so that they are known here.
    void refreshReferrers(Repository repository, Digest subject) {
        try {
            for (Descriptor referrer :
                    there(repository).referrers(subject, Optional.empty()).stream()
                            .limit(REFERRERS)
                            .toList()) {
                if (!has(repository, referrer.digest())) {
                    fetch(repository, referrer.digest().toString());
                }
            }
        } catch (JongException e) {
            failures.accept(e);
        }
    }

    private void checkThere(Repository repository, Digest digest) {
        try {
            if (!there(repository).hasBlob(digest)) {
                throw RegistryError.blobUnknown(digest);
            }
        } catch (JongException e) {
            failures.accept(e);
            throw unreachable(e);
        }
    }

    /// Joins the fetch of a blob, or begins it, and hands on what comes.
    private void pass(Exchange exchange, Repository repository, Descriptor blob)
            throws IOException {
        BlobFetch fetch = join(repository, blob);
        try {
            fetch.awaitBegin();
            BlobEndpoint.describe(exchange, blob.digest());
            OutputStream out = exchange.begin(200, BlobEndpoint.TYPE, blob.size());
            fetch.copyTo(out);
            out.close();
        } catch (JongException e) {
            failures.accept(e);
            throw unreachable(e);
        } finally {
            fetch.leave();
        }
    }

    private BlobFetch join(Repository repository, Descriptor blob) {
        String key = repository.name() + "@" + blob.digest();
        while (true) {
            BlobFetch fetch = fetches.computeIfAbsent(key, _ -> begin(key, repository, blob));
            if (fetch.join()) {
                return fetch;
            }
            fetches.remove(key, fetch);
        }
    }

    private BlobFetch begin(String key, Repository repository, Descriptor blob) {
        BlobFetch fetch =
                new BlobFetch(
                        storage,
                        blob,
                        () -> there(repository).blob(blob, 0),
                        () -> repository.linkBlob(blob.digest()));
        Thread.ofVirtual()
                .name("fetch " + blob.digest())
                .start(() -> {
                    fetch.run();
                    fetches.remove(key, fetch);
                });
        return fetch;
    }

    private void fetch(Repository repository, String reference) {
        RemoteManifest manifest = there(repository).manifest(reference);
        boolean exact = reference.indexOf(':') >= 0;
        Digest.Algorithm algorithm =
                exact ? Route.digest(reference).algorithm() : Digest.Algorithm.SHA256;
        PushedManifest pushed =
                PushedManifest.of(manifest.descriptor().mediaType(), manifest.bytes(), algorithm);
        Digest digest = pushed.descriptor().digest();
        if (exact && !digest.toString().equals(reference)) {
            throw JongException.of(
                    ErrorKind.DATA_LOSS, "the other registry's manifest is not " + reference);
        }
        storage.change(() -> {
            storage.store(digest, manifest.bytes());
            ManifestEndpoint.record(repository, pushed, exact ? List.of() : List.of(reference));
            return true;
        });
    }

    private boolean has(Repository repository, Digest digest) {
        return repository.manifest(digest).isPresent()
                && storage.content().size(digest).isPresent();
    }

    private dev.jong.image.registry.Repository there(Repository repository) {
        return upstream.registries()
                .repository(Reference.parse(upstream.prefix() + "/" + repository.name()));
    }

    private static RegistryError unreachable(JongException error) {
        return switch (error.kind()) {
            case NOT_FOUND -> RegistryError.of(404, "BLOB_UNKNOWN", error.text());
            case EXHAUSTED -> RegistryError.of(507, "UNKNOWN", "the registry's disk is full");
            default ->
                    RegistryError.of(
                            502, "UNKNOWN", "the other registry did not help: " + error.text());
        };
    }
}
