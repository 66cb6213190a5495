package dev.jong.service.network;

import dev.jong.base.AtomicFile;
import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.linux.HostProgram;
import dev.jong.network.address.Address;
import dev.jong.network.address.Subnet;
import dev.jong.network.firewall.BridgeNetwork;
import dev.jong.network.firewall.PortRequests;
import dev.jong.network.firewall.Protocol;
import dev.jong.network.firewall.PublishedPort;
import dev.jong.network.firewall.TableScripts;
import dev.jong.network.netlink.Request;
import dev.jong.runtime.launch.Wires;
import dev.jong.service.container.Containers;
import dev.jong.service.container.Endpoints;
import dev.jong.store.disk.SmallFile;
import dev.jong.store.network.NetworkRecord;
import dev.jong.store.network.Networks;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// The rules of one store's networks, in one table that is nobody else's. The table is made by nft(8), once; ports are
/// opened and closed by the fronts of containers. What else is in the host's firewall is never touched.
final class Firewall {
    private static final int LONGEST = 1 << 20;

    /// How often a table is made at most while containers come and go.
    private static final int ROUNDS = 8;

    private final String table;
    private final NetworkPlaces places;
    private final Networks networks;
    private final Containers containers;
    private final Supplier<Optional<HostProgram>> nft;
    private final boolean everywhere;
    private volatile boolean found;

    /// @param table name of the table
    /// @param nft the host's program; empty where it has none
    /// @param everywhere whether somebody else sees to the addresses that ports are published on
    Firewall(
            String table,
            NetworkPlaces places,
            Networks networks,
            Containers containers,
            Supplier<Optional<HostProgram>> nft,
            boolean everywhere) {
        this.everywhere = everywhere;
        this.table = table;
        this.places = places;
        this.networks = networks;
        this.containers = containers;
        this.nft = nft;
    }

    /// Whether this host has what makes rules. Once it was there it is not looked for again.
    boolean canBe() {
        found = found || nft.get().isPresent();
        return found;
    }

    /// Adds the rules of a network; makes the table if it is missing. The caller holds the lock of [NetworkPlaces].
    void add(NetworkRecord network) throws IOException {
        TableScripts scripts = new TableScripts(table);
        if (Files.exists(places.table()) && runs(scripts.add(rules(network)))) {
            return;
        }
        List<NetworkRecord> there = up();
        there.removeIf(other -> other.id().equals(network.id()));
        there.add(network);
        make(there);
    }

    /// Removes the rules of a network. The caller holds the lock.
    void remove(NetworkRecord network) {
        // Without the table there is nothing to remove.
        runs(new TableScripts(table).remove(rules(network)));
    }

    /// Whether the table is there with its rules: others may remove it, or empty it.
    boolean isThere() {
        Optional<byte[]> made = SmallFile.read(places.table(), LONGEST);
        return made.isEmpty() || Text.of(made.get()).equals(listing());
    }

    /// The table without elements, which come and go; empty when it is not there.
    private String listing() {
        HostProgram.Outcome listed =
                program().run(List.of("-t", "list", "table", "inet", table), "");
        return listed.exitCode() == 0 ? listed.output() : "";
    }

    /// Makes the table anew, with all networks and ports that there are: somebody has removed it. The caller holds the
    /// lock.
    void restore() throws IOException {
        make(up());
    }

    private void make(List<NetworkRecord> there) throws IOException {
        List<BridgeNetwork> rules = new ArrayList<>();
        there.forEach(network -> rules.add(rules(network)));
        List<Endpoints> known;
        int rounds = 0;
        do {
            known = containers.endpoints().all();
            if (!runs(new TableScripts(table).whole(rules, ports(known)))) {
                throw JongException.of(
                                ErrorKind.PRECONDITION,
                                "nft cannot make the table inet "
                                        + table
                                        + " of this host's firewall")
                        .hint("try it: nft add table inet " + table);
            }
            rounds++;
            // A container that was launched meanwhile may have lost what it had added.
        } while (rounds < ROUNDS && !known.equals(containers.endpoints().all()));
        AtomicFile.writeVolatile(places.table(), Text.bytes(listing()));
    }

    private List<NetworkRecord> up() {
        List<NetworkRecord> up = new ArrayList<>();
        for (NetworkRecord network : networks.all()) {
            if (network.isBridge() && Files.exists(places.up(network.id()))) {
                up.add(network);
            }
        }
        return up;
    }

    private boolean runs(String script) {
        return program().run(List.of("-f", "-"), script).exitCode() == 0;
    }

    private HostProgram program() {
        return nft.get()
                .orElseThrow(() ->
                        JongException.of(
                                        ErrorKind.PRECONDITION,
                                        "cannot make rules of the firewall: this host has no nft")
                                .hint("install nftables; --network none or host needs none"));
    }

    private static BridgeNetwork rules(NetworkRecord network) {
        DriverOptions settings = DriverOptions.of(network);
        List<dev.jong.network.netlink.Address> subnets = new ArrayList<>();
        for (NetworkRecord.Pool pool : network.pools()) {
            Subnet subnet = Subnet.parse(pool.subnet());
            subnets.add(
                    new dev.jong.network.netlink.Address(subnet.base().bytes(), subnet.length()));
        }
        return new BridgeNetwork(
                network.device(),
                subnets,
                settings.talk() ? List.of(network.device()) : List.of(),
                network.internal(),
                settings.masquerade(),
                settings.strict());
    }

    /// Opens ports.
    List<Wires.Ask> publish(List<PublishPorts.Lead> leads) {
        return asks(new PortRequests(table).open("published ports", opened(leads)));
    }

    /// Closes ports.
    List<Wires.Ask> withdraw(List<PublishPorts.Lead> leads) {
        return asks(new PortRequests(table).close("ports that are free again", opened(leads)));
    }

    /// Closes all ports of a container.
    List<Wires.Ask> withdraw(Endpoints endpoints) {
        return asks(
                new PortRequests(table)
                        .close("ports that are free again", ports(List.of(endpoints))));
    }

    private static List<Wires.Ask> asks(List<Request> requests) {
        return requests.stream().map(ContainerWires::ask).toList();
    }

    private List<PublishedPort> opened(List<PublishPorts.Lead> leads) {
        List<PublishedPort> ports = new ArrayList<>();
        for (PublishPorts.Lead lead : leads) {
            ports.add(
                    port(
                            lead.from(),
                            lead.host(),
                            lead.to(),
                            lead.port().number(),
                            lead.port().protocol()));
        }
        return ports;
    }

    private List<PublishedPort> ports(List<Endpoints> all) {
        List<PublishedPort> ports = new ArrayList<>();
        for (Endpoints endpoints : all) {
            for (Endpoints.Binding one : endpoints.ports()) {
                Address from = Address.parse(one.address());
                Optional<Address> to = reached(endpoints, from.version6());
                if (to.isPresent() && containers.isAlive(endpoints.id())) {
                    ports.add(
                            port(
                                    from,
                                    one.host(),
                                    to.get(),
                                    one.port().number(),
                                    one.port().protocol()));
                }
            }
        }
        return ports;
    }

    /// The address that the ports of a container lead to.
    private static Optional<Address> reached(Endpoints endpoints, boolean version6) {
        for (Endpoints.Endpoint one : endpoints.networks()) {
            String address = version6 ? one.ip6() : one.ip();
            if (one.publishes() && !address.isEmpty()) {
                return Optional.of(Address.parse(address));
            }
        }
        return Optional.empty();
    }

    private PublishedPort port(Address from, int host, Address to, int port, String protocol) {
        return new PublishedPort(
                everywhere || from.isUnspecified() ? new byte[0] : from.bytes(),
                switch (protocol) {
                    case "udp" -> Protocol.UDP;
                    case "sctp" -> Protocol.SCTP;
                    default -> Protocol.TCP;
                },
                host,
                to.bytes(),
                port);
    }

    /// The name of a store's table.
    ///
    /// @param folder name of the store's runtime directory
    /// @param usual whether it is the store that is used when nobody names one
    static String tableFor(String folder, boolean usual) {
        return usual ? "jong" : "jong" + folder.substring(0, Math.min(8, folder.length()));
    }
}
