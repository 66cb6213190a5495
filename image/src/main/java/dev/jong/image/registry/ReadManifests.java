package dev.jong.image.registry;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.base.json.JsonParser;
import dev.jong.image.registry.http.Response;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;
import dev.jong.oci.Limits;
import dev.jong.oci.MediaType;
import java.io.IOException;
import java.util.Optional;

/// Gets manifests and indexes from one place. Their digest is computed; what a header says of it counts only where
/// there are no bytes.
final class ReadManifests {
    /// What we can read, in the order in which we like it.
    static final String ACCEPT =
            String.join(
                    ", ",
                    MediaType.OCI_INDEX,
                    MediaType.OCI_MANIFEST,
                    MediaType.DOCKER_INDEX,
                    MediaType.DOCKER_MANIFEST,
                    "application/json;q=0.5");

    private final Place place;

    ReadManifests(Place place) {
        this.place = place;
    }

    /// Gets a manifest. One with wrong bytes is fetched once more: not every cache between us and a registry is well.
    RemoteManifest manifest(String reference) {
        try {
            return once(reference);
        } catch (JongException e) {
            if (e.kind() != ErrorKind.DATA_LOSS) {
                throw e;
            }
            return once(reference);
        }
    }

    private RemoteManifest once(String reference) {
        Call call = call("GET", reference);
        try (Response response = place.demand(call)) {
            byte[] bytes = Documents.read(response, Limits.DOCUMENT_BYTES);
            String type = type(response).orElseGet(() -> declared(bytes, call, response));
            if (!isDigest(reference)) {
                return new RemoteManifest(Descriptor.of(type, bytes), bytes);
            }
            Digest wanted = Digest.parse(reference);
            Digest got = Digest.of(wanted.algorithm(), bytes);
            if (!got.equals(wanted)) {
                throw JongException.of(
                        ErrorKind.DATA_LOSS,
                        "cannot "
                                + call.doing()
                                + ": "
                                + place.endpoint().shown()
                                + " sent other bytes, with the digest "
                                + got);
            }
            return new RemoteManifest(Descriptor.of(type, wanted, bytes.length), bytes);
        } catch (IOException e) {
            throw Refusals.of(call, place.endpoint(), e);
        }
    }

    Optional<Descriptor> resolve(String reference) {
        Call call = call("HEAD", reference);
        try (Response response = place.ask(call)) {
            if (response.status() == 404) {
                return Optional.empty();
            }
            if (response.status() / 100 != 2) {
                throw place.refused(call, response);
            }
            Optional<Digest> digest = digest(response, reference);
            long size = response.headers().number("Content-Length");
            Optional<String> type = type(response);
            if (digest.isPresent() && size >= 0 && type.isPresent()) {
                return Optional.of(Descriptor.of(type.get(), digest.get(), size));
            }
        } catch (IOException e) {
            throw Refusals.of(call, place.endpoint(), e);
        }
        return Optional.of(manifest(reference).descriptor());
    }

    static boolean isDigest(String reference) {
        return reference.indexOf(':') >= 0;
    }

    private Call call(String method, String reference) {
        String separator = isDigest(reference) ? "@" : ":";
        return place.call(
                        method,
                        "/manifests/" + reference,
                        "get the manifest of " + place.shown() + separator + reference)
                .header("Accept", ACCEPT);
    }

    private static Optional<Digest> digest(Response response, String reference) {
        if (isDigest(reference)) {
            return Optional.of(Digest.parse(reference));
        }
        try {
            return response.headers().first("Docker-Content-Digest").map(Digest::parse);
        } catch (JongException e) {
            return Optional.empty();
        }
    }

    /// The media type of the answer, when it is one of a manifest.
    private static Optional<String> type(Response response) {
        String whole = response.headers().first("Content-Type").orElse("");
        int end = whole.indexOf(';');
        String type = (end < 0 ? whole : whole.substring(0, end)).strip();
        return MediaType.isIndex(type) || MediaType.isManifest(type)
                ? Optional.of(type)
                : Optional.empty();
    }

    /// Login pages of networks and servers of other things answer with a page, and with status 200.
    private String declared(byte[] bytes, Call call, Response response) {
        try {
            String type = JsonParser.parseObject(bytes).text("mediaType");
            return type.isEmpty() ? MediaType.OCI_MANIFEST : type;
        } catch (JongException e) {
            String type = response.headers().first("Content-Type").orElse("something");
            throw JongException.of(
                            ErrorKind.INVALID_ARGUMENT,
                            "cannot "
                                    + call.doing()
                                    + ": "
                                    + place.endpoint().shown()
                                    + " sent no manifest but "
                                    + Text.printable(type))
                    .hint("see whether a registry is what answers there, not a page for people")
                    .causedBy(e);
        }
    }
}
