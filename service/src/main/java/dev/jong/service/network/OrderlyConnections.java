package dev.jong.service.network;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.service.container.ContainerRecord;
import dev.jong.service.container.Containers;
import dev.jong.service.container.Front;
import dev.jong.service.container.Moment;
import dev.jong.service.container.NetworkOptions;
import dev.jong.store.lease.Hold;
import dev.jong.store.network.NetworkRecord;
import java.util.List;
import java.util.Optional;

/// Changes the networks of a container one after the other: two at once would both take its next device, and the second
/// one would write down what it knew before the first.
public final class OrderlyConnections implements ChangeConnections {
    /// Ten seconds: a front that was stopped by its user may be at it.
    private static final int MOMENTS = 2000;

    private final Containers containers;
    private final ChangeConnections changing;
    private final int moments;

    /// @param changing does it
    public OrderlyConnections(Containers containers, ChangeConnections changing) {
        this(containers, changing, MOMENTS);
    }

    /// @param moments how often it is tried again, each a [Moment] later
    OrderlyConnections(Containers containers, ChangeConnections changing, int moments) {
        this.containers = containers;
        this.changing = changing;
        this.moments = moments;
    }

    @Override
    public void connect(
            NetworkRecord network,
            ContainerRecord container,
            NetworkOptions.Join wish,
            List<NetworkOptions.Link> links,
            Front front) {
        try (Hold _ = turn(container)) {
            changing.connect(network, container, wish, links, front);
        }
    }

    @Override
    public void disconnect(
            NetworkRecord network, ContainerRecord container, boolean force, Front front) {
        try (Hold _ = turn(container)) {
            changing.disconnect(network, container, force, front);
        }
    }

    private Hold turn(ContainerRecord container) {
        Optional<Hold> hold = containers.holdConnections(container.id());
        for (int i = 0; i < moments && hold.isEmpty(); i++) {
            Moment.pass();
            hold = containers.holdConnections(container.id());
        }
        return hold.orElseThrow(() ->
                JongException.of(
                                ErrorKind.CONFLICT,
                                "cannot change the networks of container "
                                        + container.name()
                                        + ": another command is at it")
                        .hint("try again when that has ended"));
    }
}
