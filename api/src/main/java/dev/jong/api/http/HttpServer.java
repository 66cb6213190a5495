package dev.jong.api.http;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/// An HTTP/1.1 listener on Jetty. Strict about what a request is (S11): whatever two readers could understand in two
/// ways is answered with 400, and the connection closed. Each request has a virtual thread.
public final class HttpServer implements AutoCloseable {
    private static final int HEADER_BYTES = 64 << 10;
    private static final int CONNECTIONS = 2048;
    private static final int BUFFER = 64 << 10;

    private final Server server;
    private final ServerConnector connector;
    private final String scheme;

    private HttpServer(Server server, ServerConnector connector, String scheme) {
        this.server = server;
        this.connector = connector;
        this.scheme = scheme;
    }

    /// How to listen.
    ///
    /// @param host address or name of an interface
    /// @param port 0 for any that is free
    /// @param tls empty for plain HTTP
    /// @param idleMillis after which a connection on which nothing moves is closed
    /// @param graceMillis that requests in progress get at the end
    public record Listen(
            String host, int port, Optional<SSLContext> tls, long idleMillis, long graceMillis) {}

    /// Starts to listen and serve.
    ///
    /// @param refusal the body for requests that are none, as JSON
    /// @throws JongException CONFLICT when the address is taken, INVALID_ARGUMENT when it is none of this host
    public static HttpServer start(Listen listen, Site site, String refusal) {
        QueuedThreadPool pool = new QueuedThreadPool(32, 4);
        pool.setDaemon(true);
        pool.setVirtualThreadsExecutor(Executors.newVirtualThreadPerTaskExecutor());
        Server server = new Server(pool);
        ServerConnector connector = connector(server, listen);
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(CONNECTIONS, server));
        server.setHandler(new SiteHandler(site));
        server.setErrorHandler(new Refusal(refusal));
        server.setStopTimeout(listen.graceMillis());
        try {
            connector.open();
            server.start();
        } catch (IOException e) {
            stop(server);
            throw cannotListen(listen, e);
        } catch (Exception e) {
            stop(server);
            throw JongException.of(ErrorKind.INTERNAL, "cannot start the server").causedBy(e);
        }
        return new HttpServer(server, connector, listen.tls().isPresent() ? "https" : "http");
    }

    /// The port that it listens on.
    public int port() {
        return connector.getLocalPort();
    }

    /// `http` or `https`.
    public String scheme() {
        return scheme;
    }

    /// Takes no more connections, lets requests in progress end for a while, then closes all.
    @Override
    public void close() {
        stop(server);
    }

    private static ServerConnector connector(Server server, Listen listen) {
        HttpConnectionFactory http = new HttpConnectionFactory(configuration(listen));
        ServerConnector connector;
        if (listen.tls().isPresent()) {
            SslContextFactory.Server tls = new SslContextFactory.Server();
            tls.setSslContext(listen.tls().get());
            tls.setIncludeProtocols("TLSv1.3", "TLSv1.2");
            tls.setSniRequired(false);
            connector =
                    new ServerConnector(
                            server, 1, 1, new SslConnectionFactory(tls, http.getProtocol()), http);
        } else {
            connector = new ServerConnector(server, 1, 1, http);
        }
        connector.setHost(listen.host());
        connector.setPort(listen.port());
        connector.setIdleTimeout(listen.idleMillis());
        connector.setShutdownIdleTimeout(Math.max(1, listen.graceMillis() / 2));
        return connector;
    }

    private static HttpConfiguration configuration(Listen listen) {
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setHttpCompliance(HttpCompliance.STRICT);
        // Paths come as they were written; the site judges them by its own grammar.
        configuration.setUriCompliance(UriCompliance.UNSAFE);
        configuration.setRequestHeaderSize(HEADER_BYTES);
        configuration.setResponseHeaderSize(HEADER_BYTES);
        configuration.setOutputBufferSize(BUFFER);
        configuration.setSendServerVersion(false);
        configuration.setIdleTimeout(listen.idleMillis());
        if (listen.tls().isPresent()) {
            configuration.addCustomizer(new SecureRequestCustomizer(false));
        }
        return configuration;
    }

    private static void stop(Server server) {
        try {
            server.stop();
            server.destroy();
        } catch (Exception e) {
            // What is left ends with the process.
            Thread.onSpinWait();
        }
    }

    private static JongException cannotListen(Listen listen, IOException failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        String why = String.valueOf(cause.getMessage());
        String place = Text.printable(Text.utf8(listen.host())) + ":" + listen.port();
        boolean taken = why.contains("already in use");
        return JongException.of(
                        taken ? ErrorKind.CONFLICT : ErrorKind.INVALID_ARGUMENT,
                        "cannot listen on "
                                + place
                                + ": "
                                + (taken
                                        ? "the address is in use"
                                        : Text.printable(Text.utf8(why))
                                                .toLowerCase(java.util.Locale.ROOT)))
                .hint(taken ? "choose another with --addr; port 0 takes any that is free" : "")
                .causedBy(failure);
    }
}
