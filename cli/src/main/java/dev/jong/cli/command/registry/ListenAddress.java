package dev.jong.cli.command.registry;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;

/// Where a server listens: `HOST:PORT`, `:PORT` for every address of this host, `[ADDRESS]:PORT` for IPv6.
record ListenAddress(String host, int port) {
    private static final String USUAL = "127.0.0.1:5000";

    /// Reads one; the empty text stands for `127.0.0.1:5000`.
    ///
    /// @throws JongException INVALID_ARGUMENT
    static ListenAddress parse(String given) {
        String text = given.isEmpty() ? USUAL : given;
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? "" : text.substring(0, colon);
        int port = port(text.substring(colon + 1));
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        if (colon < 0 || port < 0 || host.indexOf(':') >= 0 && !bracketed) {
            throw JongException.of(
                            ErrorKind.INVALID_ARGUMENT,
                            "invalid address \"" + Text.printable(text) + "\"")
                    .hint("write it as HOST:PORT, such as " + USUAL);
        }
        String name = bracketed ? host.substring(1, host.length() - 1) : host;
        return new ListenAddress(name.isEmpty() ? "0.0.0.0" : name, port);
    }

    /// Whether only this host can reach it.
    boolean isLoopback() {
        return host.equals("localhost") || host.startsWith("127.") || host.equals("::1");
    }

    private static int port(String text) {
        int port = text.isEmpty() || text.length() > 5 ? -1 : 0;
        for (int i = 0; i < text.length() && port >= 0; i++) {
            char c = text.charAt(i);
            port = c >= '0' && c <= '9' ? port * 10 + (c - '0') : -1;
        }
        return port > 65_535 ? -1 : port;
    }
}
