package dev.jong.image.registry;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.image.registry.http.Headers;
import dev.jong.image.registry.http.HttpUrl;
import dev.jong.image.registry.http.Request;
import dev.jong.image.registry.http.Response;
import dev.jong.oci.Descriptor;
import java.io.IOException;
import java.io.InputStream;

/// Uploads one blob: a session, and all bytes in one PUT (distribution specification, end-4a and end-6).
final class Upload {
    private static final String OCTETS = "application/octet-stream";

    private final Place place;
    private final Descriptor blob;
    private final Repository.BlobSource source;

    Upload(Place place, Descriptor blob, Repository.BlobSource source) {
        this.place = place;
        this.blob = blob;
        this.source = source;
    }

    void run() {
        HttpUrl session = begin();
        place.settle(finish(session).body(body(0), OCTETS));
    }

    private HttpUrl begin() {
        Call call = call("POST", "/blobs/uploads/");
        try (Response response = place.demand(call)) {
            return location(call, response);
        } catch (IOException e) {
            throw Refusals.of(call, place.endpoint(), e);
        }
    }

    private HttpUrl location(Call call, Response response) {
        Headers headers = response.headers();
        return headers.first("Location")
                .flatMap(response.url()::resolve)
                .orElseThrow(() ->
                        JongException.of(
                                ErrorKind.UNAVAILABLE,
                                "cannot "
                                        + call.doing()
                                        + ": "
                                        + place.endpoint().shown()
                                        + " does not say where to"));
    }

    private Call finish(HttpUrl session) {
        return call("PUT", "/blobs/uploads/")
                .at(session.with("digest", blob.digest().toString()))
                .patience(Request.SLOW);
    }

    private Call call(String method, String rest) {
        return place.call(
                method, rest, "upload the blob " + blob.digest() + " to " + place.shown());
    }

    private Request.Body body(long from) {
        return new Request.Body() {
            @Override
            public long length() {
                return blob.size() - from;
            }

            @Override
            public InputStream open() {
                return source.open(from);
            }
        };
    }
}
