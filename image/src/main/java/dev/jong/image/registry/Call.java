package dev.jong.image.registry;

import dev.jong.image.registry.http.Headers;
import dev.jong.image.registry.http.HttpUrl;
import dev.jong.image.registry.http.Request;
import dev.jong.image.registry.http.Zone;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One question to a registry.
///
/// @param target path and query
/// @param address where the registry told us to send it, instead of `target`
/// @param from the networks of those who told us `address`
/// @param scopes what a token has to allow
/// @param doing for errors: `pull the manifest latest of localhost:5000/a`
record Call(
        String method,
        String target,
        Optional<HttpUrl> address,
        Headers headers,
        Optional<Request.Body> body,
        Duration patience,
        List<String> scopes,
        Set<Zone> from,
        String doing) {

    static Call of(String method, String target, List<String> scopes, String doing) {
        return new Call(
                method,
                target,
                Optional.empty(),
                new Headers(),
                Optional.empty(),
                Duration.ofSeconds(30),
                scopes,
                Set.of(),
                doing);
    }

    Call header(String name, String value) {
        Headers more = headers.with(name, value);
        return new Call(method, target, address, more, body, patience, scopes, from, doing);
    }

    Call at(HttpUrl url, Set<Zone> zones) {
        return new Call(
                method, target, Optional.of(url), headers, body, patience, scopes, zones, doing);
    }

    /// The same with one more thing that a token has to allow.
    Call scope(String more) {
        List<String> all = new ArrayList<>(scopes);
        all.add(more);
        return new Call(
                method, target, address, headers, body, patience, List.copyOf(all), from, doing);
    }

    Call patience(Duration longest) {
        return new Call(method, target, address, headers, body, longest, scopes, from, doing);
    }

    Call body(Request.Body bytes, String mediaType) {
        Headers typed = headers.with("Content-Type", mediaType);
        return new Call(
                method, target, address, typed, Optional.of(bytes), patience, scopes, from, doing);
    }

    /// The request to an address.
    Request request(HttpUrl url) {
        Headers all =
                headers.with("User-Agent", "jong")
                        // What is hashed is what is sent, and nothing that has to be unpacked
                        // first.
                        .with("Accept-Encoding", "identity");
        Request plain = Request.of(method, url).headers(all).patience(patience).from(from);
        return body.map(plain::body).orElse(plain);
    }
}
