package dev.jong.image.registry.http;

import java.util.Locale;
import java.util.Optional;

/// An absolute `http` or `https` address, checked: no user name in it, a host of plain letters or an address, and a
/// target without spaces and control bytes, so that it can be put into a request line as it is.
///
/// @param host in lower case, IPv6 addresses without brackets
/// @param port 1 to 65535
/// @param target path and query, begins with a slash
public record HttpUrl(boolean secure, String host, int port, String target) {
    private static final int LONGEST = 16 << 10;

    /// Reads an address; empty when it is not one.
    public static Optional<HttpUrl> parse(String text) {
        String lower =
                text.substring(0, Math.min(text.length(), "https://".length()))
                        .toLowerCase(Locale.ROOT);
        boolean secure = lower.startsWith("https://");
        if (!secure && !lower.startsWith("http://") || text.length() > LONGEST) {
            return Optional.empty();
        }
        int start = secure ? "https://".length() : "http://".length();
        int end = start;
        while (end < text.length() && "/?#".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return of(secure, text.substring(start, end), text.substring(end));
    }

    /// The address of a target on an authority such as `localhost:5000`; empty when either is not well-formed.
    public static Optional<HttpUrl> of(boolean secure, String authority, String rest) {
        int colon = authority.lastIndexOf(':');
        boolean hasPort = colon > authority.lastIndexOf(']');
        String host = hasPort ? authority.substring(0, colon) : authority;
        int port = hasPort ? port(authority.substring(colon + 1)) : secure ? 443 : 80;
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
            if (host.indexOf(':') < 0) {
                return Optional.empty();
            }
        } else if (host.indexOf(':') >= 0) {
            return Optional.empty();
        }
        int fragment = rest.indexOf('#');
        String target = fragment < 0 ? rest : rest.substring(0, fragment);
        if (!target.startsWith("/")) {
            target = "/" + target;
        }
        boolean good = isHost(host) && port > 0 && isTarget(target) && target.length() <= LONGEST;
        return good
                ? Optional.of(new HttpUrl(secure, host.toLowerCase(Locale.ROOT), port, target))
                : Optional.empty();
    }

    /// What a reference such as that of a `Location` header means, seen from here (RFC 3986, section 5); empty when
    /// it is no address of http.
    public Optional<HttpUrl> resolve(String reference) {
        int colon = reference.indexOf(':');
        int slash = reference.indexOf('/');
        int query = reference.indexOf('?');
        if (colon > 0 && (slash < 0 || colon < slash) && (query < 0 || colon < query)) {
            return parse(reference);
        }
        if (reference.startsWith("//")) {
            return parse((secure ? "https:" : "http:") + reference);
        }
        if (reference.startsWith("/")) {
            return at(reference);
        }
        String path = path();
        if (reference.startsWith("?") || reference.isEmpty()) {
            return at(path + reference);
        }
        return at(path.substring(0, path.lastIndexOf('/') + 1) + reference);
    }

    /// The same host with another target.
    public Optional<HttpUrl> at(String other) {
        return of(secure, authority(), other);
    }

    /// The same address with one more parameter, whose value is escaped here.
    public HttpUrl with(String name, String value) {
        char separator = target.indexOf('?') < 0 ? '?' : '&';
        return new HttpUrl(secure, host, port, target + separator + name + "=" + escape(value));
    }

    /// Host, and the port unless it is the scheme's own: the value of a `Host` header.
    public String authority() {
        String name = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return port == (secure ? 443 : 80) ? name : name + ":" + port;
    }

    /// The target without its query.
    public String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    /// True when both have the same scheme, host and port.
    public boolean sameOrigin(HttpUrl other) {
        return secure == other.secure && host.equals(other.host) && port == other.port;
    }

    /// The address without its query, which may hold a signature: what messages show.
    @Override
    public String toString() {
        return (secure ? "https://" : "http://") + authority() + path();
    }

    /// A byte string as part of a query: everything but letters, digits and `-._~/:` as `%XX`.
    public static String escape(String value) {
        StringBuilder out = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (isAlphanumeric(c) || "-._~/:".indexOf(c) >= 0) {
                out.append(c);
            } else {
                out.append('%').append("0123456789ABCDEF".charAt(c >> 4 & 15));
                out.append("0123456789ABCDEF".charAt(c & 15));
            }
        }
        return out.toString();
    }

    private static int port(String digits) {
        if (digits.isEmpty() || digits.length() > 5) {
            return -1;
        }
        int value = 0;
        for (int i = 0; i < digits.length(); i++) {
            if (digits.charAt(i) < '0' || digits.charAt(i) > '9') {
                return -1;
            }
            value = value * 10 + digits.charAt(i) - '0';
        }
        return value > 65_535 ? -1 : value;
    }

    private static boolean isHost(String host) {
        boolean address = host.indexOf(':') >= 0;
        boolean good = !host.isEmpty() && host.length() <= 253 && host.charAt(0) != '-';
        for (int i = 0; i < host.length() && good; i++) {
            char c = host.charAt(i);
            good =
                    address
                            ? Character.digit(c, 16) >= 0 && c < 0x80 || c == ':' || c == '.'
                            : isAlphanumeric(c) || c == '.' || c == '-' || c == '_';
        }
        return good;
    }

    private static boolean isTarget(String target) {
        for (int i = 0; i < target.length(); i++) {
            if (target.charAt(i) <= ' ' || target.charAt(i) == 0x7f) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAlphanumeric(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }
}
