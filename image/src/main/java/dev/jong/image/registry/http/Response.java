package dev.jong.image.registry.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.Set;

/// An answer; its body is still to be read. Close it in any case.
public final class Response implements AutoCloseable {
    /// As much of an unwanted body is read to keep the connection; of a larger one the connection is closed.
    private static final int WORTH_READING = 64 << 10;

    private final int status;
    private final Headers headers;
    private final HttpUrl url;
    private final Set<Zone> zones;
    private final InputStream body;

    Response(int status, Headers headers, HttpUrl url, Set<Zone> zones, InputStream body) {
        this.status = status;
        this.headers = headers;
        this.url = url;
        this.zones = zones;
        this.body = body;
    }

    /// The status code, 200 to 999.
    public int status() {
        return status;
    }

    /// The header fields.
    public Headers headers() {
        return headers;
    }

    /// Where the answer came from, at the end of all redirects.
    public HttpUrl url() {
        return url;
    }

    /// The networks of all hosts that led to this answer.
    public Set<Zone> zones() {
        return zones;
    }

    /// The bytes of the body; ends with an exception when the connection ends before it.
    public InputStream body() {
        return body;
    }

    /// The whole body, cut when it is longer than a limit.
    public byte[] text(int limit) throws IOException {
        return body.readNBytes(limit);
    }

    /// Ends the exchange, and keeps the connection when little of the answer is left.
    @Override
    public void close() throws IOException {
        try {
            body.readNBytes(WORTH_READING);
        } finally {
            body.close();
        }
    }

    Response of(Set<Zone> all) {
        return new Response(status, headers, url, all, body);
    }
}
