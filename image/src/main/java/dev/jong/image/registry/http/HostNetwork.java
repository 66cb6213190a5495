package dev.jong.image.registry.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;

/// The network of the host that Jong runs on.
public final class HostNetwork implements Network {
    @Override
    public List<InetAddress> lookUp(String host) throws IOException {
        return List.of(InetAddress.getAllByName(host));
    }

    @Override
    public Socket connect(InetAddress address, int port, int millis) throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(address, port), millis);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }
}
