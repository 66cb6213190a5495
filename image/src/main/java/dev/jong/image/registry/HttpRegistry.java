package dev.jong.image.registry;

import dev.jong.image.registry.http.Response;
import java.io.IOException;
import java.util.List;

/// A registry over HTTP.
final class HttpRegistry implements Registry {
    private final Endpoint endpoint;

    HttpRegistry(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public void check() {
        Call call = Call.of("GET", "/v2/", List.of(), "log in to " + endpoint.shown());
        try (Response response = endpoint.call(call)) {
            if (response.status() / 100 != 2) {
                throw Refusals.of(call, endpoint, response);
            }
        } catch (IOException e) {
            throw Refusals.of(call, endpoint, e);
        }
    }

    @Override
    public List<String> catalog(int limit) {
        Place root = new Place(endpoint, "", endpoint.shown());
        return new Pages(root)
                .strings(
                        "_catalog",
                        "repositories",
                        "list the repositories of " + endpoint.shown(),
                        limit);
    }
}
