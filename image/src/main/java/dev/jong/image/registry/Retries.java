package dev.jong.image.registry;

import dev.jong.image.registry.header.RetryAfter;
import dev.jong.image.registry.http.RefusedException;
import dev.jong.image.registry.http.Response;
import dev.jong.image.registry.http.UnreachableException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLException;

/// Tries again what may succeed later: broken connections, 429 and 5xx. Waits grow twofold from half a second, with
/// jitter; a registry's `Retry-After` is honoured up to five minutes, which is also the most that one call waits
/// altogether.
final class Retries {
    static final int ATTEMPTS = 5;
    static final Duration LONGEST = Duration.ofMinutes(5);
    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration LONGEST_OWN = Duration.ofSeconds(20);

    private final Pause pause;
    private final RandomGenerator random;
    private final Consumer<String> notices;

    Retries(Pause pause, RandomGenerator random, Consumer<String> notices) {
        this.pause = pause;
        this.random = random;
        this.notices = notices;
    }

    /// Something that may have to be done again.
    interface Attempt {
        /// Does it once.
        Response once() throws IOException;
    }

    /// Does something until it is answered with anything but "later".
    Response run(Attempt attempt) throws IOException {
        Duration left = LONGEST;
        for (int tried = 1; ; tried++) {
            Optional<Duration> asked = Optional.empty();
            try {
                Response response = attempt.once();
                boolean last = tried == ATTEMPTS || left.isZero();
                if (!isLater(response.status()) || last) {
                    return response;
                }
                asked = RetryAfter.wait(response.headers());
                response.close();
            } catch (IOException e) {
                if (!mayHelp(e) || tried == ATTEMPTS || left.isZero()) {
                    throw e;
                }
            }
            Duration wait = delay(tried, asked);
            wait = wait.compareTo(left) < 0 ? wait : left;
            left = left.minus(wait);
            sleep(wait);
        }
    }

    /// How long to wait after so many attempts.
    Duration delay(int tried, Optional<Duration> asked) {
        if (asked.isPresent()) {
            Duration wanted = asked.get().compareTo(LONGEST) < 0 ? asked.get() : LONGEST;
            Duration spread = wanted.plusMillis(random.nextLong(wanted.toMillis() / 10 + 100));
            return spread.compareTo(LONGEST) < 0 ? spread : LONGEST;
        }
        Duration grown = FIRST.multipliedBy(1L << Math.min(tried - 1, 20));
        Duration bounded = grown.compareTo(LONGEST_OWN) < 0 ? grown : LONGEST_OWN;
        return bounded.plusMillis(random.nextLong(bounded.toMillis() / 2));
    }

    /// Waits, and says so when it takes long.
    void sleep(Duration wait) throws InterruptedIOException {
        if (wait.toSeconds() >= 10) {
            notices.accept("the registry asks to wait, trying again in " + wait.toSeconds() + " s");
        }
        try {
            pause.sleep(wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    static boolean isLater(int status) {
        return status == 429 || status >= 500 && status != 501 && status != 505;
    }

    /// What was refused, cannot be reached at all or is not believed will be the same in a second.
    static boolean mayHelp(IOException e) {
        boolean settled =
                e instanceof RefusedException
                        || e instanceof UnreachableException
                        || e instanceof SSLException
                        || e instanceof InterruptedIOException
                                && Thread.currentThread().isInterrupted();
        return !settled;
    }
}
