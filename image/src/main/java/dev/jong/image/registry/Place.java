package dev.jong.image.registry;

import dev.jong.base.JongException;
import dev.jong.image.registry.auth.Identity;
import dev.jong.image.registry.config.Spot;
import dev.jong.image.registry.http.Headers;
import dev.jong.image.registry.http.Response;
import java.io.IOException;
import java.util.List;

/// A repository on one server.
///
/// @param path the repository's path there
/// @param use what may be asked here
/// @param shown the repository in messages: `debian`, `localhost:5000/a`
record Place(Endpoint endpoint, Identity identity, String path, String shown, Spot.Use use) {
    /// A question about something of this repository.
    ///
    /// @param rest the target below the repository, such as `/tags/list`
    Call call(String method, String rest, String doing) {
        return call(method, rest, doing, "pull");
    }

    /// A request that changes something of this repository, or belongs to one that does.
    Call writing(String method, String rest, String doing) {
        return call(method, rest, doing, "pull,push");
    }

    /// A request that removes something.
    Call deleting(String rest, String doing) {
        return call("DELETE", rest, doing, "delete,pull,push");
    }

    private Call call(String method, String rest, String doing, String actions) {
        return Call.of(
                method, "/v2/" + path + rest, List.of("repository:" + path + ":" + actions), doing);
    }

    /// Whether this is a place to ask for a tag or digest.
    boolean serves(String reference) {
        boolean byDigest = ReadManifests.isDigest(reference);
        return use == Spot.Use.ALWAYS || byDigest == (use == Spot.Use.BY_DIGEST);
    }

    /// Whether this is a place to ask which tags there are.
    boolean servesTags() {
        return use != Spot.Use.BY_DIGEST;
    }

    /// Asks once, for what cannot simply be done again.
    Response once(Call call) throws IOException {
        return endpoint.once(call, identity);
    }

    /// Asks.
    ///
    /// @throws JongException UNAVAILABLE when there is no answer
    Response ask(Call call) {
        try {
            return endpoint.call(call, identity);
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
