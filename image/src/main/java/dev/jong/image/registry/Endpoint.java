package dev.jong.image.registry;

import dev.jong.image.registry.auth.Identity;
import dev.jong.image.registry.http.Http;
import dev.jong.image.registry.http.HttpUrl;
import dev.jong.image.registry.http.RefusedException;
import dev.jong.image.registry.http.Request;
import dev.jong.image.registry.http.Response;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.util.Optional;
import javax.net.ssl.SSLException;

/// One server of a registry: the registry's own, or a mirror. Finds out whether it speaks https, and answers its
/// challenges.
final class Endpoint {
    private static final int AUTH_TRIES = 3;

    private final Http http;
    private final Retries retries;
    private final EndpointName name;
    private final Warnings warnings;

    /// Whether https is spoken, once that is known. Only ever set to one value by any thread.
    private volatile Optional<Boolean> secure;

    /// @param name its address, and how freely to deal with it
    /// @param warnings takes what it has to say to people
    Endpoint(Http http, Retries retries, EndpointName name, Warnings warnings) {
        this.warnings = warnings;
        this.http = http;
        this.retries = retries;
        this.name = name;
        this.secure = name.mayBePlain() ? Optional.empty() : Optional.of(true);
    }

    /// How the registry is called in messages: `localhost:5000`.
    String shown() {
        return name.shown();
    }

    /// Host and port of the server.
    String authority() {
        return name.authority();
    }

    Retries retries() {
        return retries;
    }

    /// Asks, and asks again where that may help.
    ///
    /// @throws IOException when there is no answer; a refusal is an answer
    Response call(Call call, Identity identity) throws IOException {
        return retries.run(() -> once(call, identity));
    }

    /// Asks once.
    Response once(Call call, Identity identity) throws IOException {
        Optional<Boolean> known = secure;
        if (known.isPresent()) {
            return send(call, identity, known.get());
        }
        if (EndpointName.isThisHost(name.authority())) {
            return openly(call, identity);
        }
        try {
            Response response = send(call, identity, true);
            secure = Optional.of(true);
            return response;
        } catch (RefusedException e) {
            throw e;
        } catch (IOException e) {
            if (speaksTls(e)) {
                throw e;
            }
            return plainly(call, identity, e);
        }
    }

    /// Nobody listens between two programs of one host, and setting up TLS takes a third of a second of a new JVM: so http
    /// comes first there. A server of https answers it with 400 or not at all.
    private Response openly(Call call, Identity identity) throws IOException {
        Optional<Response> refusal = Optional.empty();
        IOException failure = new IOException("no https either");
        try {
            Response response = send(call, identity, false);
            if (response.status() != 400) {
                secure = Optional.of(false);
                return response;
            }
            refusal = Optional.of(response);
        } catch (RefusedException e) {
            throw e;
        } catch (IOException e) {
            failure = e;
        }
        try {
            Response response = send(call, identity, true);
            secure = Optional.of(true);
            return response;
        } catch (IOException e) {
            if (e instanceof RefusedException || speaksTls(e)) {
                throw e;
            }
            if (refusal.isPresent()) {
                return refusal.get();
            }
            failure.addSuppressed(e);
            throw failure;
        }
    }

    /// Whoever shows a certificate, complains about ours, or speaks an old version does speak https: no reason to talk in
    /// the open.
    private static boolean speaksTls(Throwable e) {
        if (Distrust.isOldTls(e)) {
            return true;
        }
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            String said = String.valueOf(cause.getMessage());
            if (cause instanceof CertificateException
                    || cause instanceof SSLException && said.contains("fatal alert")) {
                return true;
            }
        }
        return false;
    }

    private Response plainly(Call call, Identity identity, IOException encrypted)
            throws IOException {
        try {
            Response response = send(call, identity, false);
            secure = Optional.of(false);
            return response;
        } catch (IOException e) {
            encrypted.addSuppressed(e);
            throw e;
        }
    }

    private Response send(Call call, Identity identity, boolean encrypted) throws IOException {
        HttpUrl home = name.url(encrypted, call.target());
        HttpUrl url = call.address().orElse(home);
        Request request = call.request(url).insecure(name.insecure());
        if (!url.sameOrigin(home)) {
            return http.send(request);
        }
        Optional<String> used = identity.known(call.scopes());
        Response response = http.send(with(request, used));
        for (int tries = 1; response.status() == 401 && tries < AUTH_TRIES; tries++) {
            Optional<String> next = answer(response, identity, call, used);
            if (next.isEmpty()) {
                return response;
            }
            response.close();
            used = next;
            response = http.send(with(request, used));
        }
        warnings.take(response.headers());
        return response;
    }

    /// A registry may also have refused at the end of a redirect: that is nobody we have credentials for.
    private Optional<String> answer(
            Response response, Identity identity, Call call, Optional<String> used)
            throws IOException {
        boolean own = response.url().sameOrigin(name.url(response.url().secure(), "/"));
        return own ? identity.answer(response, call.scopes(), used) : Optional.empty();
    }

    private static Request with(Request request, Optional<String> authorization) {
        return authorization.map(value -> request.header("Authorization", value)).orElse(request);
    }
}
