package dev.jong.service.container;

import java.util.Optional;
import java.util.Set;

/// The filters `network`, `publish` and `expose` of containers.
final class NetworkFilter {
    private final Containers containers;

    NetworkFilter(Containers containers) {
        this.containers = containers;
    }

    /// @param key one of the three
    /// @param value name or id of a network; `PORT[-PORT][/PROTOCOL]`
    boolean fits(ContainerRecord record, String key, String value) {
        if (record.isDamaged()) {
            return false;
        }
        return switch (key) {
            case "network" -> isIn(record, value);
            case "publish" -> publishes(record, value);
            default -> exposes(record, value);
        };
    }

    private boolean isIn(ContainerRecord record, String value) {
        if (record.settings().text(NetworkChoice.MODE).equals(value)) {
            return true;
        }
        for (Endpoints.Endpoint one : containers.connections(record.id()).networks()) {
            if (one.network().equals(value) || one.networkId().startsWith(value)) {
                return true;
            }
        }
        Optional<NetworkOptions> asked = NetworkChoice.of(record);
        return asked.isPresent()
                && asked.get().joins().stream().anyMatch(join -> join.network().equals(value));
    }

    private boolean publishes(ContainerRecord record, String value) {
        PortRange range = PortRange.parse(value);
        return containers.connections(record.id()).ports().stream()
                .anyMatch(one -> range.has(one.host(), one.port().protocol()));
    }

    private boolean exposes(ContainerRecord record, String value) {
        PortRange range = PortRange.parse(value);
        Set<NetworkOptions.Port> exposed = NetworkChoice.exposed(record);
        return exposed.stream().anyMatch(one -> range.has(one.number(), one.protocol()))
                || containers.connections(record.id()).ports().stream()
                        .map(Endpoints.Binding::port)
                        .anyMatch(one -> range.has(one.number(), one.protocol()));
    }
}
