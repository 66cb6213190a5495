package dev.jong.api.registry;

import dev.jong.api.http.Exchange;
import dev.jong.api.http.Htpasswd;
import dev.jong.base.Text;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Basic authentication (RFC 7617). Bcrypt is dear on purpose, so few passwords are checked at the same time and whoever
/// floods the registry with wrong ones waits, while those who were let in before are known for a while by a keyed hash
/// of what they sent.
final class PasswordGuard implements Guard {
    private static final long KNOWN_NANOS = TimeUnit.MINUTES.toNanos(5);
    private static final int KNOWN_LIMIT = 4096;
    private static final int WAITING_LIMIT = 64;
    private static final long PENALTY_MILLIS = 500;

    private final Htpasswd passwords;
    private final SecretKeySpec key;
    private final ConcurrentHashMap<String, Long> known = new ConcurrentHashMap<>();
    private final Semaphore atOnce =
            new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), true);
    private final Semaphore waiting = new Semaphore(WAITING_LIMIT);

    PasswordGuard(Htpasswd passwords) {
        this.passwords = passwords;
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        this.key = new SecretKeySpec(secret, "HmacSHA256");
    }

    @Override
    public void check(Exchange exchange) {
        Optional<String> sent = exchange.header("Authorization").flatMap(PasswordGuard::basic);
        int colon = sent.map(text -> text.indexOf(':')).orElse(-1);
        if (colon < 0 || !isRight(sent.orElse(""), colon)) {
            exchange.answerHeader("WWW-Authenticate", "Basic realm=\"jong\", charset=\"UTF-8\"");
            throw RegistryError.of(401, "UNAUTHORIZED", "a user name and its password are needed");
        }
        exchange.user(sent.orElse("").substring(0, colon));
    }

    private boolean isRight(String sent, int colon) {
        String print = fingerprint(sent);
        Long until = known.get(print);
        if (until != null && System.nanoTime() - until < 0) {
            return true;
        }
        if (!waiting.tryAcquire()) {
            throw RegistryError.of(429, "TOOMANYREQUESTS", "too many are logging in, try later");
        }
        try {
            if (checkSlowly(sent.substring(0, colon), sent.substring(colon + 1))) {
                remember(print);
                return true;
            }
            Thread.sleep(PENALTY_MILLIS);
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            waiting.release();
        }
    }

    private boolean checkSlowly(String user, String password) throws InterruptedException {
        atOnce.acquire();
        try {
            return passwords.accepts(user, password);
        } finally {
            atOnce.release();
        }
    }

    private void remember(String print) {
        if (known.size() >= KNOWN_LIMIT) {
            known.clear();
        }
        known.put(print, System.nanoTime() + KNOWN_NANOS);
    }

    private String fingerprint(String sent) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return Text.of(mac.doFinal(Text.bytes(sent)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Optional<String> basic(String header) {
        if (!header.regionMatches(true, 0, "Basic ", 0, 6)) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    Text.of(Base64.getDecoder().decode(Text.bytes(header.substring(6).strip()))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
