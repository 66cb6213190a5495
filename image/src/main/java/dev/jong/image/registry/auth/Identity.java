package dev.jong.image.registry.auth;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.image.registry.Credentials;
import dev.jong.image.registry.header.Challenge;
import dev.jong.image.registry.http.HttpUrl;
import dev.jong.image.registry.http.Response;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Who we are to one repository of one registry: answers challenges with credentials or with tokens, which are kept
/// until they expire. For any number of threads.
public final class Identity {
    private final Supplier<Optional<Credentials>> stored;
    private final Tokens tokens;

    /// Guards what is below; held while a token is fetched, so that many layers fetch one.
    private final Object lock = new Object();

    private Optional<Optional<Credentials>> credentials = Optional.empty();
    private boolean basic;
    private final Map<List<String>, Token> kept = new HashMap<>();

    /// @param stored finds the credentials when a registry first wants some
    public Identity(Supplier<Optional<Credentials>> stored, Tokens tokens) {
        this.stored = stored;
        this.tokens = tokens;
    }

    /// The value of an `Authorization` header that is known to be wanted.
    public Optional<String> known(List<String> scopes) {
        synchronized (lock) {
            if (basic) {
                return credentials().map(Identity::basic);
            }
            Token token = kept.get(scopes);
            return token == null || token.isOld() ? Optional.empty() : Optional.of(token.bearer());
        }
    }

    /// Answers a refusal (401).
    ///
    /// @param used the header that was refused
    /// @return another one to try; empty when there is none
    /// @throws JongException UNAUTHENTICATED when the credentials are refused by the token service
    public Optional<String> answer(Response refused, List<String> scopes, Optional<String> used)
            throws IOException {
        List<Challenge> challenges = new ArrayList<>();
        for (String value : refused.headers().all("WWW-Authenticate")) {
            challenges.addAll(Challenge.parse(value));
        }
        synchronized (lock) {
            for (Challenge challenge : challenges) {
                Optional<String> answer =
                        switch (challenge.scheme()) {
                            case "bearer" -> bearer(refused, challenge, scopes, used);
                            case "basic" -> basic();
                            default -> Optional.empty();
                        };
                if (answer.isPresent() && !answer.equals(used)) {
                    return answer;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<String> bearer(
            Response refused, Challenge challenge, List<String> scopes, Optional<String> used)
            throws IOException {
        Token token = kept.get(scopes);
        if (token != null && !token.isOld() && !Optional.of(token.bearer()).equals(used)) {
            // Another thread was quicker.
            return Optional.of(token.bearer());
        }
        HttpUrl realm =
                Realm.of(challenge.parameter("realm"), refused.url())
                        .orElseThrow(() -> unusable(challenge, refused.url()));
        List<String> wanted =
                scopes.isEmpty() && !challenge.parameter("scope").isEmpty()
                        ? List.of(challenge.parameter("scope"))
                        : scopes;
        Optional<Credentials> told =
                tokens.mayKnow(realm, refused.url()) ? credentials() : Optional.empty();
        Token fresh = tokens.fetch(realm, challenge.parameter("service"), wanted, told, refused);
        kept.put(List.copyOf(scopes), fresh);
        return Optional.of(fresh.bearer());
    }

    private Optional<String> basic() {
        Optional<Credentials> found = credentials().filter(c -> !c.user().isEmpty());
        basic = found.isPresent();
        return found.map(Identity::basic);
    }

    private Optional<Credentials> credentials() {
        Optional<Optional<Credentials>> looked = credentials;
        if (looked.isEmpty()) {
            looked = Optional.of(stored.get());
            credentials = looked;
        }
        return looked.get();
    }

    static String basic(Credentials credentials) {
        byte[] pair = Text.bytes(credentials.user() + ":" + credentials.secret());
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    private static JongException unusable(Challenge challenge, HttpUrl registry) {
        return JongException.of(
                ErrorKind.UNAUTHENTICATED,
                "cannot use the token service \""
                        + Text.printable(shortened(challenge.parameter("realm")))
                        + "\" that "
                        + registry.authority()
                        + " names: it is not reached by https");
    }

    private static String shortened(String text) {
        return text.length() > 200 ? text.substring(0, 200) + "..." : text;
    }
}
