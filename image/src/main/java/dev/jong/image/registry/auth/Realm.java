package dev.jong.image.registry.auth;

import dev.jong.image.registry.http.HttpUrl;
import dev.jong.image.registry.http.Zone;
import java.util.Optional;

/// Where a registry says that tokens are to be had. A registry may name any place it likes, so this decides what it
/// is told there.
final class Realm {
    private Realm() {}

    /// The address of a token service; empty when it has none that we would ask: it must be https, unless the
    /// registry itself is spoken to in the open, and then it must be on the same host or both on this one.
    static Optional<HttpUrl> of(String realm, HttpUrl registry) {
        Optional<HttpUrl> url = HttpUrl.parse(realm);
        return url.filter(to -> to.secure() || !registry.secure() && isNear(to, registry));
    }

    /// Whether the token service may be told credentials for the registry: on the same host, below the same domain,
    /// or one of Docker Hub's. Anybody else is asked without (a registry that could name another's service would get
    /// tokens of it, and a proxy that believes the realm would give its credentials to strangers).
    static boolean mayKnow(HttpUrl realm, HttpUrl registry, Optional<String> trusted) {
        String to = realm.host();
        String from = registry.host();
        if (to.equals(from) || isNear(realm, registry)) {
            return true;
        }
        if (trusted.isPresent() && ("," + trusted.get() + ",").contains("," + to + ",")) {
            return true;
        }
        if (to.equals("auth.docker.io")) {
            return from.endsWith(".docker.io") || from.endsWith(".docker.com");
        }
        String parent = from.substring(from.indexOf('.') + 1);
        boolean owned = parent.indexOf('.') > 0 && !isAddress(from);
        return to.endsWith("." + from) || owned && (to.equals(parent) || to.endsWith("." + parent));
    }

    private static boolean isNear(HttpUrl realm, HttpUrl registry) {
        return realm.host().equals(registry.host())
                || Zone.isLoopbackName(realm.host()) && Zone.isLoopbackName(registry.host());
    }

    private static boolean isAddress(String host) {
        char last = host.charAt(host.length() - 1);
        return host.indexOf(':') >= 0 || last >= '0' && last <= '9';
    }
}
