package dev.jong.service.container;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.runtime.launch.Wires;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Which network a container has.
public final class NetworkChoice {
    /// The mode of a container that is connected to networks by bridges or what stands for them.
    public static final String CONNECTED = "bridge";

    /// The modes of a container of an ordinary user that a program connects.
    private static final List<String> HELPED = List.of("pasta", "slirp4netns");

    /// The key of a record's settings that says it.
    static final String MODE = "NetworkMode";

    private NetworkChoice() {}

    /// The mode of a container: what its user said, else what is usual.
    static String mode(RunOptions.Namespaces asked, Connector connector) {
        return asked.network().isEmpty() ? connector.usual() : asked.network();
    }

    /// @throws JongException PRECONDITION when ports are to be published that nobody could reach
    static void check(RunOptions options, Connector connector) {
        if (!options.networks().isEmpty() && !isConnected(options, connector)) {
            throw JongException.of(
                            ErrorKind.PRECONDITION,
                            "cannot publish ports: the container is connected to no network")
                    .hint("jong doctor says whether this host has networks for containers");
        }
    }

    /// Whether a container of this mode is connected to networks.
    static boolean isConnected(String mode) {
        return mode.equals(CONNECTED) || isHelped(mode);
    }

    /// Whether a program connects a container of this mode.
    public static boolean isHelped(String mode) {
        return HELPED.contains(mode);
    }

    /// Whether a container with these options is connected to networks.
    static boolean isConnected(RunOptions options, Connector connector) {
        return isConnected(mode(options.namespaces(), connector));
    }

    /// What a container that exists asked of networks; empty when it is connected to none.
    static Optional<NetworkOptions> of(ContainerRecord record) {
        return isConnected(record.settings().text(MODE))
                        && !NetworkSettings.isDisconnected(record.settings())
                ? Optional.of(NetworkSettings.of(record.settings()))
                : Optional.empty();
    }

    /// Ports that a container says it serves.
    public static Set<NetworkOptions.Port> exposed(ContainerRecord record) {
        return new LinkedHashSet<>(NetworkSettings.of(record.settings()).exposed());
    }

    /// How it would be connected, for those who only want to know.
    static Wires preview(
            String id, RunOptions options, RootImage image, Connector connector, Caller caller) {
        return isConnected(options, connector)
                ? connector.preview(id, exposing(options, image), caller).wires()
                : Wires.NONE;
    }

    /// The programs that connecting it would run first, for those who only want to know.
    static List<String> programs(
            String id, RunOptions options, RootImage image, Connector connector, Caller caller) {
        return isConnected(options, connector)
                ? connector.programs(id, exposing(options, image), caller)
                : List.of();
    }

    private static NetworkOptions exposing(RunOptions options, RootImage image) {
        return options.networks().exposing(image.defaults().exposedPorts());
    }
}
