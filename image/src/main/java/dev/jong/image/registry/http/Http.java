package dev.jong.image.registry.http;

import dev.jong.base.Text;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/// Sends requests, follows redirects, and keeps connections. The one place where the engine opens connections to
/// other hosts, and where is decided to which: no redirect from https to http, none into a local network at the word
/// of a host outside of it, and no credentials for another host than they are meant for. For any number of threads.
public final class Http implements AutoCloseable {
    /// Most redirects of one request.
    static final int REDIRECTS = 10;

    private static final int KEPT = 16;
    private static final int HANDSHAKE_MILLIS = 10_000;

    private final Network network;
    private final Dialer dialer;
    private final Tls tls;
    private final Proxies proxies;

    /// Connections that nobody uses, by route and server; guarded by itself.
    private final Map<String, Deque<Connection>> idle = new HashMap<>();

    /// @param network names and connections
    /// @param tls certificates
    /// @param proxies the caller's proxies
    public Http(Network network, Tls tls, Proxies proxies) {
        this.network = network;
        this.dialer = new Dialer(network);
        this.tls = tls;
        this.proxies = proxies;
    }

    /// Sends a request and follows the redirects of its answer.
    ///
    /// @throws RefusedException when an answer asks for what we don't do, or is over a limit
    /// @throws UnreachableException when the server cannot be reached
    /// @throws IOException when the connection breaks, also for certificates
    public Response send(Request first) throws IOException {
        Set<Zone> zones = EnumSet.noneOf(Zone.class);
        zones.addAll(first.from());
        Request request = first;
        for (int hops = 0; ; hops++) {
            Response response = exchange(request, zones);
            ProxyDoor.check(response, proxies.route(request.url()));
            Optional<HttpUrl> next = redirect(request, response);
            zones.addAll(response.zones());
            if (next.isEmpty()) {
                return response.of(zones);
            }
            response.close();
            if (hops == REDIRECTS) {
                throw new RefusedException(
                        "gave up after " + REDIRECTS + " redirects, the last to " + next.get());
            }
            request = redirected(request, next.get());
        }
    }

    /// Ends all connections that nobody uses.
    @Override
    public void close() {
        synchronized (idle) {
            idle.values().forEach(queue -> queue.forEach(Http::quietly));
            idle.clear();
        }
    }

    private static Optional<HttpUrl> redirect(Request request, Response response)
            throws IOException {
        int status = response.status();
        boolean reads = request.method().equals("GET") || request.method().equals("HEAD");
        boolean follows = status == 307 || status == 308 || reads && status >= 301 && status <= 303;
        Optional<String> location = response.headers().first("Location");
        if (!follows || location.isEmpty()) {
            return Optional.empty();
        }
        Optional<HttpUrl> next = request.url().resolve(location.get());
        String why = "it is not an address of http";
        if (next.isPresent()) {
            boolean downgrade = request.url().secure() && !next.get().secure();
            if (!downgrade || request.insecure()) {
                return next;
            }
            why = "it leads from https to http";
        }
        response.close();
        String shown = location.get().substring(0, Math.min(location.get().length(), 200));
        throw new RefusedException(
                "refused the redirect to \"" + Text.printable(shown) + "\": " + why);
    }

    /// Credentials are for the host that they were given for, and for no other.
    private static Request redirected(Request request, HttpUrl next) {
        Headers headers =
                request.url().sameOrigin(next)
                        ? request.headers()
                        : request.headers().without("Authorization", "Cookie");
        return request.to(next, headers);
    }

    private Response exchange(Request request, Set<Zone> from) throws IOException {
        Route route = proxies.route(request.url());
        String key = key(request, route);
        for (Optional<Connection> kept = take(key, from); kept.isPresent(); ) {
            try {
                return kept.get().exchange(request, connection -> keep(key, connection));
            } catch (StaleException e) {
                kept = take(key, from);
            }
        }
        return connect(request, route, from).exchange(request, connection -> keep(key, connection));
    }

    private static String key(Request request, Route route) {
        return (request.url().secure() ? request.insecure() ? "any " : "tls " : "plain ")
                + request.url().authority()
                + " "
                + route.proxy().map(HttpUrl::authority).orElse("");
    }

    private Optional<Connection> take(String key, Set<Zone> from) {
        synchronized (idle) {
            Deque<Connection> queue = idle.getOrDefault(key, new ArrayDeque<>());
            for (Iterator<Connection> all = queue.iterator(); all.hasNext(); ) {
                Connection connection = all.next();
                if (connection.zone().isOpenTo(from)) {
                    all.remove();
                    return Optional.of(connection);
                }
            }
            return Optional.empty();
        }
    }

    private void keep(String key, Connection connection) {
        synchronized (idle) {
            Deque<Connection> queue = idle.computeIfAbsent(key, k -> new ArrayDeque<>());
            queue.addFirst(connection);
            if (queue.size() > KEPT) {
                quietly(queue.removeLast());
            }
        }
    }

    private static void quietly(Connection connection) {
        try {
            connection.close();
        } catch (IOException e) {
            // Nobody was using it.
        }
    }

    private Connection connect(Request request, Route route, Set<Zone> from) throws IOException {
        HttpUrl url = request.url();
        Zone zone;
        Socket socket;
        if (route.proxy().isEmpty()) {
            Dialer.Dialed dialed = dialer.dial(url.host(), url.port(), from);
            zone = dialed.zone();
            socket = dialed.socket();
        } else {
            zone = ProxyDoor.zone(url, from);
            socket = new ProxyDoor(dialer, this::encrypted).open(url, route);
        }
        try {
            socket.setTcpNoDelay(true);
            return new Connection(
                    url.secure() ? encrypted(socket, url, request.insecure()) : socket,
                    zone,
                    route,
                    network.silence());
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    private Socket encrypted(Socket socket, HttpUrl url, boolean insecure) throws IOException {
        SSLSocket out =
                (SSLSocket)
                        tls.sockets(url.authority(), insecure)
                                .createSocket(socket, url.host(), url.port(), true);
        SSLParameters parameters = out.getSSLParameters();
        parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
        if (!insecure) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        out.setSSLParameters(parameters);
        out.setSoTimeout(HANDSHAKE_MILLIS);
        out.startHandshake();
        return out;
    }
}
