package dev.jong.image.registry;

import dev.jong.image.registry.http.HostNetwork;
import dev.jong.image.registry.http.Network;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// A network of a test: names have the addresses that it says, and all of these lead to this host.
///
/// @param names addresses by name, separated by spaces
record Hosts(Map<String, String> names, Duration silence) implements Network {
    Hosts(Map<String, String> names) {
        this(names, Duration.ofSeconds(30));
    }

    @Override
    public List<InetAddress> lookUp(String host) throws IOException {
        String addresses = names.getOrDefault(host, "");
        if (addresses.isEmpty()) {
            throw new UnknownHostException(host);
        }
        if (addresses.equals("never")) {
            pause(Duration.ofMinutes(1));
        }
        return List.of(addresses.split(" ")).stream().map(InetAddress::ofLiteral).toList();
    }

    @Override
    public Socket connect(InetAddress address, int port, int millis) throws IOException {
        if (address.getHostAddress().startsWith("2001:db8:")) {
            pause(Duration.ofMillis(millis));
            throw new IOException("timed out");
        }
        return new HostNetwork().connect(InetAddress.ofLiteral("127.0.0.1"), port, millis);
    }

    private static void pause(Duration duration) throws IOException {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
