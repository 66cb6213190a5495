package dev.jong.image.registry.header;

import dev.jong.image.registry.http.Headers;
import dev.jong.image.registry.http.HttpUrl;
import java.util.Locale;
import java.util.Optional;

/// The header that names the next page of a list: `</v2/a/tags/list?last=b>; rel="next"` (RFC 8288).
public final class LinkHeader {
    private LinkHeader() {}

    /// The next page, when there is one and it is on the server that the answer came from.
    ///
    /// @param from where the answer came from
    public static Optional<HttpUrl> next(Headers headers, HttpUrl from) {
        for (String value : headers.all("Link")) {
            Optional<String> target = target(value);
            if (target.isPresent()) {
                return target.flatMap(from::resolve).filter(from::sameOrigin);
            }
        }
        return Optional.empty();
    }

    /// The target of the first link with the relation `next`.
    public static Optional<String> target(String header) {
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
