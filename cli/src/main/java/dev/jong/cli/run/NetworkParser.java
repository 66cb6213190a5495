package dev.jong.cli.run;

import dev.jong.base.JongException;
import dev.jong.cli.option.OptionValue;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.cli.option.Quoted;
import dev.jong.service.container.NetworkChoice;
import dev.jong.service.container.NetworkOptions;
import dev.jong.service.container.NetworkOptions.Join;
import dev.jong.service.container.NetworkOptions.Publish;
import dev.jong.store.network.NetworkName;
import java.util.ArrayList;
import java.util.List;

/// `--network` and the options that need a network: `--publish`, `--expose`, `--network-alias`, `--ip`, `--ip6`,
/// `--mac-address` and `--link`.
final class NetworkParser {
    private static final String CONTAINER = "container:";

    /// What says something of a network that the container is connected to.
    private static final String[] WISHES = {"network-alias", "ip", "ip6", "mac-address", "link"};

    private static final String[] PORTS = {"publish", "publish-all", "expose"};

    private NetworkParser() {}

    /// The kind of network: empty for the default, `none`, `host`, `container:NAME`, `pasta`, `slirp4netns`, or `bridge` when the container is
    /// connected to networks, whatever their drivers are.
    static String mode(ParsedCommand command) {
        List<OptionValue> values = command.all("network");
        if (values.size() == 1) {
            OptionValue value = values.getFirst();
            String mode = value.text();
            if (mode.startsWith(CONTAINER)) {
                return NamespaceParser.container(value);
            }
            if (mode.equals("none") || mode.equals("host") || NetworkChoice.isHelped(mode)) {
                return mode;
            }
        }
        boolean named = isAny(values) || given(command, WISHES);
        return named ? NetworkName.BRIDGE : "";
    }

    /// An empty word names nothing.
    private static boolean isAny(List<OptionValue> values) {
        boolean named = false;
        for (int i = 0; i < values.size(); i++) {
            named |= !values.get(i).text().isEmpty();
        }
        return named;
    }

    private static boolean given(ParsedCommand command, String[] options) {
        for (String option : options) {
            if (!command.given(option).isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /// What nobody asks for loads nothing.
    ///
    /// @param mode what [#mode] said
    static NetworkOptions parse(ParsedCommand command, String mode) {
        boolean helped = NetworkChoice.isHelped(mode);
        boolean asked =
                mode.equals(NetworkName.BRIDGE)
                        || helped
                        || given(command, WISHES)
                        || given(command, PORTS);
        if (!asked) {
            return NetworkOptions.NONE;
        }
        check(command, mode);
        List<Publish> ports = PortParser.published(command.all("publish"));
        boolean discarded = mode.equals("host");
        return new NetworkOptions(
                mode.equals(NetworkName.BRIDGE)
                        ? joins(command)
                        : helped ? List.of(Join.of(mode)) : List.of(),
                discarded ? List.of() : ports,
                !discarded && command.flag("publish-all"),
                PortParser.exposed(command.all("expose")),
                JoinParser.links(command.all("link")));
    }

    /// With the host's network ports are there anyway.
    static boolean discardsPorts(ParsedCommand command, String mode) {
        return mode.equals("host") && !command.all("publish").isEmpty();
    }

    private static void check(ParsedCommand command, String mode) {
        if (mode.isEmpty() || mode.equals(NetworkName.BRIDGE)) {
            return;
        }
        for (String option : WISHES) {
            if (!command.given(option).isEmpty()) {
                throw conflict(command, mode, option);
            }
        }
        boolean joined = mode.startsWith(CONTAINER);
        boolean publishes = mode.equals("host") || NetworkChoice.isHelped(mode);
        if (!publishes && !command.all("publish").isEmpty()) {
            throw conflict(command, mode, "publish");
        }
        if (!publishes && command.flag("publish-all")) {
            throw conflict(command, mode, "publish-all");
        }
        if (joined && !command.all("expose").isEmpty()) {
            throw conflict(command, mode, "expose");
        }
    }

    private static JongException conflict(ParsedCommand command, String mode, String option) {
        return command.conflict(
                "--network " + Quoted.plain(mode) + " and --" + option,
                mode.startsWith(CONTAINER)
                        ? "give --" + option + " to the container that owns the network"
                        : "leave one of them out");
    }

    private static List<Join> joins(ParsedCommand command) {
        List<JoinDraft> drafts = new ArrayList<>();
        List<OptionValue> values = command.all("network");
        for (int i = 0; i < values.size(); i++) {
            if (!values.get(i).text().isEmpty()) {
                drafts.add(JoinParser.parse(values.get(i), values.size()));
            }
        }
        if (drafts.isEmpty()) {
            drafts.add(
                    new JoinDraft(
                            OptionValue.of("network", JoinParser.DEFAULT), JoinParser.DEFAULT));
        }
        JoinParser.add(command, drafts.getFirst());
        List<Join> joins = new ArrayList<>();
        for (int i = 0; i < drafts.size(); i++) {
            Join join = drafts.get(i).join();
            for (Join other : joins) {
                if (other.network().equals(join.network())) {
                    throw command.conflict(
                            "network " + join.network() + " is given several times",
                            "say all that is to be said of it in one --network");
                }
            }
            joins.add(join);
        }
        return joins;
    }
}
