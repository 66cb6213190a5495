package dev.jong.service.network;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.network.address.Address;
import dev.jong.service.container.Endpoints;
import dev.jong.service.container.NetworkOptions;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/// Chooses ports of the host where the user leaves a choice. Whether the chosen one is free still when the container
/// starts is up to the socket that holds it.
final class FreePorts {
    /// The port for a wish.
    int choose(NetworkOptions.Publish publish, Address address) {
        if (publish.first() == publish.last() && publish.first() != 0) {
            return publish.first();
        }
        if (publish.first() == 0) {
            return tried(publish, address, 0);
        }
        for (int port = publish.first(); port <= publish.last(); port++) {
            if (tried(publish, address, port) != 0) {
                return port;
            }
        }
        throw taken(publish);
    }

    /// Whether a port could be had now.
    boolean isFree(Endpoints.Binding port) {
        NetworkOptions.Publish publish =
                new NetworkOptions.Publish("", port.host(), port.host(), port.port());
        return tried(publish, Address.parse(port.address()), port.host()) != 0;
    }

    /// The port that could be bound, 0 for none.
    private static int tried(NetworkOptions.Publish publish, Address address, int port) {
        try {
            InetSocketAddress at =
                    new InetSocketAddress(InetAddress.getByAddress(address.bytes()), port);
            if (publish.port().protocol().equals("udp")) {
                try (DatagramSocket socket = new DatagramSocket(at)) {
                    return socket.getLocalPort();
                }
            }
            try (ServerSocket socket = new ServerSocket()) {
                socket.bind(at);
                return socket.getLocalPort();
            }
        } catch (IOException e) {
            return 0;
        }
    }

    private static JongException taken(NetworkOptions.Publish publish) {
        return JongException.of(
                        ErrorKind.CONFLICT,
                        "no port of the host from "
                                + publish.first()
                                + " to "
                                + publish.last()
                                + " is free for port "
                                + publish.port().number()
                                + "/"
                                + publish.port().protocol())
                .hint("give another range: -p FIRST-LAST:" + publish.port().number());
    }
}
