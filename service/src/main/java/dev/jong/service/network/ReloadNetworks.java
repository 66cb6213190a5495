package dev.jong.service.network;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.service.container.ContainerRecord;
import dev.jong.service.container.Containers;
import dev.jong.service.container.Endpoints;
import dev.jong.store.network.NetworkName;
import java.util.Optional;

/// `network reload`: makes rules of the firewall and published ports of running containers again, which somebody may have
/// flushed. All are in one table, so that whoever asks for one container gets them for all.
public final class ReloadNetworks {
    private final Containers containers;
    private final Optional<? extends WatchedTable> table;

    /// For an engine that makes no rules: its containers have none.
    public ReloadNetworks(Containers containers) {
        this(containers, Optional.empty());
    }

    ReloadNetworks(Containers containers, Optional<? extends WatchedTable> table) {
        this.containers = containers;
        this.table = table;
    }

    /// Makes sure of those of a container.
    ///
    /// @throws JongException PRECONDITION when it does not run, UNSUPPORTED when plugins have made them
    public void reload(ContainerRecord container) {
        if (!containers.runs(container.id())) {
            throw JongException.of(
                            ErrorKind.PRECONDITION,
                            "cannot reload the networks of container "
                                    + container.name()
                                    + ": it does not run")
                    .hint("jong start " + container.name());
        }
        boolean ruled = false;
        for (Endpoints.Endpoint one : containers.connections(container.id()).networks()) {
            if (one.network().startsWith(NetworkName.CNI)) {
                throw JongException.of(
                                ErrorKind.UNSUPPORTED,
                                "cannot reload network "
                                        + one.network()
                                        + " of container "
                                        + container.name()
                                        + ": CNI plugins make no rules again")
                        .hint("jong restart " + container.name() + " connects it afresh");
            }
            // What a program connects has no rules.
            ruled |= !one.networkId().isEmpty();
        }
        if (ruled && table.isPresent()) {
            table.get().restore();
        }
    }
}
