package dev.jong.cli.run;

import dev.jong.cli.option.OptionValue;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.service.container.DutyOptions;
import dev.jong.service.container.LogOptions;
import dev.jong.service.container.RunOptions;
import dev.jong.service.container.RunOptions.Host;
import dev.jong.service.container.RunOptions.Identity;
import dev.jong.service.container.RunOptions.Names;
import dev.jong.service.container.RunOptions.Namespaces;
import dev.jong.service.container.RunOptions.Streams;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes the typed request out of a parsed `run`, `create` or `explain`. Every value is checked as far as that
/// is possible without looking at the host or the image.
public final class RunOptionsParser {
    private static final String[] DUTIES = {
        "restart",
        "health-cmd",
        "health-interval",
        "health-timeout",
        "health-retries",
        "health-start-period",
        "health-start-interval",
        "health-on-failure",
        "no-healthcheck"
    };

    private final Surroundings around;

    /// A parser for one caller.
    public RunOptionsParser(Surroundings around) {
        this.around = around;
    }

    /// The request.
    ///
    /// @throws dev.jong.base.JongException INVALID_ARGUMENT when a value is malformed or options contradict each
    ///     other, UNSUPPORTED when a value asks for what Jong does not do, and what [Surroundings.Files] throws
    public RunOptions parse(ParsedCommand command) {
        Namespaces namespaces = NamespaceParser.parse(command);
        RunOptions options =
                new RunOptions(
                        ImageSourceParser.parse(command, around),
                        ImageSourceParser.command(command),
                        identity(command),
                        streams(command),
                        ProcessParser.parse(command, around),
                        StorageParser.parse(command, around),
                        namespaces,
                        SecurityParser.parse(command, around),
                        ResourcesParser.parse(command),
                        names(command),
                        NetworkParser.parse(command, namespaces.network()));
        checkNamespaces(command, options);
        return options;
    }

    /// Whether ports are to be published of a container that has the host's network, where that means nothing.
    public static boolean discardsPorts(ParsedCommand command, RunOptions options) {
        return NetworkParser.discardsPorts(command, options.namespaces().network());
    }

    private Identity identity(ParsedCommand command) {
        Optional<OptionValue> name = command.value("name");
        Optional<OptionValue> idFile = command.value("cidfile");
        return new Identity(
                name.isEmpty()
                        ? Optional.empty()
                        : Optional.of(ContainerNameParser.parse(name.get().text())),
                idFile.isEmpty()
                        ? Optional.empty()
                        : Optional.of(around.resolve(idFile.get().text())),
                LabelParser.labels(command, around),
                LabelParser.annotations(command),
                command.flag("rm"),
                duties(command));
    }

    /// What nobody asks for loads nothing.
    private static Optional<DutyOptions> duties(ParsedCommand command) {
        for (String option : DUTIES) {
            if (!command.given(option).isEmpty()) {
                return Optional.of(DutyParser.parse(command));
            }
        }
        return Optional.empty();
    }

    private static Streams streams(ParsedCommand command) {
        Optional<OptionValue> keys = command.value("detach-keys");
        return new Streams(
                command.flag("detach"),
                command.flag("interactive"),
                command.flag("tty"),
                keys.isEmpty() ? Optional.empty() : Optional.of(DetachKeysParser.parse(keys.get())),
                command.flag("sig-proxy", true),
                logs(command),
                command.flag("interactive") && !command.flag("detach"));
    }

    /// What nobody asks for loads nothing.
    private static Optional<LogOptions> logs(ParsedCommand command) {
        return command.given("log-driver").isEmpty() && command.given("log-opt").isEmpty()
                ? Optional.empty()
                : LogParser.parse(command);
    }

    private static Names names(ParsedCommand command) {
        Optional<OptionValue> hostname = command.value("hostname");
        Optional<OptionValue> domainname = command.value("domainname");
        List<OptionValue> added = command.all("add-host");
        List<Host> hosts = new ArrayList<>();
        for (int i = 0; i < added.size(); i++) {
            hosts.add(HostParser.added(added.get(i)));
        }
        return new Names(
                hostname.isEmpty()
                        ? Optional.empty()
                        : Optional.of(HostParser.ownName(hostname.get())),
                domainname.isEmpty()
                        ? Optional.empty()
                        : Optional.of(HostParser.ownName(domainname.get())),
                hosts,
                DnsParser.servers(command.all("dns")),
                DnsParser.domains(command.all("dns-search")),
                DnsParser.options(command.all("dns-option")));
    }

    /// What would change the host, or another container, because the namespace is not the container's own.
    private static void checkNamespaces(ParsedCommand command, RunOptions options) {
        Namespaces namespaces = options.namespaces();
        Names names = options.names();
        if (namespaces.uts().equals("host")
                && (names.hostname().isPresent() || names.domainname().isPresent())) {
            throw command.conflict(
                    "--hostname or --domainname and --uts host", "leave one of them out");
        }
        boolean joined = namespaces.network().startsWith("container:");
        boolean resolver =
                !names.hosts().isEmpty() || !names.dns().isEmpty() || !names.dnsSearch().isEmpty();
        if (joined && (names.hostname().isPresent() || resolver)) {
            throw command.conflict(
                    "--network container and --hostname, --add-host or --dns",
                    "give these options to the container that owns the network");
        }
        Map<String, String> sysctls = options.security().sysctls();
        for (String name : sysctls.keySet()) {
            checkSysctl(command, name, namespaces);
        }
    }

    private static void checkSysctl(ParsedCommand command, String name, Namespaces namespaces) {
        SysctlParser.Namespace needed = SysctlParser.namespace(name);
        String mode;
        String option;
        if (needed == SysctlParser.Namespace.NETWORK) {
            mode = namespaces.network();
            option = "--network";
        } else if (needed == SysctlParser.Namespace.IPC) {
            mode = namespaces.ipc();
            option = "--ipc";
        } else {
            mode = namespaces.uts();
            option = "--uts";
        }
        if (mode.equals("host") || mode.startsWith("container:")) {
            throw command.conflict(
                    "--sysctl " + name + " and " + option + " " + mode,
                    "the parameter would change outside the container; leave one of them out");
        }
    }
}
