package dev.jong.service.network;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.network.address.HostRoutes;
import dev.jong.network.address.PickSubnet;
import dev.jong.network.address.Subnet;
import dev.jong.store.disk.SmallFile;
import dev.jong.store.lease.Hold;
import dev.jong.store.network.NetworkName;
import dev.jong.store.network.NetworkRecord;
import dev.jong.store.network.Networks;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The networks of a store as containers name them. The default one is written down when somebody first needs it.
public final class KnownNetworks implements FindNetwork {
    private static final Path ROUTES = Path.of("/proc/net/route");
    private static final int LONGEST = 16 << 20;
    private static final Path ROUTES6 = Path.of("/proc/net/ipv6_route");

    private final Networks networks;
    private final InstantSource clock;

    /// @param networks of the store
    public KnownNetworks(Networks networks, InstantSource clock) {
        this.networks = networks;
        this.clock = clock;
    }

    /// The records.
    public Networks records() {
        return networks;
    }

    @Override
    public NetworkRecord find(String name) {
        if (name.isEmpty() || name.equals("default") || name.equals(NetworkName.BRIDGE)) {
            return networks.named(new NetworkName(NetworkName.BRIDGE)).orElseGet(this::makeDefault);
        }
        Optional<NetworkRecord> found = networks.find(name);
        if (found.isEmpty()) {
            throw JongException.of(
                            ErrorKind.NOT_FOUND, "network " + Text.printable(name) + " not found")
                    .hint("jong network ls lists them; jong network create makes one");
        }
        return found.get();
    }

    private NetworkRecord makeDefault() {
        try (Hold _ = networks.lock()) {
            NetworkName name = new NetworkName(NetworkName.BRIDGE);
            Optional<NetworkRecord> made = networks.named(name);
            if (made.isPresent()) {
                return made.get();
            }
            Subnet subnet = new PickSubnet(taken()).ofDefault();
            String id = freshId();
            Instant now = clock.instant();
            NetworkRecord record =
                    new NetworkRecord(
                            name.text(),
                            id,
                            now.getEpochSecond() * 1_000_000_000 + now.getNano(),
                            "bridge",
                            "jg" + id.substring(0, NetworkPlaces.SHORT),
                            false,
                            List.of(
                                    new NetworkRecord.Pool(
                                            subnet.toString(),
                                            Optional.of(subnet.nth(1).toString()),
                                            Optional.empty(),
                                            Map.of())),
                            new NetworkRecord.Names(false, List.of()),
                            Map.of(),
                            Map.of(),
                            NetworkRecord.Shown.NOTHING);
            networks.create(record);
            return record;
        }
    }

    /// 64 digits that nobody else has.
    static String freshId() {
        byte[] bytes = new byte[32];
        new java.security.SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /// What the host has routes to, and the subnets of networks, there or not.
    public List<Subnet> taken() {
        List<Subnet> taken = new ArrayList<>();
        hostRoutes().forEach(route -> taken.add(route.subnet()));
        for (NetworkRecord network : networks.all()) {
            network.pools().forEach(pool -> taken.add(Subnet.parse(pool.subnet())));
        }
        return taken;
    }

    /// What the host has routes to.
    public static List<HostRoutes.Route> hostRoutes() {
        return HostRoutes.parse(text(ROUTES), text(ROUTES6));
    }

    /// What a file of the kernel says about routes; empty where there is none.
    static String text(Path file) {
        return SmallFile.read(file, LONGEST).map(Text::of).orElse("");
    }
}
