package dev.jong.image.registry;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.image.registry.http.Headers;
import dev.jong.image.registry.http.Request;
import dev.jong.image.registry.http.Response;
import dev.jong.oci.Descriptor;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// Uploads one blob: a session, and all bytes in one PUT (distribution specification, end-4a and end-6). When the
/// connection breaks, the registry is asked what it has (end-13), and gets the rest in a PATCH (end-5). When it has
/// lost the session, everything begins again. A registry that refuses large requests gets pieces.
final class Upload {
    private static final String OCTETS = "application/octet-stream";
    private static final int ATTEMPTS = 5;
    private static final long PIECE = 16L << 20;

    private final Place place;
    private final Descriptor blob;
    private final Repository.BlobSource source;
    private boolean inPieces;

    Upload(Place place, Descriptor blob, Repository.BlobSource source) {
        this.place = place;
        this.blob = blob;
        this.source = source;
    }

    /// What became of a part of an upload.
    private sealed interface Step {
        /// The blob is there.
        record Done() implements Step {}

        /// So many bytes are there.
        record At(UploadSession session, long offset) implements Step {}

        /// The session is worth nothing any more.
        record Lost(JongException why) implements Step {}
    }

    /// Uploads it.
    void run() {
        Step step = new Step.Lost(lost("no attempt"));
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            UploadSession session = begin();
            step = inPieces ? new Step.At(session, 0) : whole(session);
            for (int parts = 0; step instanceof Step.At at; parts++) {
                step = parts > blob.size() / PIECE + ATTEMPTS ? tooOften() : part(at);
            }
            if (step instanceof Step.Done) {
                return;
            }
            pause(attempt);
        }
        if (step instanceof Step.Lost last) {
            throw last.why();
        }
    }

    private UploadSession begin() {
        Call call = call("POST", "/blobs/uploads/");
        try (Response response = place.demand(call)) {
            return UploadSession.of(call, place, response);
        } catch (IOException e) {
            throw Refusals.of(call, place.endpoint(), e);
        }
    }

    private Step whole(UploadSession session) {
        Call call = finish(session).body(body(0, blob.size()), OCTETS);
        try (Response response = place.once(call)) {
            int status = response.status();
            if (status == 405 || status == 411 || status == 413 || status == 415) {
                inPieces = true;
                return new Step.Lost(Refusals.of(call, place.endpoint(), response));
            }
            return status / 100 == 2 ? new Step.Done() : failed(call, response);
        } catch (IOException e) {
            return broken(call, session, e);
        }
    }

    /// Sends the next piece, or ends the upload when there is none.
    private Step part(Step.At at) {
        if (at.offset() >= blob.size()) {
            return last(at);
        }
        long end = Math.min(blob.size(), inPieces ? at.offset() + PIECE : blob.size());
        Call call =
                call("PATCH", "")
                        .at(at.session().url(), at.session().zones())
                        .header("Content-Range", at.offset() + "-" + (end - 1))
                        .body(body(at.offset(), end), OCTETS)
                        .patience(Request.SLOW);
        try (Response response = place.once(call)) {
            return response.status() / 100 == 2
                    ? new Step.At(at.session().next(response), end)
                    : failed(call, response);
        } catch (IOException e) {
            return broken(call, at.session(), e);
        }
    }

    private Step last(Step.At at) {
        Call call = finish(at.session());
        try (Response response = place.once(call)) {
            return response.status() / 100 == 2 ? new Step.Done() : failed(call, response);
        } catch (IOException e) {
            return new Step.Lost(Refusals.of(call, place.endpoint(), e));
        }
    }

    /// A session that is gone or in disorder is begun again; everything else is the registry's last word.
    private Step failed(Call call, Response response) {
        int status = response.status();
        JongException why = Refusals.of(call, place.endpoint(), response);
        if (status == 404 || status == 416 || status == 400 || Retries.isLater(status)) {
            return new Step.Lost(why);
        }
        throw why;
    }

    /// Asks how much the registry has.
    private Step broken(Call call, UploadSession session, IOException e) {
        JongException why = Refusals.of(call, place.endpoint(), e);
        if (!Retries.mayHelp(e)) {
            throw why;
        }
        Call ask = call("GET", "").at(session.url(), session.zones());
        try (Response response = place.ask(ask)) {
            Optional<Long> offset = offset(response);
            return offset.isPresent()
                    ? new Step.At(session.next(response), offset.get())
                    : new Step.Lost(why);
        } catch (IOException | JongException nobody) {
            return new Step.Lost(why);
        }
    }

    /// `Range: 0-99` says that there are a hundred bytes. `0-0` is what registries say for none, too: to be told from
    /// one byte only by beginning again.
    private Optional<Long> offset(Response response) {
        String range = response.headers().first("Range").orElse("");
        long last = range.startsWith("0-") ? Headers.number(range, 2) : -1;
        boolean good = response.status() == 204 && last > 0 && last < blob.size();
        return good ? Optional.of(last + 1) : Optional.empty();
    }

    private void pause(int attempt) {
        Retries retries = place.endpoint().retries();
        try {
            retries.sleep(retries.delay(attempt, Optional.empty()));
        } catch (IOException e) {
            throw Refusals.of(call("PATCH", ""), place.endpoint(), e);
        }
    }

    private Step tooOften() {
        return new Step.Lost(lost("the connection broke too often"));
    }

    private JongException lost(String why) {
        return JongException.of(
                ErrorKind.UNAVAILABLE, "cannot " + call("PUT", "").doing() + ": " + why);
    }

    private Call finish(UploadSession session) {
        return call("PUT", "")
                .at(session.url().with("digest", blob.digest().toString()), session.zones())
                .patience(Request.SLOW);
    }

    private Call call(String method, String rest) {
        return place.writing(
                method, rest, "upload the blob " + blob.digest() + " to " + place.shown());
    }

    private Request.Body body(long from, long end) {
        return new Request.Body() {
            @Override
            public long length() {
                return end - from;
            }

            @Override
            public InputStream open() {
                return source.open(from);
            }
        };
    }
}
