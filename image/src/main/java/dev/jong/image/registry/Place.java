package dev.jong.image.registry;

import dev.jong.base.JongException;
import dev.jong.image.registry.http.Headers;
import dev.jong.image.registry.http.Response;
import java.io.IOException;
import java.util.List;

/// A repository on one server.
///
/// @param path the repository's path there
/// @param shown the repository in messages: `debian`, `localhost:5000/a`
record Place(Endpoint endpoint, String path, String shown) {
    /// A question about something of this repository.
    ///
    /// @param rest the target below the repository, such as `/tags/list`
    Call call(String method, String rest, String doing) {
        String actions = method.equals("GET") || method.equals("HEAD") ? "pull" : "pull,push";
        return Call.of(
                method, "/v2/" + path + rest, List.of("repository:" + path + ":" + actions), doing);
    }

    /// Asks.
    ///
    /// @throws JongException UNAVAILABLE when there is no answer
    Response ask(Call call) {
        try {
            return endpoint.call(call);
        } catch (IOException e) {
            throw Refusals.of(call, endpoint, e);
        }
    }

    /// Asks, and takes no other answer than success.
    ///
    /// @throws JongException for every status but 2xx
    Response demand(Call call) {
        Response response = ask(call);
        if (response.status() / 100 == 2) {
            return response;
        }
        throw refused(call, response);
    }

    /// The error for an answer, which is closed.
    JongException refused(Call call, Response response) {
        try (response) {
            return Refusals.of(call, endpoint, response);
        } catch (IOException e) {
            return Refusals.of(call, endpoint, e);
        }
    }

    /// Asks for something of which only the header counts.
    ///
    /// @return the header fields
    Headers settle(Call call) {
        try (Response response = demand(call)) {
            return response.headers();
        } catch (IOException e) {
            throw Refusals.of(call, endpoint, e);
        }
    }
}
