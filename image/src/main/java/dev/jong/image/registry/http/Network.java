package dev.jong.image.registry.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;

/// The network as a host sees it: names and connections. A seam, so that tests have hosts of their own.
public interface Network {
    /// The addresses of a name.
    ///
    /// @throws java.net.UnknownHostException when there are none
    List<InetAddress> lookUp(String host) throws IOException;

    /// A connection to an address.
    ///
    /// @param millis longest wait
    Socket connect(InetAddress address, int port, int millis) throws IOException;

    /// How long a connection may be silent before it counts as broken.
    default Duration silence() {
        return Request.IDLE;
    }
}
