package dev.jong.cli;

import dev.jong.cli.command.Command;
import dev.jong.cli.command.network.ConnectionCommands;
import dev.jong.cli.command.network.CreateNetworkCommand;
import dev.jong.cli.command.network.NetworkCommands;
import dev.jong.cli.command.network.NetworksCommand;
import dev.jong.cli.command.network.ReloadCommand;
import dev.jong.service.network.ChangeConnections;
import dev.jong.service.network.CreateNetwork;
import dev.jong.service.network.HostNetwork;
import dev.jong.service.network.InspectNetwork;
import dev.jong.service.network.ListNetworks;
import dev.jong.service.network.MeantNetwork;
import dev.jong.service.network.NetworkParts;
import dev.jong.service.network.NetworkUse;
import dev.jong.service.network.OrderlyConnections;
import dev.jong.service.network.RecordedConnections;
import dev.jong.service.network.RecordedUse;
import dev.jong.service.network.ReloadNetworks;
import dev.jong.service.network.RemoveNetworks;
import dev.jong.service.network.UpdateNetwork;
import java.time.InstantSource;

/// The part of the wiring that is about commands on networks.
final class NetworkCommandWiring {
    private final Wiring wiring;

    NetworkCommandWiring(Wiring wiring) {
        this.wiring = wiring;
    }

    /// The command behind a full name such as `network ls`.
    Command command(String path) {
        wiring.store(); // Makes the store, or refuses one of another version.
        return switch (path) {
            case "network create" ->
                    new CreateNetworkCommand(
                            new CreateNetwork(wiring.containers(), HostNetwork.ofHost()));
            case "network ls" -> new NetworksCommand(listing());
            case "network inspect" -> commands()::inspect;
            case "network exists" -> commands()::exists;
            case "network rm" -> commands()::remove;
            case "network prune" -> commands()::prune;
            case "network update" -> commands()::update;
            case "network reload" -> reloading()::reload;
            case "network connect" -> connections()::connect;
            case "network disconnect" -> connections()::disconnect;
            default -> throw new IllegalArgumentException("no command " + path);
        };
    }

    private NetworkCommands commands() {
        return new NetworkCommands(
                listing(),
                inspecting(),
                removing(),
                new UpdateNetwork(wiring.containers(), finding()),
                InstantSource.system());
    }

    private ReloadCommand reloading() {
        ReloadNetworks reloading =
                wiring.networkParts()
                        .map(NetworkParts::reloading)
                        .orElseGet(() -> new ReloadNetworks(wiring.containers()));
        return new ReloadCommand(wiring.containers(), reloading);
    }

    private ConnectionCommands connections() {
        return new ConnectionCommands(wiring.containers(), finding(), changing());
    }

    private ListNetworks listing() {
        return new ListNetworks(finding(), use());
    }

    InspectNetwork inspecting() {
        return new InspectNetwork(finding(), use());
    }

    RemoveNetworks removing() {
        return new RemoveNetworks(wiring.containers(), use());
    }

    private MeantNetwork finding() {
        return new MeantNetwork(wiring.containers(), HostNetwork.ofHost());
    }

    private NetworkUse use() {
        return wiring.networkParts()
                .map(NetworkParts::use)
                .orElseGet(() -> new RecordedUse(wiring.containers()));
    }

    private ChangeConnections changing() {
        ChangeConnections changes =
                wiring.networkParts()
                        .map(NetworkParts::changes)
                        .orElseGet(() -> new RecordedConnections(wiring.containers()));
        return new OrderlyConnections(wiring.containers(), changes);
    }
}
