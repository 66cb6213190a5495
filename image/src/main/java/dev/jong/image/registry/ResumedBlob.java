package dev.jong.image.registry;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.image.registry.header.ContentRange;
import dev.jong.image.registry.http.Response;
import dev.jong.oci.Descriptor;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/// The bytes of a blob from wherever they can be had. A broken connection is taken up where it broke, by range; a
/// registry that knows no ranges sends everything again, of which what was read already is dropped. Ends after as
/// many bytes as the descriptor says, whatever else comes.
final class ResumedBlob extends InputStream {
    /// So often it is tried again without one new byte.
    private static final int FRUITLESS = 5;

    private final List<Place> places;
    private final Descriptor blob;
    private int current;
    private long at;
    private int fruitless;
    private boolean closed;
    private Optional<Response> response = Optional.empty();
    private Optional<JongException> failure = Optional.empty();

    /// @param places where it may be, at least one
    /// @param first index of the place to begin with
    ResumedBlob(List<Place> places, int first, Descriptor blob, long from) {
        this.places = List.copyOf(places);
        this.current = first;
        this.blob = blob;
        this.at = from;
    }

    /// Makes the first connection.
    ///
    /// @return the offset of the first byte
    long open() {
        if (at >= blob.size()) {
            return at;
        }
        long wanted = at;
        connect(false);
        return Math.min(at, wanted);
    }

    /// Index of the place that the bytes came from last.
    int place() {
        return current;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int count) {
        while (at < blob.size() && count > 0 && !closed) {
            if (response.isEmpty()) {
                connect(true);
            }
            try {
                int most = (int) Math.min(count, blob.size() - at);
                int got = response.orElseThrow().body().read(buffer, offset, most);
                if (got > 0) {
                    at += got;
                    fruitless = 0;
                    return got;
                }
                throw new IOException("the answer ended before the blob did");
            } catch (IOException e) {
                broken(e);
            }
        }
        return count == 0 ? 0 : -1;
    }

    @Override
    public void close() {
        closed = true;
        drop();
    }

    private void drop() {
        try {
            if (response.isPresent()) {
                response.get().body().close();
            }
        } catch (IOException e) {
            // Nothing more is wanted of it.
        }
        response = Optional.empty();
    }

    /// Waits, or gives up on a place that gives nothing any more.
    private void broken(IOException e) {
        drop();
        Place place = places.get(current);
        JongException error = Refusals.of(call(place), place.endpoint(), e);
        if (++fruitless < FRUITLESS && Retries.mayHelp(e)) {
            if (fruitless > 1) {
                pause(place);
            }
            return;
        }
        next(error);
    }

    private void pause(Place place) {
        Retries retries = place.endpoint().retries();
        try {
            retries.sleep(retries.delay(fruitless - 1, Optional.empty()));
        } catch (IOException e) {
            throw Refusals.of(call(place), place.endpoint(), e);
        }
    }

    private void next(JongException error) {
        failure = failure.or(() -> Optional.of(error));
        fruitless = 0;
        if (++current >= places.size()) {
            throw error;
        }
    }

    /// @param resuming whether bytes before `at` may not come again
    private void connect(boolean resuming) {
        while (response.isEmpty()) {
            Place place = places.get(current);
            Call call = call(place);
            try {
                Response got = place.ask(call);
                if (got.status() / 100 != 2 && got.status() != 416) {
                    throw place.refused(call, got);
                }
                accept(place, call, got, resuming);
            } catch (JongException e) {
                next(e);
            } catch (IOException e) {
                broken(e);
            }
        }
    }

    private void accept(Place place, Call call, Response got, boolean resuming) throws IOException {
        if (at > 0 && ContentRange.startsAt(got.status(), got.headers(), at, blob.size())) {
            response = Optional.of(got);
            return;
        }
        Response whole = got;
        if (got.status() != 200) {
            got.body().close();
            whole = place.ask(whole(place));
        }
        if (whole.status() != 200) {
            throw place.refused(call, whole);
        }
        checkLength(place, whole);
        if (resuming) {
            whole.body().skipNBytes(at);
        } else {
            at = 0;
        }
        response = Optional.of(whole);
    }

    private void checkLength(Place place, Response whole) throws IOException {
        long length = whole.headers().number("Content-Length");
        if (length >= 0 && length != blob.size()) {
            whole.body().close();
            throw JongException.of(
                    ErrorKind.DATA_LOSS,
                    "cannot "
                            + whole(place).doing()
                            + ": "
                            + Text.printable(place.endpoint().shown())
                            + " has "
                            + length
                            + " bytes of it, the image says "
                            + blob.size());
        }
    }

    private Call call(Place place) {
        return at > 0 ? whole(place).header("Range", "bytes=" + at + "-") : whole(place);
    }

    private Call whole(Place place) {
        return place.call(
                "GET",
                "/blobs/" + blob.digest(),
                "get the blob " + blob.digest() + " of " + place.shown());
    }
}
