package dev.jong.image.registry.http;

import java.io.IOException;
import javax.net.ssl.SSLSocketFactory;

/// Where the certificates that count come from.
public interface Tls {
    /// The makers of encrypted connections to a host.
    ///
    /// @param authority host and, unless it is 443, port
    /// @param insecure true to believe every certificate
    /// @throws IOException when certificates or keys that are there cannot be used
    SSLSocketFactory sockets(String authority, boolean insecure) throws IOException;
}
