package dev.jong.network.name;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;

/// The sockets of a name server: they belong to the network namespace of the thread that opens them, and stay there
/// whoever uses them.
///
/// Opening starts no thread. It mustn't: a thread is born into the namespace of the one that starts it, and one that
/// carries virtual threads would then take their connections to the wrong network for as long as the engine lives.
public final class NameSockets implements AutoCloseable {
    private static final int BACKLOG = 64;

    private final List<InetSocketAddress> addresses = new ArrayList<>();
    private final List<DatagramChannel> datagrams = new ArrayList<>();
    private final List<ServerSocketChannel> connections = new ArrayList<>();

    private NameSockets() {}

    /// Listens on all these addresses, for datagrams and connections.
    ///
    /// @param addresses of this host, in the thread's network namespace
    /// @param port 53; 0 for any that is free, the same on all
    /// @throws JongException PRECONDITION when one can't be had; then none is kept
    public static NameSockets open(List<InetAddress> addresses, int port) {
        NameSockets sockets = new NameSockets();
        int shared = port;
        for (InetAddress address : addresses) {
            try {
                shared = sockets.add(address, shared);
            } catch (IOException e) {
                sockets.close();
                throw JongException.of(
                                ErrorKind.PRECONDITION,
                                "cannot answer to names on "
                                        + address.getHostAddress()
                                        + " port "
                                        + shared
                                        + ": "
                                        + Text.printable(Text.utf8(String.valueOf(e.getMessage()))))
                        .hint("see whether another name server listens there: ss -lunp")
                        .causedBy(e);
            }
        }
        return sockets;
    }

    private int add(InetAddress address, int port) throws IOException {
        ProtocolFamily family =
                address instanceof Inet6Address
                        ? StandardProtocolFamily.INET6
                        : StandardProtocolFamily.INET;
        ServerSocketChannel connection = ServerSocketChannel.open(family);
        connections.add(connection);
        connection.bind(new InetSocketAddress(address, port), BACKLOG);
        InetSocketAddress bound = (InetSocketAddress) connection.getLocalAddress();
        DatagramChannel datagram = DatagramChannel.open(family);
        datagrams.add(datagram);
        datagram.bind(bound);
        addresses.add(bound);
        return bound.getPort();
    }

    /// Where it listens, with the port.
    public List<InetSocketAddress> addresses() {
        return List.copyOf(addresses);
    }

    List<DatagramChannel> datagrams() {
        return datagrams;
    }

    List<ServerSocketChannel> connections() {
        return connections;
    }

    /// Closes them all; who waits at one is woken.
    @Override
    public void close() {
        datagrams.forEach(Closing::quietly);
        connections.forEach(Closing::quietly);
    }
}
