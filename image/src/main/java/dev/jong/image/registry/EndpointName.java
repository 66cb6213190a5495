package dev.jong.image.registry;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.image.registry.http.HttpUrl;
import dev.jong.image.registry.http.Zone;

/// Where a registry's server is, and how freely to deal with it.
///
/// @param shown the registry as people write it
/// @param authority host and optional port of the server
/// @param insecure certificates are not checked
/// @param mayBePlain http may be spoken when https is not
record EndpointName(String shown, String authority, boolean insecure, boolean mayBePlain) {
    /// The address of a target on this server.
    HttpUrl url(boolean secure, String target) {
        return HttpUrl.of(secure, authority, target)
                .orElseThrow(() ->
                        JongException.of(
                                ErrorKind.INVALID_ARGUMENT,
                                "the registry \""
                                        + Text.printable(authority)
                                        + "\" has no valid address"));
    }

    /// True for a server on this host, to which http may be spoken without asking.
    static boolean isThisHost(String authority) {
        return HttpUrl.of(true, authority, "/")
                .map(url -> Zone.isLoopbackName(url.host()))
                .orElse(false);
    }
}
