package dev.jong.cli.option;

import static dev.jong.cli.option.OptionSpec.flag;
import static dev.jong.cli.option.OptionSpec.later;
import static dev.jong.cli.option.OptionSpec.list;
import static dev.jong.cli.option.OptionSpec.text;

import dev.jong.cli.option.OptionSpec.Kind;

/// The commands about networks.
final class NetworkTable {
    private static final String NETWORKS = "NETWORK [NETWORK...]";
    private static final String PAIR = "NETWORK CONTAINER";
    private static final String CLUSTER = "leave it out; there is no cluster";

    private NetworkTable() {}

    static CommandSpec spec(String path) {
        return switch (path) {
            case "network create" -> create();
            case "network ls" -> ls();
            case "network inspect" ->
                    CommandSpec.of(
                                    path,
                                    "",
                                    "Show all details of networks",
                                    NETWORKS,
                                    Arity.atLeast(1),
                                    text('f', "format", "FORMAT", ContainerTable.FORMAT_OBJECT),
                                    flag('v', "verbose", "Accepted: all is shown anyway"))
                            .examples(
                                    "jong network inspect -f '{{(index .IPAM.Config 0).Subnet}}' web");
            case "network exists" ->
                    CommandSpec.of(
                            path,
                            "",
                            "End with 0 if there is such a network, else with 1",
                            "NETWORK",
                            Arity.exactly(1));
            case "network rm" ->
                    CommandSpec.of(
                                    path,
                                    "",
                                    "Remove networks that no container is connected to",
                                    NETWORKS,
                                    Arity.atLeast(1),
                                    flag('f', "force", "Do not mind those that are missing"))
                            .also("network remove")
                            .examples("jong network rm web");
            case "network prune" ->
                    CommandSpec.of(
                                    path,
                                    "",
                                    "Remove networks that no container uses",
                                    "",
                                    Arity.exactly(0),
                                    list(
                                            "filter",
                                            "KEY=VALUE",
                                            "Remove only what matches: label, label!, until"),
                                    flag('f', "force", "Do not ask"))
                            .examples("jong network prune -f --filter until=24h");
            case "network connect" -> connect();
            case "network disconnect" ->
                    CommandSpec.of(
                                    path,
                                    "",
                                    "Disconnect a container from a network",
                                    PAIR,
                                    Arity.exactly(2),
                                    flag('f', "force", "Also when it does not answer any more"))
                            .examples("jong network disconnect web app");
            case "network update" ->
                    CommandSpec.of(
                                    path,
                                    "",
                                    "Change whom a network asks for names that it does not know",
                                    "NETWORK",
                                    Arity.exactly(1),
                                    list("dns-add", "ADDRESS", "Ask this name server too"),
                                    list("dns-drop", "ADDRESS", "Do not ask this one any more"))
                            .examples("jong network update --dns-add 192.0.2.53 web");
            case "network reload" ->
                    CommandSpec.of(
                                    path,
                                    "",
                                    "Make firewall rules and ports of running containers again",
                                    "[CONTAINER...]",
                                    Arity.atLeast(0),
                                    flag('a', "all", "Those of all that run, in place of names"),
                                    ContainerTable.LATEST)
                            .examples("jong network reload --all");
            default -> LaterCommands.spec(path);
        };
    }

    private static CommandSpec create() {
        return CommandSpec.of(
                        "network create",
                        "",
                        "Make a network",
                        "NETWORK",
                        Arity.exactly(1),
                        text('d', "driver", "DRIVER", "bridge, macvlan or ipvlan (default bridge)"),
                        list("subnet", "SUBNET", "Its addresses, such as 10.20.0.0/16"),
                        list("gateway", "ADDRESS", "Address of the host in it (default the first)"),
                        list("ip-range", "SUBNET", "Give out addresses of this part only"),
                        list(
                                "aux-address",
                                "NAME=ADDRESS",
                                "Address that no container gets, and whose it is"),
                        flag("ipv4", "Have IPv4 (default true)"),
                        flag("ipv6", "Have IPv6 too"),
                        flag("internal", "Let nothing out of the network"),
                        flag("disable-dns", "Let containers not find each other by name"),
                        list("dns", "ADDRESS", "Name server for all other names"),
                        text("interface-name", "NAME", "Name of the bridge, or the host's device"),
                        list('o', "opt", "KEY=VALUE", "Option of the driver, such as mtu=1400"),
                        list("label", "KEY=VALUE", "Label"),
                        flag("ignore", "A network of that name is no error"),
                        flag("attachable", "Accepted: containers can be connected anyway"),
                        text("ipam-driver", "DRIVER", "default or host-local, which are the same"),
                        list("ipam-opt", "KEY=VALUE", "Accepted: only shown"),
                        later(Kind.TEXT, "config-from", "give the options themselves"),
                        later(Kind.FLAG, "config-only", "give the options to each network"),
                        later(Kind.FLAG, "ingress", CLUSTER),
                        list("route", "SUBNET,GATEWAY[,METRIC]", "Another way of its containers"),
                        later(Kind.TEXT, "scope", CLUSTER).neutral("local"))
                .examples(
                        "jong network create web",
                        "jong network create --subnet 10.20.0.0/16 --ip-range 10.20.5.0/24 --ipv6 web",
                        "jong network create --internal -o mtu=1400 back");
    }

    private static CommandSpec ls() {
        return CommandSpec.of(
                        "network ls",
                        "",
                        "List networks",
                        "",
                        Arity.exactly(0),
                        list(
                                'f',
                                "filter",
                                "KEY=VALUE",
                                "Show only some: dangling, driver, id, label, name, scope, type"),
                        text("format", "FORMAT", ContainerTable.FORMAT_LIST),
                        flag("no-trunc", "Show whole ids"),
                        flag('q', "quiet", "Show ids only"))
                .examples("jong network ls --filter type=custom");
    }

    private static CommandSpec connect() {
        return CommandSpec.of(
                        "network connect",
                        "",
                        "Connect a container to a network",
                        PAIR,
                        Arity.exactly(2),
                        list("alias", "NAME", "Another name of the container there"),
                        text("ip", "ADDRESS", "IPv4 address"),
                        text("ip6", "ADDRESS", "IPv6 address"),
                        text("mac-address", "ADDRESS", "Hardware address"),
                        list(
                                "link",
                                "CONTAINER[:NAME]",
                                "Let the other container be found by a name"),
                        list(
                                "driver-opt",
                                "KEY=VALUE",
                                "com.docker.network.endpoint.ifname=NAME: name of the device"),
                        text(
                                "gw-priority",
                                "NUMBER",
                                "The network with the highest gives the default route"),
                        later(Kind.LIST, "link-local-ip", "leave it out; use --ip and --ip6"))
                .examples("jong network connect --alias db --ip 10.20.0.9 web app");
    }
}
