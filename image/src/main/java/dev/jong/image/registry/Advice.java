package dev.jong.image.registry;

import dev.jong.image.registry.http.UnreachableException;
import java.io.IOException;
import javax.net.ssl.SSLException;

/// What the user can do when a registry gives no answer.
final class Advice {
    private Advice() {}

    /// A hint, empty when there is nothing to say.
    static String on(IOException failure) {
        return switch (failure) {
            case UnreachableException unreachable -> unreachable.hint();
            // What the Java runtime says of an answer that does not begin as TLS does.
            case SSLException tls
                    when String.valueOf(tls.getMessage()).startsWith("Unsupported or unrecogn") ->
                    "it seems to speak plain http: pass --tls-verify=false, or set insecure = true"
                            + " for it in registries.conf";
            default -> "";
        };
    }
}
