package dev.jong.image.registry;

import dev.jong.image.registry.http.Http;
import dev.jong.image.registry.http.HttpUrl;
import dev.jong.image.registry.http.RefusedException;
import dev.jong.image.registry.http.Response;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.util.Optional;

/// One server of a registry: the registry's own, or a mirror. Finds out whether it speaks https, and answers its
/// challenges.
final class Endpoint {
    private final Http http;
    private final Retries retries;
    private final EndpointName name;

    /// Whether https is spoken, once that is known. Only ever set to one value by any thread.
    private volatile Optional<Boolean> secure;

    /// @param name its address, and how freely to deal with it
    Endpoint(Http http, Retries retries, EndpointName name) {
        this.http = http;
        this.retries = retries;
        this.name = name;
        this.secure = name.mayBePlain() ? Optional.empty() : Optional.of(true);
    }

    /// How the registry is called in messages: `localhost:5000`.
    String shown() {
        return name.shown();
    }

    Retries retries() {
        return retries;
    }

    /// Asks, and asks again where that may help.
    ///
    /// @throws IOException when there is no answer; a refusal is an answer
    Response call(Call call) throws IOException {
        return retries.run(() -> once(call));
    }

    /// Asks once.
    Response once(Call call) throws IOException {
        Optional<Boolean> known = secure;
        if (known.isPresent()) {
            return send(call, known.get());
        }
        try {
            Response response = send(call, true);
            secure = Optional.of(true);
            return response;
        } catch (RefusedException e) {
            throw e;
        } catch (IOException e) {
            if (isDistrust(e)) {
                throw e;
            }
            return plainly(call, e);
        }
    }

    /// Whoever shows a bad certificate does speak https: no reason to talk to it in the open.
    static boolean isDistrust(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException) {
                return true;
            }
        }
        return false;
    }

    private Response plainly(Call call, IOException encrypted) throws IOException {
        try {
            Response response = send(call, false);
            secure = Optional.of(false);
            return response;
        } catch (IOException e) {
            encrypted.addSuppressed(e);
            throw e;
        }
    }

    private Response send(Call call, boolean encrypted) throws IOException {
        HttpUrl url = call.address().orElseGet(() -> name.url(encrypted, call.target()));
        return http.send(call.request(url).insecure(name.insecure()));
    }
}
