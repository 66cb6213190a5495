package dev.jong.service.network;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.base.json.Json;
import dev.jong.base.json.JsonParser;
import dev.jong.base.json.JsonPrinter;
import dev.jong.linux.SocketPath;
import dev.jong.network.address.Address;
import dev.jong.runtime.launch.Wires;
import dev.jong.service.container.Containers;
import dev.jong.service.container.Endpoints;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Ports of the host that a `slirp4netns` publishes: it is asked for each over a socket, slirp4netns(1), API SOCKET. A
/// client keeps its address; the host itself is seen as the gateway.
///
/// @param socket where it listens
record SlirpPorts(Path socket) {
    /// The address that what it connects has.
    static final String GUEST = "10.0.2.100";

    private static final int LONGEST_ANSWER = 1 << 22;

    /// The folder of those of containers.
    private static final String TO = "to";

    /// Of the network that an ordinary user's bridges are in.
    static SlirpPorts ofSwitch(NetworkPlaces places) {
        return new SlirpPorts(places.net().resolve("way.sock"));
    }

    /// Of a container that has one for itself.
    static SlirpPorts of(NetworkPlaces places, String id) {
        String name = id.substring(0, NetworkPlaces.SHORT);
        return new SlirpPorts(places.net().resolve(TO).resolve(name));
    }

    /// Makes the folder that it will lie in.
    void prepare() {
        Path folder = Objects.requireNonNull(socket.getParent());
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw JongException.of(
                            ErrorKind.UNAVAILABLE, "cannot make " + folder + ": " + e.getMessage())
                    .causedBy(e);
        }
    }

    /// Asks for ports, which lead to those of the same bindings.
    ///
    /// @throws JongException PRECONDITION for an address that it does not know
    List<Wires.Request> open(List<Endpoints.Binding> ports) {
        List<Wires.Request> requests = new ArrayList<>();
        for (Endpoints.Binding one : ports) {
            if (Address.parse(one.address()).version6()) {
                throw refused("slirp4netns has none of IPv6, such as " + one.address());
            }
            Json arguments =
                    Json.object()
                            .put("proto", Json.of(one.port().protocol()))
                            .put("host_addr", Json.of(one.address()))
                            .put("host_port", Json.of(one.host()))
                            .put("guest_addr", Json.of(GUEST))
                            .put("guest_port", Json.of(one.port().number()))
                            .build();
            requests.add(
                    new Wires.Request(
                            HeldPort.why(one.host(), one.port().protocol()),
                            path(),
                            request("add_hostfwd", arguments)));
        }
        return requests;
    }

    /// Whether the kernel knows sockets with such a long path.
    boolean canBe() {
        return SocketPath.fits(Text.of(socket));
    }

    /// The socket's path.
    ///
    /// @throws JongException PRECONDITION when it can't be
    String path() {
        String path = Text.of(socket);
        if (!canBe()) {
            throw refused("the path of a socket is too long: " + Text.printable(path));
        }
        return path;
    }

    /// Removes those of containers whose parents were killed.
    static void sweep(NetworkPlaces places, Containers containers) {
        List<String> known = new ArrayList<>();
        containers
                .endpoints()
                .all()
                .forEach(one -> known.add(Text.of(of(places, one.id()).socket())));
        try (DirectoryStream<Path> sockets = Files.newDirectoryStream(places.net().resolve(TO))) {
            for (Path one : sockets) {
                // One that is about to be launched is not written down yet.
                if (Claims.isOld(one) && !known.contains(Text.of(one))) {
                    Files.deleteIfExists(one);
                }
            }
        } catch (IOException noneThere) {
            return; // Or another engine is at the same.
        }
    }

    private static JongException refused(String why) {
        return JongException.of(ErrorKind.PRECONDITION, "cannot publish ports: " + why)
                .hint("apt-get install passt");
    }

    /// Whether somebody listens there, or did.
    boolean isThere() {
        return Files.exists(socket);
    }

    /// Closes those that are open of these.
    void close(List<Endpoints.Binding> ports) {
        try {
            Json nothing = Json.object().build();
            Json.Obj open = JsonParser.parseObject(ask(request("list_hostfwd", nothing)));
            for (Json.Obj entry : open.objects("entries")) {
                if (ports.stream().anyMatch(one -> isThat(entry, one))) {
                    Json id = Json.of(entry.number("id").orElse(0L));
                    ask(request("remove_hostfwd", Json.object().put("id", id).build()));
                }
            }
        } catch (IOException | JongException gone) {
            return; // With whoever listened there its ports have gone.
        }
    }

    private static boolean isThat(Json.Obj entry, Endpoints.Binding one) {
        return entry.number("host_port").orElse(0L) == one.host()
                && entry.text("proto").equals(one.port().protocol());
    }

    private static String request(String what, Json arguments) {
        return JsonPrinter.compact(
                Json.object().put("execute", Json.of(what)).put("arguments", arguments).build());
    }

    private byte[] ask(String request) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            channel.write(ByteBuffer.wrap(Text.bytes(request)));
            ByteBuffer part = ByteBuffer.allocate(1 << 12);
            while (channel.read(part) >= 0 && answer.size() < LONGEST_ANSWER) {
                answer.write(part.array(), 0, part.position());
                part.clear();
            }
        }
        return answer.toByteArray();
    }
}
