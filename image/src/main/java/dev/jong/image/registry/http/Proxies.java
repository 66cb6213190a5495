package dev.jong.image.registry.http;

import dev.jong.base.Text;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The proxies that a caller's environment names: `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY`, in lower
/// case or upper case. This host itself is never reached through one.
public final class Proxies {
    private final Map<String, String> environment;

    /// @param environment the caller's
    public Proxies(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /// The way to an address.
    ///
    /// @throws UnreachableException when the variable holds no address of a proxy
    Route route(HttpUrl url) throws UnreachableException {
        String name = url.secure() ? "https_proxy" : "http_proxy";
        String value = variable(name);
        if (value.isEmpty()) {
            name = "all_proxy";
            value = variable(name);
        }
        if (value.isEmpty() || Zone.isLoopbackName(url.host()) || isExcepted(url)) {
            return Route.DIRECT;
        }
        int scheme = value.indexOf("://");
        String whole = scheme < 0 ? "http://" + value : value;
        int start = whole.indexOf("://") + 3;
        int end = whole.indexOf('/', start);
        int at = whole.lastIndexOf('@', end < 0 ? whole.length() : end);
        String user = at < start ? "" : whole.substring(start, at);
        Optional<HttpUrl> proxy =
                HttpUrl.parse(whole.substring(0, start) + whole.substring(Math.max(at + 1, start)));
        if (proxy.isEmpty()) {
            throw new UnreachableException(
                    "the variable "
                            + name.toUpperCase(Locale.ROOT)
                            + " holds no address of an http proxy");
        }
        return new Route(proxy, unescaped(user));
    }

    private String variable(String name) {
        String lower = environment.getOrDefault(name, "");
        return lower.isEmpty()
                ? environment.getOrDefault(name.toUpperCase(Locale.ROOT), "")
                : lower;
    }

    private boolean isExcepted(HttpUrl url) {
        for (String part : variable("no_proxy").split(",")) {
            String entry = part.strip().toLowerCase(Locale.ROOT);
            if (!entry.isEmpty() && NoProxy.matches(entry, url.host(), url.port())) {
                return true;
            }
        }
        return false;
    }

    private static String unescaped(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            int high = i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
            int low = i + 2 < text.length() ? Character.digit(text.charAt(i + 2), 16) : -1;
            if (text.charAt(i) == '%' && high >= 0 && low >= 0) {
                out.append((char) (high << 4 | low));
                i += 2;
            } else {
                out.append(text.charAt(i));
            }
        }
        return Text.of(Text.bytes(out.toString()));
    }
}
