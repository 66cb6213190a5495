package dev.jong.service.network;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.runtime.plan.LaunchPlan;
import dev.jong.service.container.Caller;
import dev.jong.service.container.Connected;
import dev.jong.service.container.Connector;
import dev.jong.service.container.Front;
import dev.jong.service.container.NetworkOptions;
import dev.jong.service.container.Outcome;
import dev.jong.store.network.NetworkName;
import dev.jong.store.network.NetworkRecord;
import java.util.List;
import java.util.Optional;

/// Connects containers of ordinary users: those that name networks by bridges, as root's, and others by a program for each.
public final class UserConnector implements Connector {
    private final PastaConnector helped;
    private final Connector bridged;
    private final FindNetwork networks;

    UserConnector(PastaConnector helped, Connector bridged, FindNetwork networks) {
        this.helped = helped;
        this.bridged = bridged;
        this.networks = networks;
    }

    private Connector of(NetworkOptions asked) {
        for (NetworkOptions.Join join : asked.joins()) {
            if (join.network().startsWith(NetworkName.CNI)) {
                throw JongException.of(
                                ErrorKind.PRECONDITION,
                                "cannot connect the container to "
                                        + Text.printable(join.network())
                                        + ": CNI plugins change the host's network, which needs root")
                        .hint(
                                "jong network create makes networks of your own; --network pasta needs none");
            }
        }
        return isBridged(asked) ? bridged : helped;
    }

    private static boolean isBridged(NetworkOptions asked) {
        return !asked.joins().isEmpty()
                && !PastaConnector.isMode(asked.joins().getFirst().network());
    }

    @Override
    public String usual() {
        return helped.usual();
    }

    @Override
    public void prepare(NetworkOptions asked, Front front) {
        Connector connector = of(asked);
        if (isBridged(asked)) {
            asked.joins().forEach(join -> check(networks.find(join.network())));
        }
        connector.prepare(asked, front);
    }

    private static void check(NetworkRecord network) {
        if (!network.isBridge()) {
            throw JongException.of(
                            ErrorKind.PRECONDITION,
                            "cannot connect the container: network "
                                    + network.name()
                                    + " is on a device of the host, which needs root")
                    .hint("jong network create makes a bridge, which does not");
        }
    }

    @Override
    public Connected connect(String id, NetworkOptions asked, Front front) {
        return of(asked).connect(id, asked, front);
    }

    @Override
    public Connected preview(String id, NetworkOptions asked, Caller caller) {
        return of(asked).preview(id, asked, caller);
    }

    @Override
    public List<String> programs(String id, NetworkOptions asked, Caller caller) {
        return List.of();
    }

    @Override
    public boolean wasLost(Outcome.Failed failed, LaunchPlan plan) {
        return bridged.wasLost(failed, plan);
    }

    @Override
    public Optional<JongException> explain(Outcome.Failed failed, LaunchPlan plan) {
        Optional<JongException> said = helped.explain(failed, plan);
        return said.isPresent() ? said : bridged.explain(failed, plan);
    }

    @Override
    public void sweep() {
        // The other one forgets how containers were connected.
        bridged.sweep();
        helped.sweep();
    }

    @Override
    public void forget(String id) {
        bridged.forget(id);
    }

    @Override
    public void begun(String id, NetworkOptions asked, Front front) {
        of(asked).begun(id, asked, front);
    }
}
