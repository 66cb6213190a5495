package dev.jong.testkit;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// Who may do what: everybody, those with a password, or those with a token from `/token`.
final class Guard {
    enum Kind {
        OPEN,
        BASIC,
        TOKEN
    }

    private final Kind kind;
    private final String user;
    private final String secret;
    private final boolean anonymousReads;

    /// Scopes by token.
    private final Map<String, String> tokens = new ConcurrentHashMap<>();

    private final AtomicInteger count = new AtomicInteger();

    Guard(Kind kind, String user, String secret, boolean anonymousReads) {
        this.kind = kind;
        this.user = user;
        this.secret = secret;
        this.anonymousReads = anonymousReads;
    }

    static Guard open() {
        return new Guard(Kind.OPEN, "", "", true);
    }

    /// Forgets all tokens, as if they had expired.
    void expireTokens() {
        tokens.clear();
    }

    /// A refusal; empty when the request may go on.
    Optional<Answer> refusal(Incoming request, String base) {
        String given = request.header("Authorization").orElse("");
        boolean good =
                switch (kind) {
                    case OPEN -> true;
                    case BASIC -> given.equals(basic());
                    case TOKEN -> allows(tokens.get(given.replaceFirst("^Bearer ", "")), request);
                };
        if (good) {
            return Optional.empty();
        }
        String challenge =
                kind == Kind.BASIC
                        ? "Basic realm=\"scripted\""
                        : "Bearer realm=\""
                                + base
                                + "/token\",service=\"scripted\",scope=\""
                                + scope(request)
                                + "\"";
        return Optional.of(
                Answer.error(401, "UNAUTHORIZED").header("WWW-Authenticate: " + challenge));
    }

    /// The token service (Docker's token and oauth2 protocols).
    Answer token(Incoming request) {
        String given = request.header("Authorization").orElse("");
        String form = new String(request.body(), StandardCharsets.ISO_8859_1);
        boolean known = given.equals(basic()) || form.contains("refresh_token=" + secret);
        boolean anonymous = given.isEmpty() && form.isEmpty() && anonymousReads;
        if (!known && !anonymous) {
            return Answer.error(401, "UNAUTHORIZED");
        }
        String token = "token" + count.incrementAndGet();
        String wanted = request.target() + " " + form;
        tokens.put(token, known && wanted.contains("push") ? "pull,push" : "pull");
        return Answer.json(200, "{\"token\":\"" + token + "\",\"expires_in\":300}");
    }

    private String basic() {
        String pair = user + ":" + secret;
        return "Basic "
                + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static boolean allows(
            @org.jspecify.annotations.Nullable String scope, Incoming request) {
        return scope != null && (isRead(request) || scope.contains("push"));
    }

    private static boolean isRead(Incoming request) {
        return request.method().equals("GET") || request.method().equals("HEAD");
    }

    private static String scope(Incoming request) {
        String[] parts = request.path().split("/(blobs|manifests|tags|referrers)/");
        String name = parts[0].replaceFirst("^/v2/", "");
        return "repository:" + name + ":" + (isRead(request) ? "pull" : "pull,push");
    }
}
