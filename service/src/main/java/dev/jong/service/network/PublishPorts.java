package dev.jong.service.network;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.network.address.Address;
import dev.jong.runtime.launch.Wires;
import dev.jong.service.container.Endpoints;
import dev.jong.service.container.NetworkOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Decides where the ports of a container are published: ports of the host that its front holds, and elements of the
/// firewall's maps that lead from there.
final class PublishPorts implements Publishing {
    private final Firewall firewall;
    private final FreePorts free;

    PublishPorts(Firewall firewall, FreePorts free) {
        this.firewall = firewall;
        this.free = free;
    }

    /// What is published, and how.
    ///
    /// @param helper a program that does it
    record Published(
            List<Endpoints.Binding> bindings,
            List<Wires.Held> held,
            List<Wires.Ask> rules,
            List<Wires.Ask> undo,
            Wires.Helper helper) {
        static final Published NOTHING =
                new Published(List.of(), List.of(), List.of(), List.of(), Wires.Helper.NONE);
    }

    @Override
    public Published publish(String id, NetworkOptions asked, List<Connection> made) {
        List<NetworkOptions.Publish> wanted = wanted(asked);
        if (wanted.isEmpty()) {
            return Published.NOTHING;
        }
        Connection one = reached(made);
        String usual = DriverOptions.of(one.network()).address();
        List<Lead> leads = new ArrayList<>();
        for (NetworkOptions.Publish publish : wanted) {
            String address = publish.address().isEmpty() ? usual : publish.address();
            add(leads, one, publish, address);
        }
        List<Endpoints.Binding> bindings = new ArrayList<>();
        List<Wires.Held> held = new ArrayList<>();
        for (Lead lead : leads) {
            bindings.add(new Endpoints.Binding(lead.from().toString(), lead.host(), lead.port()));
            held.add(HeldPort.of(lead));
        }
        return new Published(
                bindings,
                held,
                firewall.publish(leads),
                firewall.withdraw(leads),
                Wires.Helper.NONE);
    }

    /// A port of the host that leads to one of the container.
    ///
    /// @param from address of the host, unspecified for all of its family
    /// @param to the container's address
    record Lead(Address from, int host, Address to, NetworkOptions.Port port) {}

    static List<NetworkOptions.Publish> wanted(NetworkOptions asked) {
        List<NetworkOptions.Publish> wanted = new ArrayList<>(asked.ports());
        if (asked.publishAll()) {
            for (NetworkOptions.Port port : asked.exposed()) {
                if (asked.ports().stream().noneMatch(one -> one.port().equals(port))) {
                    wanted.add(new NetworkOptions.Publish("", 0, 0, port));
                }
            }
        }
        return wanted;
    }

    static Connection reached(List<Connection> made) {
        for (Connection one : made) {
            if (one.gateway() && one.network().isBridge()) {
                return one;
            }
        }
        throw JongException.of(
                        ErrorKind.PRECONDITION,
                        "cannot publish ports: the container is in no bridge network that leads out")
                .hint("connect it to one: --network bridge");
    }

    private void add(
            List<Lead> leads, Connection one, NetworkOptions.Publish publish, String address) {
        List<Address> from =
                address.isEmpty()
                        ? List.of(Address.parse("0.0.0.0"), Address.parse("::"))
                        : List.of(Address.parse(address));
        int port = 0;
        boolean led = false;
        for (Address at : from) {
            Optional<Connection.Place> to = one.of(at.version6());
            if (to.isPresent()) {
                // Both families have the same port.
                port = port == 0 ? free.choose(publish, at) : port;
                leads.add(new Lead(at, port, to.get().address(), publish.port()));
                led = true;
            }
        }
        if (!led) {
            throw JongException.of(
                            ErrorKind.PRECONDITION,
                            "cannot publish port "
                                    + publish.port().number()
                                    + " on "
                                    + address
                                    + ": the container has no address of its family")
                    .hint("make a network with a subnet of that family");
        }
    }
}
