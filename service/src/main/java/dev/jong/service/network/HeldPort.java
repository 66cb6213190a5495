package dev.jong.service.network;

import dev.jong.runtime.launch.Wires;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// The socket that keeps a published port from others.
final class HeldPort {
    private static final int AF_INET = 2;
    private static final int AF_INET6 = 10;
    private static final int STREAM = 1 | 0x80000; // SOCK_STREAM, SOCK_CLOEXEC
    private static final int DATAGRAM = 2 | 0x80000;
    private static final int SCTP = 132;
    private static final int SIZE4 = 16; // struct sockaddr_in
    private static final int SIZE6 = 28; // struct sockaddr_in6

    private HeldPort() {}

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
                "port " + lead.host() + "/" + lead.port().protocol() + " of the host",
                version6 ? AF_INET6 : AF_INET,
                datagrams ? DATAGRAM : STREAM,
                lead.port().protocol().equals("sctp") ? SCTP : 0,
                address.array(),
                !datagrams && !version6);
    }
}
