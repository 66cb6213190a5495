package dev.jong.service.network;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.network.address.Address;
import dev.jong.network.netlink.RouteRequest;
import dev.jong.runtime.launch.Wires;
import dev.jong.service.container.Endpoints;
import dev.jong.service.container.NetworkOptions;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Publishes ports of an ordinary user's containers that are in networks. For each of them another `pasta` brings what
/// comes to its ports into the network of the user's own, with the client's address; the firewall leads it on there, and
/// answers go back by the same device, not by the way out. Where that is missing the `slirp4netns` that is the way out has
/// the ports.
final class SwitchPorts implements Publishing {
    private static final Address ALL = Address.parse("0.0.0.0");
    private static final int TCP = 6;
    private static final int UDP = 17;

    /// The first of four addresses for each device: 198.18.0.0/15, which no network has (RFC 2544). The way out has the first.
    private static final int FIRST = 198 << 24 | 18 << 16;

    private static final int DEVICES = (1 << 15) - 1;

    private final Firewall firewall;
    private final UserNetworks programs;
    private final UserPorts ports;
    private final SlirpPorts slirp;

    /// @param programs of this host
    /// @param slirp stands in for `pasta`
    SwitchPorts(Firewall firewall, UserNetworks programs, UserPorts ports, SlirpPorts slirp) {
        this.slirp = slirp;
        this.firewall = firewall;
        this.programs = programs;
        this.ports = ports;
    }

    /// The gateway of a device, or its own address.
    ///
    /// @param device 0 for the way out
    /// @param own 1 for the gateway, 2 for the device's address
    static Address address(int device, int own) {
        return Address.of(ByteBuffer.allocate(4).putInt(FIRST + 4 * device + own).array());
    }

    @Override
    public PublishPorts.Published publish(String id, NetworkOptions asked, List<Connection> made) {
        if (PublishPorts.wanted(asked).isEmpty()) {
            return PublishPorts.Published.NOTHING;
        }
        Connection one = PublishPorts.reached(made);
        List<Endpoints.Binding> bindings = ports.choose(asked);
        ports.check(bindings);
        Address to =
                one.of(false).orElseThrow(() -> refused("it has no address of IPv4")).address();
        List<PublishPorts.Lead> leads = new ArrayList<>();
        for (Endpoints.Binding binding : bindings) {
            leads.add(new PublishPorts.Lead(ALL, binding.host(), to, binding.port()));
        }
        List<Wires.Ask> rules = new ArrayList<>(firewall.publish(leads));
        int device = 1 + one.hostIndex() % DEVICES;
        if (programs.usual().equals(UserNetworks.PASTA)) {
            rules.add(back(to, bindings, address(device, 1), one.hostIndex()));
        }
        return new PublishPorts.Published(
                bindings, List.of(), rules, List.of(), helper(device, bindings));
    }

    /// Answers of these ports don't leave by the way out.
    private static Wires.Ask back(
            Address from, List<Endpoints.Binding> bindings, Address gateway, int table) {
        RouteRequest back = RouteRequest.of("answers go back where clients came from");
        back.through(gateway.bytes(), table);
        Set<NetworkOptions.Port> answered = new HashSet<>();
        for (Endpoints.Binding binding : bindings) {
            NetworkOptions.Port port = binding.port();
            if (answered.add(port)) { // Two ports of the host may lead to one.
                back.from(from.bytes(), number(port.protocol()), port.number(), table);
            }
        }
        return ContainerWires.ask(back.done());
    }

    /// Takes the ways back of a container that has ended away, each of which may be gone.
    static List<Wires.Ask> withdraw(Endpoints ended) {
        List<Wires.Ask> asks = new ArrayList<>();
        for (Endpoints.Endpoint one : ended.networks()) {
            for (Endpoints.Binding binding :
                    one.publishes() ? ended.ports() : List.<Endpoints.Binding>of()) {
                NetworkOptions.Port port = binding.port();
                asks.add(
                        ContainerWires.ask(
                                RouteRequest.of("nothing is answered any more")
                                        .notFrom(
                                                Address.parse(one.ip()).bytes(),
                                                number(port.protocol()),
                                                port.number())
                                        .done()));
            }
        }
        return asks;
    }

    private static int number(String protocol) {
        return protocol.equals("udp") ? UDP : TCP;
    }

    private Wires.Helper helper(int device, List<Endpoints.Binding> bindings) {
        List<Endpoints.Binding> same = new ArrayList<>();
        for (Endpoints.Binding one : bindings) {
            NetworkOptions.Port port = new NetworkOptions.Port(one.host(), one.port().protocol());
            same.add(new Endpoints.Binding(one.address(), one.host(), port));
        }
        return switch (programs.usual()) {
            case UserNetworks.PASTA ->
                    new Wires.Helper(
                            HelperCommand.lane(programs.pasta().orElseThrow(), device, same),
                            true,
                            List.of());
            case UserNetworks.SLIRP -> new Wires.Helper(List.of(), true, slirp.open(same));
            default -> throw refused("it takes pasta").hint("apt-get install passt");
        };
    }

    private static JongException refused(String why) {
        return JongException.of(
                ErrorKind.PRECONDITION,
                "cannot publish ports of a container in an ordinary user's network: " + why);
    }
}
