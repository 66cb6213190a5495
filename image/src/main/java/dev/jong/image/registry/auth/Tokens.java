package dev.jong.image.registry.auth;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.base.json.Json;
import dev.jong.base.json.JsonParser;
import dev.jong.image.registry.Credentials;
import dev.jong.image.registry.http.Http;
import dev.jong.image.registry.http.HttpUrl;
import dev.jong.image.registry.http.Request;
import dev.jong.image.registry.http.Response;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Fetches tokens from token services: Docker's protocol (GET, with a user name and password or without), and OAuth 2
/// (POST) with identity tokens.
public final class Tokens {
    private static final int LIMIT = 1 << 20;

    /// What services mean that do not say how long.
    private static final long SECONDS = 60;

    /// A token is given up that long before its end: clocks of registries differ.
    private static final long MARGIN_SECONDS = 10;

    private final Http http;
    private final boolean insecure;
    private final Optional<String> trusted;

    /// @param insecure certificates are not checked
    /// @param trusted hosts, separated by commas, that may be told any registry's credentials
    public Tokens(Http http, boolean insecure, Optional<String> trusted) {
        this.http = http;
        this.insecure = insecure;
        this.trusted = trusted;
    }

    boolean mayKnow(HttpUrl realm, HttpUrl registry) {
        return Realm.mayKnow(realm, registry, trusted);
    }

    /// Fetches a token.
    ///
    /// @param refused the answer that asks for one
    Token fetch(
            HttpUrl realm,
            String service,
            List<String> scopes,
            Optional<Credentials> credentials,
            Response refused)
            throws IOException {
        boolean identity = credentials.map(c -> c.user().isEmpty()).orElse(false);
        Request request =
                identity
                        ? post(realm, service, scopes, credentials.orElseThrow())
                        : get(realm, service, scopes, credentials);
        try (Response response =
                http.send(
                        request.header("User-Agent", "jong")
                                .insecure(insecure)
                                .from(refused.zones()))) {
            if (response.status() != 200) {
                throw refusal(realm, response.status(), credentials.isPresent(), refused.url());
            }
            return token(realm, JsonParser.parseObject(bytes(realm, response)));
        }
    }

    private static Request get(
            HttpUrl realm, String service, List<String> scopes, Optional<Credentials> credentials) {
        HttpUrl url = service.isEmpty() ? realm : realm.with("service", service);
        for (String scope : scopes) {
            url = url.with("scope", scope);
        }
        if (credentials.isPresent()) {
            url = url.with("account", credentials.get().user());
        }
        Request request = Request.of("GET", url);
        return credentials.isPresent()
                ? request.header("Authorization", Identity.basic(credentials.get()))
                : request;
    }

    private static Request post(
            HttpUrl realm, String service, List<String> scopes, Credentials credentials) {
        String form =
                "grant_type=refresh_token&client_id=jong&service="
                        + HttpUrl.escape(service)
                        + "&scope="
                        + HttpUrl.escape(String.join(" ", scopes))
                        + "&refresh_token="
                        + HttpUrl.escape(credentials.secret());
        return Request.of("POST", realm)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .body(Request.bytes(Text.bytes(form)));
    }

    private static byte[] bytes(HttpUrl realm, Response response) throws IOException {
        byte[] bytes = response.text(LIMIT + 1);
        if (bytes.length > LIMIT) {
            throw broken(realm, "its answer is larger than " + LIMIT + " bytes");
        }
        return bytes;
    }

    private static Token token(HttpUrl realm, Json.Obj answer) {
        String value = answer.text("token");
        value = value.isEmpty() ? answer.text("access_token") : value;
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) <= ' ' || value.charAt(i) >= 0x7f) {
                throw broken(realm, "its token is not valid");
            }
        }
        if (value.isEmpty()) {
            throw broken(realm, "its answer holds no token");
        }
        long seconds = Math.clamp(answer.number("expires_in").orElse(SECONDS), SECONDS, 86_400);
        long left = TimeUnit.SECONDS.toNanos(seconds - MARGIN_SECONDS);
        return new Token(value, System.nanoTime() + left);
    }

    private static JongException broken(HttpUrl realm, String why) {
        return JongException.of(
                ErrorKind.UNAVAILABLE, "cannot get a token from " + realm + ": " + why);
    }

    private static JongException refusal(
            HttpUrl realm, int status, boolean known, HttpUrl registry) {
        if (status == 401 || status == 403 || status == 400) {
            String who = known ? "the credentials were refused" : "it wants credentials";
            return JongException.of(
                            ErrorKind.UNAUTHENTICATED,
                            "cannot get a token from " + realm + ": " + who)
                    .hint("log in with: jong login " + loginName(registry));
        }
        return broken(realm, "it answered with status " + status);
    }

    private static String loginName(HttpUrl registry) {
        return registry.host().equals("registry-1.docker.io") ? "docker.io" : registry.authority();
    }
}
