package dev.jong.image.registry.http;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// One request.
///
/// @param body bytes that go with it
/// @param insecure certificates are not checked, and https may lead to http
/// @param patience longest wait for the answer to begin
/// @param from the networks of the hosts whose word made us send this; empty when it was the user's
public record Request(
        String method,
        HttpUrl url,
        Headers headers,
        Optional<Body> body,
        boolean insecure,
        Duration patience,
        Set<Zone> from) {
    static final Duration IDLE = Duration.ofSeconds(30);

    /// The longest wait for what takes a registry its time: to hash what it got.
    public static final Duration SLOW = Duration.ofMinutes(5);

    /// Bytes that are sent, again when a connection breaks.
    public interface Body {
        /// How many bytes there are.
        long length();

        /// Opens them from the first on.
        InputStream open() throws IOException;
    }

    /// A request without a body.
    public static Request of(String method, HttpUrl url) {
        return new Request(
                method,
                url,
                new Headers(),
                Optional.empty(),
                false,
                IDLE,
                EnumSet.noneOf(Zone.class));
    }

    /// The same with one more header field.
    public Request header(String name, String value) {
        return new Request(method, url, headers.with(name, value), body, insecure, patience, from);
    }

    /// The same with other header fields.
    public Request headers(Headers fields) {
        return new Request(method, url, fields, body, insecure, patience, from);
    }

    /// The same with a body.
    public Request body(Body bytes) {
        return new Request(method, url, headers, Optional.of(bytes), insecure, patience, from);
    }

    /// The same with or without checks of certificates.
    public Request insecure(boolean yes) {
        return new Request(method, url, headers, body, yes, patience, from);
    }

    /// The same with another longest wait.
    public Request patience(Duration longest) {
        return new Request(method, url, headers, body, insecure, longest, from);
    }

    /// The same, sent at the word of a host in this network.
    public Request from(Set<Zone> zones) {
        return new Request(method, url, headers, body, insecure, patience, zones);
    }

    /// The same to another address, with other header fields.
    Request to(HttpUrl other, Headers fields) {
        return new Request(method, other, fields, body, insecure, patience, from);
    }

    /// A body in memory.
    public static Body bytes(byte[] bytes) {
        return new Body() {
            @Override
            public long length() {
                return bytes.length;
            }

            @Override
            public InputStream open() {
                return new java.io.ByteArrayInputStream(bytes);
            }
        };
    }
}
