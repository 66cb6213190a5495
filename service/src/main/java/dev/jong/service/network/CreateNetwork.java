package dev.jong.service.network;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.network.address.Address;
import dev.jong.network.address.DeviceName;
import dev.jong.service.container.ContainerIds;
import dev.jong.service.container.Containers;
import dev.jong.store.event.Event;
import dev.jong.store.lease.Hold;
import dev.jong.store.network.NetworkName;
import dev.jong.store.network.NetworkRecord;
import dev.jong.store.network.Networks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `network create`: a record. Devices and rules come when a container is first connected.
public final class CreateNetwork {
    private static final List<String> DRIVERS = List.of("bridge", "macvlan", "ipvlan");

    private final Containers containers;
    private final HostNetwork host;

    /// @param containers of the store that is to have the network
    public CreateNetwork(Containers containers, HostNetwork host) {
        this.containers = containers;
        this.host = host;
    }

    /// The name of a network's own device.
    static String deviceOf(String id) {
        return "jg" + id.substring(0, 12);
    }

    /// Makes a network. It is on the disk when this returns.
    ///
    /// @return what there is then
    /// @throws JongException CONFLICT when there is one of that name or something else has its addresses or its device,
    ///     INVALID_ARGUMENT for wishes that make no sense, UNSUPPORTED for drivers and options there are not
    public NetworkRecord create(NetworkWish wish) {
        NetworkName name = checkedName(wish);
        AskedOptions options = AskedOptions.parse(wish.driver(), wish.options());
        containers.prepare();
        Networks networks = containers.networks();
        try (Hold _ = networks.lock()) {
            Optional<NetworkRecord> known = networks.named(name);
            if (known.isPresent() && wish.ignore()) {
                return known.get();
            }
            if (known.isPresent()) {
                throw JongException.of(
                                ErrorKind.CONFLICT, "network with name " + name + " already exists")
                        .hint("--ignore takes it as it is");
            }
            NetworkRecord made = decide(wish, options, networks.all());
            networks.create(made);
            containers
                    .story()
                    .journal()
                    .append(Event.network("create", made.id(), made.name(), made.driver()));
            return made;
        }
    }

    private static NetworkName checkedName(NetworkWish wish) {
        NetworkName name = new NetworkName(wish.name());
        if (name.isReserved()) {
            throw invalid("the name " + name + " means something else").hint("choose another one");
        }
        if (!DRIVERS.contains(wish.driver())) {
            throw JongException.of(
                            ErrorKind.UNSUPPORTED,
                            "the driver \"" + Text.printable(wish.driver()) + "\" is not supported")
                    .hint("use " + String.join(", ", DRIVERS));
        }
        return name;
    }

    private NetworkRecord decide(
            NetworkWish wish, AskedOptions options, List<NetworkRecord> others) {
        String id = ContainerIds.fresh();
        boolean bridge = wish.driver().equals("bridge");
        PoolPlan plan = new PoolPlan(others, bridge ? host.routes() : List.of());
        List<NetworkRecord.Pool> pools = plan.decide(wish.addresses(), id);
        if (options.mtu() > 0 && options.mtu() < 1280 && pools.getLast().subnet().contains(":")) {
            throw invalid("IPv6 needs an MTU of at least 1280");
        }
        String device = bridge ? bridge(wish, options, id, others) : parent(wish, options);
        return new NetworkRecord(
                wish.name(),
                id,
                Event.clock(),
                wish.driver(),
                device,
                wish.internal() || device.isEmpty(),
                pools,
                new NetworkRecord.Names(wish.served(), canonical(wish.servers())),
                wish.options(),
                wish.labels(),
                new NetworkRecord.Shown(wish.attachable(), wish.addressOptions()),
                AskedRoutes.parse(wish.routes(), pools));
    }

    private static List<String> canonical(List<String> servers) {
        List<String> all = new ArrayList<>();
        for (String server : servers) {
            all.add(Address.parse(server).toString());
        }
        return all;
    }

    private String bridge(
            NetworkWish wish, AskedOptions options, String id, List<NetworkRecord> others) {
        String asked = device(wish, options);
        if (asked.isEmpty()) {
            return deviceOf(id);
        }
        for (NetworkRecord other : others) {
            if (other.isBridge() && other.device().equals(asked)) {
                throw taken(asked, "network " + other.name() + " has it");
            }
        }
        if (host.hasDevice(asked)) {
            throw taken(asked, "the host has a device of that name");
        }
        return asked;
    }

    private static JongException taken(String device, String why) {
        return JongException.of(ErrorKind.CONFLICT, "cannot call the bridge " + device + ": " + why)
                .hint("choose another name, or leave it out");
    }

    /// Empty for one of its own, which leads nowhere: nothing leaves an internal network.
    private String parent(NetworkWish wish, AskedOptions options) {
        String asked = device(wish, options);
        if (asked.equals("lo")) {
            throw invalid("the loopback device cannot be the parent of a network")
                    .hint("leave the parent out: the network leads nowhere then");
        }
        if (asked.isEmpty() || wish.internal()) {
            return "";
        }
        Optional<String> below = new ParentDevice(asked, false).below();
        if (!host.hasDevice(asked) && !host.hasDevice(below.orElse(asked))) {
            throw JongException.of(
                            ErrorKind.NOT_FOUND,
                            "the host has no network device " + below.orElse(asked))
                    .hint("ip link lists them");
        }
        return asked;
    }

    /// What the option of the command and that of the driver say.
    private static String device(NetworkWish wish, AskedOptions options) {
        if (!wish.device().isEmpty() && !DeviceName.isName(wish.device())) {
            throw invalid(
                            "\""
                                    + Text.printable(wish.device())
                                    + "\" is no name of a network device")
                    .hint("use at most 15 letters, digits, _ . and -");
        }
        boolean both = !wish.device().isEmpty() && !options.device().isEmpty();
        if (both && !wish.device().equals(options.device())) {
            throw invalid("the device has two names: " + wish.device() + " and " + options.device())
                    .hint("leave --interface-name or the option of the driver out");
        }
        return wish.device().isEmpty() ? options.device() : wish.device();
    }

    private static JongException invalid(String message) {
        return JongException.of(ErrorKind.INVALID_ARGUMENT, message);
    }
}
