package dev.jong.api.registry;

import dev.jong.api.http.AccessLog;
import dev.jong.api.http.Htpasswd;
import dev.jong.api.http.HttpServer;
import dev.jong.api.http.ServerTls;
import dev.jong.api.storage.RegistryStorage;
import dev.jong.api.storage.Uploads;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;

/// A registry that runs until it is closed.
public final class RegistryServer implements AutoCloseable {
    private static final long IDLE_MILLIS = 60_000;
    private static final long GRACE_MILLIS = 5_000;
    private static final long TIDY_MINUTES = 60;

    private final RegistryStorage storage;
    private final AccessLog log;
    private final HttpServer http;
    private final String host;
    private final Thread tidying;

    private RegistryServer(
            RegistryStorage storage, AccessLog log, HttpServer http, String host, Thread tidying) {
        this.storage = storage;
        this.log = log;
        this.http = http;
        this.host = host;
        this.tidying = tidying;
    }

    /// How to serve.
    ///
    /// @param host where to listen
    /// @param port 0 for any that is free
    /// @param storage what is served
    /// @param tls certificate and key; plain HTTP without
    /// @param htpasswd who may use it; everybody without
    /// @param rules what is allowed
    /// @param upstream the registry that this one is a cache of
    public record Settings(
            String host,
            int port,
            Path storage,
            Optional<Tls> tls,
            Optional<Path> htpasswd,
            RegistrySite.Rules rules,
            Optional<PullThrough.Upstream> upstream) {}

    /// Files for TLS, in PEM.
    public record Tls(Path certificate, Path key) {}

    /// Starts it; it serves when this returns.
    ///
    /// @param printer takes the lines of the log, from a thread of its own
    /// @throws JongException what is wrong with the settings
    public static RegistryServer start(
            Settings settings, Consumer<String> printer, InstantSource clock) {
        Optional<SSLContext> tls =
                settings.tls().map(files -> ServerTls.context(files.certificate(), files.key()));
        Guard guard =
                settings.htpasswd()
                        .<Guard>map(file -> new PasswordGuard(Htpasswd.read(file)))
                        .orElse(Guard.open());
        RegistryStorage storage = RegistryStorage.open(settings.storage());
        Uploads uploads = new Uploads(storage, clock);
        Failures failures = new Failures(printer);
        Optional<PullThrough> upstream =
                settings.upstream().map(from -> new PullThrough(storage, from, failures));
        RegistrySite site =
                new RegistrySite(storage, uploads, settings.rules(), guard, upstream, failures);
        AccessLog log = new AccessLog(site, printer, clock);
        try {
            HttpServer http =
                    HttpServer.start(
                            new HttpServer.Listen(
                                    settings.host(),
                                    settings.port(),
                                    tls,
                                    IDLE_MILLIS,
                                    GRACE_MILLIS),
                            log,
                            RegistrySite.REFUSAL);
            Thread tidying =
                    Thread.ofVirtual().name("expire-uploads").start(() -> tidy(uploads, failures));
            return new RegistryServer(storage, log, http, settings.host(), tidying);
        } catch (JongException e) {
            log.close();
            storage.close();
            throw e;
        }
    }

    /// Where it listens, such as `http://127.0.0.1:5000`.
    public String url() {
        String shown = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return http.scheme() + "://" + shown + ":" + http.port();
    }

    /// The port that it listens on.
    public int port() {
        return http.port();
    }

    /// Takes no more requests, and ends when those in progress have, or after some seconds.
    @Override
    public void close() {
        tidying.interrupt();
        http.close();
        log.close();
        storage.close();
    }

    private static void tidy(Uploads uploads, Failures failures) {
        try {
            while (true) {
                try {
                    uploads.expire(Uploads.REST);
                } catch (JongException e) {
                    failures.accept(e);
                }
                TimeUnit.MINUTES.sleep(TIDY_MINUTES);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// What went wrong inside, as a line of the log.
    private record Failures(Consumer<String> printer) implements Consumer<Throwable> {
        @Override
        public void accept(Throwable failure) {
            String text =
                    failure instanceof JongException e
                            ? e.text()
                            : Text.printable(Text.utf8(failure.toString()));
            printer.accept("error: " + text + "\n");
        }
    }
}
