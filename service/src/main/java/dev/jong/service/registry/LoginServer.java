package dev.jong.service.registry;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.oci.Reference;

/// The registry that somebody logs in to, as people write it.
public final class LoginServer {
    private static final String HUB = "docker.io";

    private LoginServer() {}

    /// The host and port: `docker.io` for nothing and for all the names that Docker Hub has; scheme and path fall away.
    ///
    /// @throws JongException INVALID_ARGUMENT when it is no host
    public static String parse(String text) {
        if (text.isEmpty()) {
            return HUB;
        }
        int scheme = text.indexOf("://");
        String rest = scheme < 0 ? text : text.substring(scheme + 3);
        int slash = rest.indexOf('/');
        String host = slash < 0 ? rest : rest.substring(0, slash);
        return switch (host) {
            case "index.docker.io", "registry-1.docker.io", "hub.docker.com", HUB -> HUB;
            default -> checked(host, text);
        };
    }

    /// What the grammar of names takes for a host; a single word such as `registry` may be one here, too.
    private static String checked(String host, String text) {
        try {
            String dotted = host.indexOf('.') < 0 && host.indexOf(':') < 0 ? host + ":443" : host;
            if (!host.isEmpty() && Reference.parse(dotted + "/x").domain().equals(dotted)) {
                return host;
            }
        } catch (JongException e) {
            throw invalid(text).causedBy(e);
        }
        throw invalid(text);
    }

    private static JongException invalid(String text) {
        return JongException.of(
                        ErrorKind.INVALID_ARGUMENT,
                        "invalid registry \"" + Text.printable(text) + "\"")
                .hint("write a host such as registry.example.org or localhost:5000");
    }
}
