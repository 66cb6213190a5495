package dev.jong.service.network;

import dev.jong.base.JongException;
import dev.jong.network.netlink.Request;
import dev.jong.runtime.control.NetworkPlans;
import dev.jong.runtime.plan.LaunchPlan;
import dev.jong.service.container.Front;
import dev.jong.store.network.NetworkRecord;
import dev.jong.store.network.Networks;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes what macvlan and ipvlan networks lie on when a container first needs it, and takes it away again. The number of a
/// device says who has made it, so that nothing has to be remembered. The caller holds the lock of [NetworkPlaces].
final class RaiseParent {
    private final NetworkPlaces places;
    private final NetworkPlans plans;
    private final Networks networks;

    RaiseParent(NetworkPlaces places, NetworkPlans plans, Networks networks) {
        this.places = places;
        this.plans = plans;
        this.networks = networks;
    }

    /// Whether the host has it.
    static boolean isThere(NetworkRecord network) {
        return HostDevices.find(ParentDevice.of(network).name()) != 0;
    }

    /// Whether it was made here.
    boolean isOwn(NetworkRecord network) {
        ParentDevice device = ParentDevice.of(network);
        return HostDevices.find(device.name()) == index(device);
    }

    private int index(ParentDevice device) {
        return KernelNames.parentIndex(places.net(), device);
    }

    /// Makes it, unless the host has it.
    ///
    /// @throws JongException PRECONDITION when the host neither has it nor makes it
    void raise(NetworkRecord network, Front front) {
        ParentDevice device = ParentDevice.of(network);
        if (isThere(network)) {
            return;
        }
        Request made = device.made(index(device));
        LaunchPlan plan =
                plans.raise(
                        Optional.empty(),
                        new NetworkPlans.Bridge(List.of(ContainerWires.ask(made)), Map.of()));
        carryOut(plan, made.why() + " for network " + network.name(), front);
    }

    private static void carryOut(LaunchPlan plan, String what, Front front) {
        RaiseNetwork.carryOut(plan, front, failed -> ParentLink.refused(what, failed.errno()));
    }

    /// Takes it away if it was made here and no other network that is there lies on it.
    void lower(NetworkRecord network, Front front) {
        if (isOwn(network) && !isShared(network)) {
            Request removed = ParentDevice.of(network).removed();
            carryOut(
                    plans.lower(Optional.empty(), ContainerWires.ask(removed)),
                    "it so that " + removed.why(),
                    front);
        }
    }

    private boolean isShared(NetworkRecord network) {
        ParentDevice device = ParentDevice.of(network);
        for (NetworkRecord other : networks.all()) {
            if (!other.isBridge()
                    && !other.id().equals(network.id())
                    && ParentDevice.of(other).equals(device)
                    && Files.exists(places.up(other.id()))) {
                return true;
            }
        }
        return false;
    }
}
