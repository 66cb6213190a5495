package dev.jong.service.network;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.service.container.Containers;
import dev.jong.service.container.Front;
import dev.jong.service.space.PruneFilters;
import dev.jong.store.event.Event;
import dev.jong.store.lease.Hold;
import dev.jong.store.network.NetworkName;
import dev.jong.store.network.NetworkRecord;
import dev.jong.store.network.Networks;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `network rm` and `network prune`.
public final class RemoveNetworks {
    private final Containers containers;
    private final NetworkUse use;

    /// @param use who uses a network, and what the kernel has of it
    public RemoveNetworks(Containers containers, NetworkUse use) {
        this.containers = containers;
        this.use = use;
    }

    /// Removes one network. Containers that ask for it but do not run are in nobody's way.
    ///
    /// @param text name, id or the beginning of one
    /// @param force do nothing when there is none
    /// @param front carries out what has to be
    /// @throws JongException NOT_FOUND without such a network, CONFLICT while a container is connected to it,
    ///     INVALID_ARGUMENT for one that is always there
    public void remove(String text, boolean force, Front front) {
        Networks networks = containers.networks();
        try (Hold _ = networks.lock()) {
            if (networks.damaged().contains(text)) {
                networks.remove(new NetworkName(text));
                return;
            }
            refusePredefined(text);
            Optional<NetworkRecord> found = networks.find(text);
            if (found.isEmpty() && force) {
                return;
            }
            NetworkRecord network = found.orElseThrow(() -> MeantNetwork.missing(text));
            refusePredefined(network.name());
            refuseUsed(network);
            drop(network, front);
        }
    }

    private static void refusePredefined(String name) {
        if (List.of(NetworkName.BRIDGE, Predefined.HOST, Predefined.NONE).contains(name)) {
            throw JongException.of(
                            ErrorKind.INVALID_ARGUMENT,
                            name + " is a pre-defined network and cannot be removed")
                    .hint("leave it: without containers it costs nothing");
        }
    }

    private void refuseUsed(NetworkRecord network) {
        List<String> users = new ArrayList<>();
        for (NetworkUse.Member member : use.members(network)) {
            if (member.running()) {
                users.add(member.name());
            }
        }
        if (!users.isEmpty()) {
            throw used(network, users);
        }
    }

    private void drop(NetworkRecord network, Front front) {
        use.lower(network, front);
        containers.networks().remove(new NetworkName(network.name()));
        containers
                .story()
                .journal()
                .append(Event.network("destroy", network.id(), network.name(), network.driver()));
    }

    private static JongException used(NetworkRecord network, List<String> users) {
        users.sort(null);
        return JongException.of(
                        ErrorKind.CONFLICT,
                        "cannot remove network "
                                + network.name()
                                + ": it is in use by container "
                                + String.join(", ", users))
                .hint(
                        "stop them, or disconnect them: jong network disconnect "
                                + network.name()
                                + " "
                                + users.getFirst());
    }

    /// Removes the networks that no container uses, whether it runs or not.
    ///
    /// @param front carries out what has to be
    /// @return their names
    public List<String> prune(PruneFilters filters, Front front) {
        Networks networks = containers.networks();
        List<String> deleted = new ArrayList<>();
        try (Hold _ = networks.lock()) {
            for (NetworkRecord network : networks.all()) {
                Instant created = Instant.ofEpochSecond(0, network.created());
                boolean goes =
                        !network.name().equals(NetworkName.BRIDGE)
                                && filters.accept(created, network.labels())
                                && use.members(network).isEmpty();
                if (goes) {
                    drop(network, front);
                    deleted.add(network.name());
                }
            }
        }
        containers
                .story()
                .journal()
                .append(Event.now("network", "prune", "", Map.of("reclaimed", "0")));
        return deleted;
    }
}
