package dev.jong.service.network;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.network.address.Address;
import dev.jong.service.container.Containers;
import dev.jong.service.container.Endpoints;
import dev.jong.service.container.Moment;
import dev.jong.service.container.NetworkOptions;
import dev.jong.store.disk.SmallFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Chooses where an ordinary user's ports are published, and says beforehand what would fail: the program that opens
/// them may have nobody who reads its complaint.
final class UserPorts {
    private static final Address ALL = Address.parse("0.0.0.0");
    private static final int USUAL = 1024;

    /// A second of five milliseconds each.
    private static final int ROUNDS = 200;

    private static final int LONGEST = 64;
    private static final Path UNRESERVED = Path.of("/proc/sys/net/ipv4/ip_unprivileged_port_start");

    private final FreePorts free;
    private final PortOwner owner;
    private final int first;

    /// @param first the first port that is not reserved for root
    UserPorts(FreePorts free, PortOwner owner, int first) {
        this.free = free;
        this.owner = owner;
        this.first = first;
    }

    /// Those of this host.
    static UserPorts of(Containers containers) {
        String start = SmallFile.read(UNRESERVED, LONGEST).map(Text::of).orElse("");
        return new UserPorts(
                new FreePorts(), new PortOwner(containers, Path.of("/proc")), unreserved(start));
    }

    /// What `/proc/sys/net/ipv4/ip_unprivileged_port_start` says.
    static int unreserved(String text) {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            return USUAL;
        }
    }

    /// The ports, chosen where there is a choice.
    ///
    /// @throws JongException UNSUPPORTED for a protocol that no helper knows
    List<Endpoints.Binding> choose(NetworkOptions asked) {
        List<Endpoints.Binding> all = new ArrayList<>();
        for (NetworkOptions.Publish one : PublishPorts.wanted(asked)) {
            if (one.port().protocol().equals("sctp")) {
                throw JongException.of(
                                ErrorKind.UNSUPPORTED,
                                "cannot publish port "
                                        + one.port().number()
                                        + "/sctp: networks of ordinary users have tcp and udp")
                        .hint("run it as root, or with --network host");
            }
            Address at = one.address().isEmpty() ? ALL : Address.parse(one.address());
            all.add(new Endpoints.Binding(at.toString(), free.choose(one, at), one.port()));
        }
        return all;
    }

    /// @throws JongException CONFLICT for a port that somebody has, PRECONDITION for one that is root's
    void check(List<Endpoints.Binding> ports) {
        for (Endpoints.Binding one : ports) {
            if (one.host() < first) {
                throw JongException.of(
                                ErrorKind.PRECONDITION,
                                "cannot publish port "
                                        + one.host()
                                        + " of the host: ordinary users have those from "
                                        + first
                                        + " on")
                        .hint(
                                "choose another, or as root: sysctl net.ipv4.ip_unprivileged_port_start="
                                        + one.host());
            }
            HeldPort.Place place = new HeldPort.Place(one.host(), one.port().protocol());
            if (!free.isFree(one) && !becomesFree(one, place)) {
                throw owner.taken(place);
            }
        }
    }

    /// The error that names whoever has a port.
    JongException taken(HeldPort.Place place) {
        return owner.taken(place);
    }

    /// What helped a container that has just ended has its ports for a moment longer.
    private boolean becomesFree(Endpoints.Binding port, HeldPort.Place place) {
        for (int i = 0; i < ROUNDS && !owner.isContainer(place); i++) {
            Moment.pass();
            if (free.isFree(port)) {
                return true;
            }
        }
        return false;
    }
}
