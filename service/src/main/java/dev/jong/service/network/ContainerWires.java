package dev.jong.service.network;

import dev.jong.base.Text;
import dev.jong.network.address.Address;
import dev.jong.network.address.Subnet;
import dev.jong.network.netlink.Device;
import dev.jong.network.netlink.Request;
import dev.jong.network.netlink.Route;
import dev.jong.network.netlink.RouteRequest;
import dev.jong.runtime.launch.Wires;
import dev.jong.service.container.Endpoints;
import dev.jong.store.network.NetworkRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Puts together what a front says to the kernel for one container.
final class ContainerWires {
    /// What the request is for that sets the inside.
    static final String INSIDE = "addresses and routes";

    private final NetworkPlaces places;
    private final List<Connection> connections;

    ContainerWires(NetworkPlaces places, List<Connection> connections) {
        this.places = places;
        this.connections = connections;
    }

    /// Its devices, one request each.
    ///
    /// @param mtus what each network's packets may have, in the order of the connections; 0 for the usual
    /// @param publishes whether ports of the host lead to it
    List<Wires.Ask> links(List<Integer> mtus, boolean publishes) {
        List<Wires.Ask> links = new ArrayList<>();
        for (int i = 0; i < connections.size(); i++) {
            links.add(ask(link(connections.get(i), mtus.get(i), publishes)));
        }
        return links;
    }

    private static Request link(Connection one, int mtu, boolean publishes) {
        if (!one.network().isBridge()) {
            return ParentLink.request(one, mtu);
        }
        RouteRequest request =
                RouteRequest.of(
                        one.device() + ", whose other end is in network " + one.network().name());
        Device host = Device.of(one.host()).withIndex(one.hostIndex()).withMtu(mtu);
        request.pair(host, KernelNames.bridgeIndex(one.network()), inner(one, mtu));
        boolean apart = !DriverOptions.of(one.network()).talk();
        // With br_netfilter a packet of the container to its own published port never leaves the
        // bridge.
        boolean returns = publishes && one.gateway();
        if (apart || returns) {
            request.port(one.host(), apart, returns);
        }
        return request.done();
    }

    private static Device inner(Connection one, int mtu) {
        return Device.of(one.device())
                .withIndex(one.index())
                .withMac(one.hardware().bytes())
                .withMtu(mtu);
    }

    /// What is set inside: one request.
    ///
    /// @param fresh the namespace is new: its loopback is down
    Wires.Ask inside(boolean fresh) {
        RouteRequest request = RouteRequest.of(INSIDE);
        if (fresh) {
            request.loopbackUp();
        }
        for (Connection one : connections) {
            for (Connection.Place place : one.addresses()) {
                request.add(one.index(), address(place));
            }
            request.up(one.index(), 0);
        }
        for (Connection one : connections) {
            if (one.gateway()) {
                wayOut(request, one, false);
                wayOut(request, one, true);
            }
        }
        further(request);
        return ask(request.done());
    }

    /// The routes of its networks. Of two to the same subnet the first counts, and what it is connected to needs none: the
    /// kernel would refuse them all.
    private void further(RouteRequest request) {
        List<String> known = new ArrayList<>();
        for (Connection one : connections) {
            one.addresses().forEach(place -> known.add(place.subnet() + " 0"));
        }
        for (Connection one : connections) {
            for (NetworkRecord.Route route : one.network().routes()) {
                String key = route.subnet() + " " + route.metric();
                if (!known.contains(key)) {
                    known.add(key);
                    request.add(route(one, route));
                }
            }
        }
    }

    private static Route route(Connection one, NetworkRecord.Route route) {
        Subnet subnet = Subnet.parse(route.subnet());
        return new Route(
                new dev.jong.network.netlink.Address(subnet.base().bytes(), subnet.length()),
                Address.parse(route.gateway()).bytes(),
                one.index(),
                route.metric());
    }

    private static void wayOut(RouteRequest request, Connection one, boolean version6) {
        Optional<Address> gateway = one.of(version6).flatMap(Connection.Place::gateway);
        if (ParentLink.isRouted(one) && one.of(version6).isPresent()) {
            request.add(Route.straight(!version6, one.index()));
        } else if (gateway.isPresent()) {
            request.add(Route.byDefault(gateway.get().bytes(), one.index()));
        }
    }

    private static dev.jong.network.netlink.Address address(Connection.Place place) {
        return new dev.jong.network.netlink.Address(
                place.address().bytes(), place.subnet().length());
    }

    /// Takes a connection away.
    ///
    /// @param device an end of it, which is in the namespace that this is sent in
    static Wires.Ask removal(Endpoints.Endpoint gone, String device) {
        return ask(RouteRequest.of(gone.device() + " is taken away").delete(device).done());
    }

    /// The files that say what it has.
    List<Wires.Claim> claims() {
        List<Wires.Claim> claims = new ArrayList<>();
        for (Connection one : connections) {
            for (Connection.Place place : one.addresses()) {
                claims.add(claim(places.address(one.network().id(), place.address())));
            }
        }
        return claims;
    }

    static Wires.Claim claim(Path file) {
        String text = Text.of(file);
        byte[] bytes = Text.bytes(text);
        return new Wires.Claim(Arrays.copyOf(bytes, bytes.length + 1), "\"" + text + "\"");
    }

    static Wires.Ask ask(Request request) {
        return new Wires.Ask(
                request.why(),
                request.family(),
                request.bytes(),
                request.slots(),
                request.replies());
    }
}
