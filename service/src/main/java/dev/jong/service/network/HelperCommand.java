package dev.jong.service.network;

import dev.jong.service.container.Endpoints;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The arguments of the programs that connect containers of ordinary users: pasta(1), slirp4netns(1). The network is
/// their standard input, and what they write to standard output says that they are ready.
final class HelperCommand {
    private static final String NETWORK = "/proc/self/fd/0";
    private static final String NONE = "none";

    private HelperCommand() {}

    /// In the foreground, so that it ends with who started it. What the container sends to the gateway's address goes to
    /// the gateway and not to the host's loopback, and its loopback is its own (N09).
    static List<String> pasta(String program, List<Endpoints.Binding> ports) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                program,
                                "--foreground",
                                "--quiet",
                                "--config-net",
                                "--no-map-gw",
                                "--netns",
                                NETWORK,
                                "--pid",
                                "/proc/self/fd/1",
                                "--tcp-ns",
                                NONE,
                                "--udp-ns",
                                NONE));
        publish(command, "--tcp-ports", "tcp", ports);
        publish(command, "--udp-ports", "udp", ports);
        return command;
    }

    /// The way out of the network of an ordinary user's own. It has not the host's address, which is the host's there.
    static List<String> wayOut(String program) {
        List<String> command = pasta(program, List.of());
        command.addAll(addresses(0));
        return command;
    }

    /// A way into that network, for published ports.
    ///
    /// @param device which of its ways this is
    static List<String> lane(String program, int device, List<Endpoints.Binding> ports) {
        List<String> command = pasta(program, ports);
        command.addAll(addresses(device));
        command.addAll(List.of("--ns-ifname", "jp" + device));
        return command;
    }

    private static List<String> addresses(int device) {
        return List.of(
                "--address",
                SwitchPorts.address(device, 2).toString(),
                "--netmask",
                "30",
                "--gateway",
                SwitchPorts.address(device, 1).toString());
    }

    private static void publish(
            List<String> command, String option, String protocol, List<Endpoints.Binding> ports) {
        int before = command.size();
        for (Endpoints.Binding one : ports) {
            if (one.port().protocol().equals(protocol)) {
                // Without an address it is all of both families.
                String at = one.address().equals("0.0.0.0") ? "" : one.address() + "/";
                command.add(option);
                command.add(at + one.host() + ":" + one.port().number());
            }
        }
        if (command.size() == before) {
            command.add(option);
            command.add(NONE);
        }
    }

    /// @param ports where it is asked for ports, if it is
    static List<String> slirp(String program, Optional<SlirpPorts> ports) {
        List<String> command = new ArrayList<>(List.of(program));
        ports.ifPresent(asked -> command.addAll(List.of("--api-socket", asked.path())));
        command.addAll(
                List.of(
                        "--configure",
                        "--mtu=65520",
                        "--disable-host-loopback",
                        "--enable-sandbox",
                        "--enable-seccomp",
                        "--ready-fd=1",
                        "--netns-type=path",
                        NETWORK,
                        "tap0"));
        return command;
    }
}
