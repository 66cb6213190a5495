package dev.jong.service.network;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.oci.Digest;
import dev.jong.service.container.Containers;
import dev.jong.store.network.NetworkName;
import dev.jong.store.network.NetworkRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Finds the network that a user means, also those of which nothing is recorded.
public final class MeantNetwork {
    private final Containers containers;
    private final DefaultNetwork usual;

    /// @param containers of the store
    public MeantNetwork(Containers containers, HostNetwork host) {
        this.containers = containers;
        this.usual =
                new DefaultNetwork(
                        containers.store(),
                        containers.networks(),
                        host,
                        containers.story().journal());
    }

    /// A network that containers can be connected to, by name, id or the beginning of one. The default network is made if
    /// it is missing.
    ///
    /// @throws JongException NOT_FOUND when there is none, INVALID_ARGUMENT when several begin so
    public NetworkRecord connectable(String text) {
        if (text.startsWith(NetworkName.CNI)) {
            throw JongException.of(
                            ErrorKind.UNSUPPORTED,
                            "network "
                                    + Text.printable(text)
                                    + " is made by CNI plugins of the host: only run and create connect to it")
                    .hint("jong run --network " + Text.printable(text));
        }
        if (text.equals(NetworkName.BRIDGE) || text.equals("default")) {
            return usual.provide();
        }
        Optional<NetworkRecord> found = containers.networks().find(text);
        if (found.isEmpty() && Digest.isHexPrefix(text) && usual.outline().id().startsWith(text)) {
            return usual.provide();
        }
        return found.orElseThrow(() -> missing(text));
    }

    /// Any network, `host` and `none` among them.
    ///
    /// @throws JongException NOT_FOUND when there is none, INVALID_ARGUMENT when several begin so
    public NetworkRecord any(String text) {
        for (NetworkRecord one : Predefined.all()) {
            if (one.name().equals(text)) {
                return one;
            }
        }
        try {
            return connectable(text);
        } catch (JongException e) {
            if (e.kind() == ErrorKind.NOT_FOUND && Digest.isHexPrefix(text)) {
                for (NetworkRecord one : Predefined.all()) {
                    if (one.id().startsWith(text)) {
                        return one;
                    }
                }
            }
            throw e;
        }
    }

    /// All networks by name, made or not.
    List<NetworkRecord> all() {
        List<NetworkRecord> all = new ArrayList<>(Predefined.all());
        all.addAll(containers.networks().all());
        boolean known = all.stream().anyMatch(one -> one.name().equals(NetworkName.BRIDGE));
        if (!known && !containers.networks().damaged().contains(NetworkName.BRIDGE)) {
            all.add(usual.outline());
        }
        all.sort(Comparator.comparing(NetworkRecord::name));
        return all;
    }

    /// The error that there is no such network.
    static JongException missing(String text) {
        return JongException.of(ErrorKind.NOT_FOUND, "no such network: " + Text.printable(text))
                .hint("jong network ls lists them");
    }
}
