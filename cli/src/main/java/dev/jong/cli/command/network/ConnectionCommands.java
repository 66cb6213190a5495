package dev.jong.cli.command.network;

import dev.jong.cli.option.ParsedCommand;
import dev.jong.cli.run.JoinParser;
import dev.jong.service.container.ContainerRecord;
import dev.jong.service.container.Containers;
import dev.jong.service.container.Front;
import dev.jong.service.network.ChangeConnections;
import dev.jong.service.network.MeantNetwork;
import dev.jong.store.network.NetworkRecord;

/// `jong network connect` and `disconnect`.
public final class ConnectionCommands {
    private final Containers containers;
    private final MeantNetwork finding;
    private final ChangeConnections changing;

    /// @param changing the use case
    public ConnectionCommands(
            Containers containers, MeantNetwork finding, ChangeConnections changing) {
        this.containers = containers;
        this.finding = finding;
        this.changing = changing;
    }

    /// `network connect NETWORK CONTAINER`.
    public int connect(ParsedCommand line, Front front) {
        NetworkRecord network = finding.connectable(line.arguments().getFirst());
        ContainerRecord container = containers.find(line.arguments().getLast());
        changing.connect(
                network,
                container,
                JoinParser.ofConnect(line, network.name()),
                JoinParser.links(line.all("link")),
                front);
        return 0;
    }

    /// `network disconnect [-f] NETWORK CONTAINER`.
    public int disconnect(ParsedCommand line, Front front) {
        NetworkRecord network = finding.connectable(line.arguments().getFirst());
        ContainerRecord container = containers.find(line.arguments().getLast());
        changing.disconnect(network, container, line.flag("force"), front);
        return 0;
    }
}
