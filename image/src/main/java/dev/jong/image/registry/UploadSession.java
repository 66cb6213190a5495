package dev.jong.image.registry;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.image.registry.http.HttpUrl;
import dev.jong.image.registry.http.Response;
import dev.jong.image.registry.http.Zone;
import java.util.Optional;
import java.util.Set;

/// Where the registry wants an upload's bytes to go next.
///
/// @param zones the networks of those who said so
record UploadSession(HttpUrl url, Set<Zone> zones) {
    /// What an answer's `Location` says.
    ///
    /// @throws JongException UNAVAILABLE when it says nothing, or names http after https
    static UploadSession of(Call call, Place place, Response response) {
        return read(response)
                .orElseThrow(() ->
                        JongException.of(
                                ErrorKind.UNAVAILABLE,
                                "cannot "
                                        + call.doing()
                                        + ": "
                                        + place.endpoint().shown()
                                        + " does not say where to send it"));
    }

    /// The next place, or this one when the answer names none.
    UploadSession next(Response response) {
        return read(response).orElse(this);
    }

    /// A registry behind a proxy that unpacks TLS may believe that it is spoken to in the open: its own host is then
    /// reached as before.
    private static Optional<UploadSession> read(Response response) {
        HttpUrl from = response.url();
        return response.headers()
                .first("Location")
                .flatMap(from::resolve)
                .flatMap(to ->
                        !from.secure() || to.secure()
                                ? Optional.of(to)
                                : to.host().equals(from.host())
                                        ? from.at(to.target())
                                        : Optional.empty())
                .map(to -> new UploadSession(to, response.zones()));
    }
}
