package dev.jong.service.network;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.service.container.ContainerRecord;
import dev.jong.service.container.Containers;
import dev.jong.service.container.Endpoints;
import dev.jong.service.container.NetworkOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `--link`: lines of /etc/hosts about containers that run, in a network that both are connected to.
final class LinkedContainers {
    private final Containers containers;

    LinkedContainers(Containers containers) {
        this.containers = containers;
    }

    List<String> lines(List<NetworkOptions.Link> links, List<Connection> made) {
        List<String> lines = new ArrayList<>();
        for (NetworkOptions.Link link : links) {
            ContainerRecord other = containers.find(link.container());
            String names =
                    link.alias()
                            + (link.alias().equals(other.name()) ? "" : " " + other.name())
                            + " "
                            + other.shortId();
            lines.add(address(other, made) + "\t" + names);
        }
        return lines;
    }

    private String address(ContainerRecord other, List<Connection> made) {
        Optional<Endpoints> endpoints =
                containers.endpoints().of(other.id()).filter(one -> containers.runs(one.id()));
        if (endpoints.isEmpty()) {
            throw JongException.of(
                            ErrorKind.PRECONDITION,
                            "cannot link to container "
                                    + Text.printable(other.name())
                                    + ": it does not run, or is not connected")
                    .hint("jong start " + Text.printable(other.name()));
        }
        for (Endpoints.Endpoint endpoint : endpoints.get().networks()) {
            for (Connection one : made) {
                if (one.network().id().equals(endpoint.networkId())) {
                    return endpoint.ip().isEmpty() ? endpoint.ip6() : endpoint.ip();
                }
            }
        }
        throw JongException.of(
                        ErrorKind.PRECONDITION,
                        "cannot link to container "
                                + Text.printable(other.name())
                                + ": it is in none of the container's networks")
                .hint("jong network connect NETWORK " + Text.printable(other.name()));
    }
}
