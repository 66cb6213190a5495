package dev.jong.image.registry.http;

import dev.jong.base.Text;
import java.util.Base64;
import java.util.Optional;

/// The way to a server: directly, or through a proxy.
///
/// @param proxy the proxy's address
/// @param user `user:password` for the proxy, or empty
record Route(Optional<HttpUrl> proxy, String user) {
    static final Route DIRECT = new Route(Optional.empty(), "");

    /// What stands in the request line: proxies of plain http want the whole address.
    String target(HttpUrl url) {
        boolean whole = proxy.isPresent() && !url.secure();
        return whole ? "http://" + url.authority() + url.target() : url.target();
    }

    /// The fields that a proxy wants in each request; an encrypted one it cannot read.
    Headers proxyHeaders(HttpUrl url) {
        return proxy.isPresent() && !url.secure() ? credentials() : new Headers();
    }

    /// The proxy's credentials.
    Headers credentials() {
        Headers out = new Headers();
        if (!user.isEmpty()) {
            String encoded = Base64.getEncoder().encodeToString(Text.bytes(user));
            out.add("Proxy-Authorization", "Basic " + encoded);
        }
        return out;
    }

    @Override
    public String toString() {
        return proxy.map(p -> "the proxy " + p.authority()).orElse("no proxy");
    }
}
