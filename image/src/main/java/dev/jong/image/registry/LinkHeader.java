package dev.jong.image.registry;

import dev.jong.image.registry.http.HttpUrl;
import dev.jong.image.registry.http.Response;
import java.util.Locale;
import java.util.Optional;

/// The header that names the next page of a list: `</v2/a/tags/list?last=b>; rel="next"` (RFC 8288).
final class LinkHeader {
    private LinkHeader() {}

    /// The next page, when there is one and it is on the server that the answer came from.
    static Optional<HttpUrl> next(Response response) {
        for (String value : response.headers().all("Link")) {
            Optional<String> target = target(value);
            if (target.isPresent()) {
                return target.flatMap(response.url()::resolve).filter(response.url()::sameOrigin);
            }
        }
        return Optional.empty();
    }

    /// The target of the first link with the relation `next`.
    static Optional<String> target(String header) {
        int at = 0;
        while (at < header.length()) {
            int open = header.indexOf('<', at);
            int close = open < 0 ? -1 : header.indexOf('>', open);
            if (close < 0) {
                return Optional.empty();
            }
            int end = header.indexOf('<', close);
            String parameters = header.substring(close + 1, end < 0 ? header.length() : end);
            if (isNext(parameters)) {
                return Optional.of(header.substring(open + 1, close));
            }
            at = close + 1;
        }
        return Optional.empty();
    }

    private static boolean isNext(String parameters) {
        for (String part : parameters.replace(',', ';').split(";")) {
            String plain = part.replace(" ", "").replace("\"", "").toLowerCase(Locale.ROOT);
            if (plain.equals("rel=next")) {
                return true;
            }
        }
        return false;
    }
}
