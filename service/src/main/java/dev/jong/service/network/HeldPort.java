package dev.jong.service.network;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.runtime.launch.Wires;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/// The socket that keeps a published port from others.
final class HeldPort {
    private static final int AF_INET = 2;
    private static final int AF_INET6 = 10;
    private static final int STREAM = 1 | 0x80000; // SOCK_STREAM, SOCK_CLOEXEC
    private static final int DATAGRAM = 2 | 0x80000;
    private static final int SCTP = 132;
    private static final int SIZE4 = 16; // struct sockaddr_in
    private static final int SIZE6 = 28; // struct sockaddr_in6

    private static final String BEGIN = "port ";
    private static final String END = " of the host";

    private HeldPort() {}

    /// A port of the host.
    record Place(int port, String protocol) {
        /// The error that the kernel does not know the protocol.
        JongException unknown() {
            return JongException.of(
                            ErrorKind.PRECONDITION,
                            "cannot publish port "
                                    + port
                                    + "/"
                                    + protocol
                                    + " of the host: its kernel does not know "
                                    + protocol)
                    .hint("as root: modprobe " + protocol);
        }
    }

    /// What an operation is for that is about a port of the host.
    static String why(int port, String protocol) {
        return BEGIN + port + "/" + protocol + END;
    }

    /// The port that an operation was about, by what [#why] says that it is for; empty for any other operation.
    static Optional<Place> of(String why) {
        int slash = why.indexOf('/');
        if (!why.startsWith(BEGIN) || !why.endsWith(END) || slash < 0) {
            return Optional.empty();
        }
        return Optional.of(
                new Place(
                        Integer.parseInt(why, BEGIN.length(), slash, 10),
                        why.substring(slash + 1, why.length() - END.length())));
    }

    static Wires.Held of(PublishPorts.Lead lead) {
        boolean version6 = lead.from().version6();
        ByteBuffer address = ByteBuffer.allocate(version6 ? SIZE6 : SIZE4);
        address.order(ByteOrder.nativeOrder())
                .putShort((short) (version6 ? AF_INET6 : AF_INET))
                .order(ByteOrder.BIG_ENDIAN)
                .putShort((short) lead.host())
                .put(version6 ? 8 : 4, lead.from().bytes());
        boolean datagrams = lead.port().protocol().equals("udp");
        return new Wires.Held(
                why(lead.host(), lead.port().protocol()),
                version6 ? AF_INET6 : AF_INET,
                datagrams ? DATAGRAM : STREAM,
                lead.port().protocol().equals("sctp") ? SCTP : 0,
                address.array(),
                !datagrams && !version6);
    }
}
