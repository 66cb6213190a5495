package dev.jong.image.registry.http;

import dev.jong.base.Text;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// Opens connections through a proxy. Its errors name the proxy, which people forget that they have.
final class ProxyDoor {
    private static final int MILLIS = 10_000;
    private static final String HINT =
            "HTTPS_PROXY, HTTP_PROXY and ALL_PROXY name proxies, NO_PROXY what is reached without";

    private final Dialer dialer;
    private final Encryption encryption;

    ProxyDoor(Dialer dialer, Encryption encryption) {
        this.dialer = dialer;
        this.encryption = encryption;
    }

    /// Makes a connection an encrypted one.
    interface Encryption {
        /// Shakes hands.
        Socket encrypt(Socket socket, HttpUrl url, boolean insecure) throws IOException;
    }

    /// The network of a host that only the proxy looks up: as far as its name shows it.
    ///
    /// @throws RefusedException when those who send us there may not
    static Zone zone(HttpUrl url, Set<Zone> from) throws RefusedException {
        Zone zone = Addresses.literal(url.host()).map(Zone::of).orElse(Zone.PUBLIC);
        if (!zone.isOpenTo(from)) {
            throw new RefusedException(
                    "refused to go to "
                            + url.host()
                            + ", which is in a local network, at the word of a host that is not");
        }
        return zone;
    }

    /// A connection that ends at the proxy for http, and at the server for https.
    Socket open(HttpUrl url, Route route) throws IOException {
        HttpUrl proxy = route.proxy().orElse(url);
        Socket socket;
        try {
            socket = dialer.dial(proxy.host(), proxy.port(), EnumSet.noneOf(Zone.class)).socket();
        } catch (UnreachableException e) {
            throw new UnreachableException(
                    "cannot reach "
                            + route
                            + " ("
                            + Text.utf8(String.valueOf(e.getMessage()))
                            + ")",
                    route.proxy().isEmpty() ? e.hint() : HINT,
                    e);
        }
        try {
            Socket open = proxy.secure() ? encryption.encrypt(socket, proxy, false) : socket;
            if (url.secure()) {
                tunnel(open, url, route);
            }
            return open;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private static void tunnel(Socket socket, HttpUrl url, Route route) throws IOException {
        String name = url.host().indexOf(':') >= 0 ? "[" + url.host() + "]" : url.host();
        String server = name + ":" + url.port();
        StringBuilder head = new StringBuilder("CONNECT " + server + " HTTP/1.1\r\n");
        head.append("Host: ").append(server).append("\r\n");
        route.credentials().writeTo(head);
        socket.setSoTimeout(MILLIS);
        ResponseHead answer;
        try {
            socket.getOutputStream().write(Text.bytes(head.append("\r\n").toString()));
            InputStream in = socket.getInputStream();
            answer = ResponseHead.read(in);
        } catch (IOException e) {
            throw new UnreachableException("no answer of " + route, HINT, e);
        }
        if (answer.status() != 200) {
            throw new UnreachableException(
                    route + " refused: " + refusal(answer.status(), answer.headers()), HINT);
        }
    }

    /// Takes the answer of a proxy of plain http that wants credentials for what it is.
    static void check(Response answer, Route route) throws IOException {
        if (answer.status() == 407 && route.proxy().isPresent()) {
            answer.close();
            throw new UnreachableException(
                    route + " refused: " + refusal(407, answer.headers()), HINT);
        }
    }

    private static String refusal(int status, Headers headers) {
        Optional<String> asks = headers.first("Proxy-Authenticate");
        return status == 407
                ? "it wants a user name and password (407"
                        + asks.map(a -> ", " + Text.printable(a)).orElse("")
                        + ")"
                : "status " + status;
    }
}
