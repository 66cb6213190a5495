package dev.jong.service.network;

import dev.jong.base.AtomicFile;
import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.network.address.Address;
import dev.jong.network.address.HardwareAddress;
import dev.jong.network.address.HostRoutes;
import dev.jong.network.address.Subnet;
import dev.jong.runtime.control.NetworkPlans;
import dev.jong.runtime.plan.LaunchPlan;
import dev.jong.runtime.plan.PlanText;
import dev.jong.service.container.Front;
import dev.jong.service.container.Outcome;
import dev.jong.store.disk.SmallFile;
import dev.jong.store.lease.Hold;
import dev.jong.store.network.NetworkRecord;
import dev.jong.store.network.Networks;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.function.Function;

/// Makes a network in the kernel when a container first needs it, and takes it away again: the bridge with the host's
/// addresses, and its part of the firewall's rules. A file says that it is there.
final class RaiseNetwork {
    private static final int DEFAULT_MTU = 1500;
    private static final int LONGEST = 64;

    private final NetworkPlaces places;
    private final Firewall firewall;
    private final NetworkPlans plans;
    private final Ground ground;
    private final RaiseParent parents;

    /// @param networks of the store
    RaiseNetwork(
            NetworkPlaces places,
            Firewall firewall,
            NetworkPlans plans,
            Ground ground,
            Networks networks) {
        this.ground = ground;
        this.places = places;
        this.firewall = firewall;
        this.plans = plans;
        this.parents = new RaiseParent(places, plans, networks);
    }

    /// Whether it is known to be there.
    boolean isUp(NetworkRecord network) {
        return ground.isThere()
                && Files.exists(places.up(network.id()))
                && (network.isBridge() || RaiseParent.isThere(network));
    }

    /// What packets of a network that is there may have, bytes; 0 for the usual.
    int mtu(NetworkRecord network) {
        Optional<byte[]> mark = SmallFile.read(places.up(network.id()), LONGEST);
        try {
            return Integer.parseInt(mark.map(Text::of).orElse("").strip());
        } catch (NumberFormatException e) {
            return DriverOptions.of(network).mtu();
        }
    }

    /// Makes it, unless it is there.
    ///
    /// @throws JongException PRECONDITION when the host lacks what it takes, or uses its addresses otherwise
    void raise(NetworkRecord network, Front front) {
        ground.provide(front);
        if (isUp(network)) {
            return;
        }
        prepare();
        try (Hold _ = places.lock().acquire()) {
            if (isUp(network)) {
                return;
            }
            int mtu = mtuFor(network);
            if (network.isBridge()) {
                refuseOverlap(network);
                bridge(network, mtu, front);
                firewall.add(network);
            } else {
                parents.raise(network, front);
            }
            Files.createDirectories(places.addresses(network.id()));
            AtomicFile.writeVolatile(places.up(network.id()), Text.bytes(Integer.toString(mtu)));
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private void prepare() {
        try {
            Files.createDirectories(places.ups());
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private JongException unwritable(IOException e) {
        return JongException.of(
                        ErrorKind.UNAVAILABLE,
                        "cannot write down in "
                                + places.net()
                                + " that a network is there: "
                                + e.getMessage())
                .causedBy(e);
    }

    private int mtuFor(NetworkRecord network) {
        int asked = DriverOptions.of(network).mtu();
        if (!network.isBridge()) {
            return asked; // Or its parent's.
        }
        int host = asked == 0 ? ground.mtu() : asked;
        return host == DEFAULT_MTU ? 0 : host;
    }

    private static void refuseOverlap(NetworkRecord network) {
        for (HostRoutes.Route route : HostNetwork.ofHost().routes()) {
            for (NetworkRecord.Pool pool : network.pools()) {
                if (!route.device().equals(network.device())
                        && Subnet.parse(pool.subnet()).overlaps(route.subnet())) {
                    throw JongException.of(
                                    ErrorKind.PRECONDITION,
                                    "cannot make network "
                                            + network.name()
                                            + ": its subnet "
                                            + pool.subnet()
                                            + " overlaps "
                                            + route.subnet()
                                            + ", which the host reaches through "
                                            + Text.printable(route.device()))
                            .hint("make the network anew with another --subnet");
                }
            }
        }
    }

    private void bridge(NetworkRecord network, int mtu, Front front) {
        carryOut(
                plans.raise(
                        ground.place(),
                        BridgeRequests.of(network, mtu, ground.place().isPresent())),
                "make",
                network,
                front);
    }

    private static void carryOut(LaunchPlan plan, String verb, NetworkRecord network, Front front) {
        carryOut(plan, front, failed -> refused(verb, network, plan, failed));
    }

    /// Has a plan carried out that makes something on the host or takes it away.
    ///
    /// @param refused what to say when the kernel does not do it
    static void carryOut(
            LaunchPlan plan, Front front, Function<Outcome.Failed, JongException> refused) {
        switch (front.carryOut(plan)) {
            case Outcome.Done done -> {}
            case Outcome.Failed failed when isDone(plan, failed) -> {}
            case Outcome.Failed failed -> throw refused.apply(failed);
            default -> throw JongException.of(ErrorKind.CANCELLED, "the command went away");
        }
    }

    /// Whether a plan was carried out by a child that had no program.
    static boolean isDone(LaunchPlan plan, Outcome.Failed failed) {
        return NetworkPlans.isDone(plan, failed.list(), failed.index(), failed.errno());
    }

    private static JongException refused(
            String verb, NetworkRecord network, LaunchPlan plan, Outcome.Failed failed) {
        String what =
                failed.operation(plan)
                        .map(op -> op.why() + ": " + PlanText.call(op))
                        .orElse("the plan");
        return JongException.of(
                        ErrorKind.PRECONDITION,
                        "cannot "
                                + verb
                                + " network "
                                + network.name()
                                + ": "
                                + Text.printable(what)
                                + ": "
                                + dev.jong.runtime.plan.Errno.words(failed.errno()))
                .hint("jong doctor says what this host allows");
    }

    /// Takes a network away that no container uses.
    void lower(NetworkRecord network, Front front) {
        if (!isUp(network) && !isLeft(network)) {
            unmark(network);
            return; // Perhaps none ever was, and there is not even a place for the lock.
        }
        prepare();
        try (Hold _ = places.lock().acquire()) {
            boolean there = isUp(network) || isLeft(network);
            unmark(network);
            if (there && network.isBridge()) {
                firewall.remove(network);
                carryOut(
                        plans.lower(ground.place(), BridgeRequests.remove(network)),
                        "remove",
                        network,
                        front);
            } else if (there) {
                parents.lower(network, front);
            }
        }
    }

    /// Whether it is there although nothing says so: an engine was killed while it made it or took it away.
    private boolean isLeft(NetworkRecord network) {
        if (!network.isBridge()) {
            return parents.isOwn(network);
        }
        return ground.isApart()
                ? ground.isThere()
                : HostDevices.find(network.device()) == KernelNames.bridgeIndex(network);
    }

    private void unmark(NetworkRecord network) {
        try {
            Files.deleteIfExists(places.up(network.id()));
            Files.deleteIfExists(places.addresses(network.id()));
        } catch (DirectoryNotEmptyException used) {
            return; // By a container that has just begun; it finds no network.
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /// Forgets what is said to be there: it was taken away by somebody else.
    void forget() {
        places.forget();
    }

    /// The hardware address of a bridge: without one of its own it would change with its ports.
    static HardwareAddress hardware(NetworkRecord network) {
        return network.pools().getFirst().gateway().isPresent()
                        && !Subnet.parse(network.pools().getFirst().subnet()).version6()
                ? HardwareAddress.of(Address.parse(network.pools().getFirst().gateway().get()))
                : HardwareAddress.hashed(network.id());
    }
}
