package dev.jong.api.registry;

import dev.jong.api.http.Exchange;
import dev.jong.api.http.Site;
import dev.jong.api.storage.RegistryStorage;
import dev.jong.api.storage.Uploads;
import dev.jong.base.JongException;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/// A registry: finds the endpoint for each request, after asking the guard, and turns errors into answers.
public final class RegistrySite implements Site {
    /// The answer to what is no request at all.
    public static final String REFUSAL =
            "{\"errors\":[{\"code\":\"NAME_INVALID\",\"message\":\"this is no valid request\"}]}";

    private final Rules rules;
    private final Guard guard;
    private final BlobEndpoint blobs;
    private final UploadEndpoint uploads;
    private final ManifestEndpoint manifests;
    private final ListEndpoint lists;
    private final Consumer<Throwable> failures;

    /// What is allowed.
    ///
    /// @param writes pushes
    /// @param deletes removal of tags, manifests and blobs
    public record Rules(boolean writes, boolean deletes) {}

    /// @param upstream the registry that this one is a cache of
    /// @param failures told of what went wrong inside, for the log
    public RegistrySite(
            RegistryStorage storage,
            Uploads sessions,
            Rules rules,
            Guard guard,
            Optional<PullThrough> upstream,
            Consumer<Throwable> failures) {
        this.rules = rules;
        this.guard = guard;
        this.blobs = new BlobEndpoint(storage, upstream);
        this.uploads = new UploadEndpoint(storage, sessions);
        this.manifests = new ManifestEndpoint(storage, upstream);
        this.lists = new ListEndpoint(storage, upstream);
        this.failures = failures;
    }

    @Override
    public void serve(Exchange exchange) throws IOException {
        exchange.answerHeader("Docker-Distribution-Api-Version", "registry/2.0");
        exchange.answerHeader("X-Content-Type-Options", "nosniff");
        try {
            guard.check(exchange);
            answer(exchange, Route.parse(exchange.path()));
        } catch (RegistryError e) {
            refuse(exchange, e);
        } catch (JongException e) {
            failures.accept(e);
            refuse(exchange, translate(e));
        } catch (RuntimeException e) {
            failures.accept(e);
            refuse(exchange, RegistryError.of(500, "UNKNOWN", "internal error"));
        }
    }

    private void answer(Exchange exchange, Route route) throws IOException {
        boolean reads = exchange.method().equals("GET") || exchange.isHead();
        switch (route) {
            case Route.Base _ -> base(exchange, reads);
            case Route.Catalog _ -> only(reads, exchange, () -> lists.catalog(exchange));
            case Route.Tags tags -> only(reads, exchange, () -> lists.tags(exchange, tags));
            case Route.Referrers of -> only(reads, exchange, () -> lists.referrers(exchange, of));
            case Route.Blob blob -> blob(exchange, blob, reads);
            case Route.Manifest manifest -> manifest(exchange, manifest, reads);
            case Route.Uploads begin -> {
                write();
                boolean posts = exchange.method().equals("POST");
                only(posts, exchange, () -> uploads.begin(exchange, begin));
            }
            case Route.Session session -> session(exchange, session);
        }
    }

    private static void base(Exchange exchange, boolean reads) throws IOException {
        only(reads, exchange, () -> exchange.answer(200, "application/json", "{}"));
    }

    private void blob(Exchange exchange, Route.Blob route, boolean reads) throws IOException {
        if (exchange.method().equals("DELETE")) {
            delete();
            blobs.delete(exchange, route);
        } else {
            only(reads, exchange, () -> blobs.get(exchange, route));
        }
    }

    private void manifest(Exchange exchange, Route.Manifest route, boolean reads)
            throws IOException {
        switch (exchange.method()) {
            case "PUT" -> {
                write();
                manifests.put(exchange, route);
            }
            case "DELETE" -> {
                delete();
                manifests.delete(exchange, route);
            }
            default -> only(reads, exchange, () -> manifests.get(exchange, route));
        }
    }

    private void session(Exchange exchange, Route.Session route) throws IOException {
        write();
        switch (exchange.method()) {
            case "PATCH" -> uploads.patch(exchange, route);
            case "PUT" -> uploads.put(exchange, route);
            case "GET" -> uploads.status(exchange, route);
            case "DELETE" -> uploads.cancel(exchange, route);
            default -> throw unknownMethod(exchange);
        }
    }

    private void write() {
        if (!rules.writes()) {
            throw RegistryError.unsupported("this registry is read-only");
        }
    }

    /// Where deletes are off nothing is looked up, and nothing removed (S09).
    private void delete() {
        write();
        if (!rules.deletes()) {
            throw RegistryError.unsupported("this registry removes nothing");
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void only(boolean fits, Exchange exchange, Work work) throws IOException {
        if (!fits) {
            throw unknownMethod(exchange);
        }
        work.run();
    }

    private static RegistryError unknownMethod(Exchange exchange) {
        return RegistryError.unsupported(exchange.method() + " is not for this path");
    }

    private static RegistryError translate(JongException error) {
        return switch (error.kind()) {
            case INVALID_ARGUMENT -> RegistryError.of(400, "SIZE_INVALID", error.text());
            case NOT_FOUND -> RegistryError.of(404, "BLOB_UPLOAD_UNKNOWN", "it is not there");
            case CONFLICT -> RegistryError.of(409, "BLOB_UPLOAD_INVALID", error.text());
            case EXHAUSTED -> RegistryError.of(507, "UNKNOWN", "the registry's disk is full");
            default -> RegistryError.of(500, "UNKNOWN", "the registry has a problem");
        };
    }

    /// What is on its way already cannot become an error: the connection is broken off instead.
    private static void refuse(Exchange exchange, RegistryError error) throws IOException {
        if (exchange.isAnswered()) {
            throw new IOException("broken off", error);
        }
        exchange.answer(error.status(), "application/json", error.json());
    }
}
