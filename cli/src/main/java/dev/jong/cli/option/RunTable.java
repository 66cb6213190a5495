package dev.jong.cli.option;

import static dev.jong.cli.option.OptionSpec.flag;
import static dev.jong.cli.option.OptionSpec.list;
import static dev.jong.cli.option.OptionSpec.text;

import java.util.ArrayList;
import java.util.List;

/// `run`, `create` and `explain`, which share nearly all of their options.
final class RunTable {
    private static final String ARGUMENTS = "IMAGE [COMMAND] [ARG...]";

    private RunTable() {}

    static CommandSpec run() {
        return command(
                        "container run",
                        "run",
                        "Make a container from an image and run a command in it",
                        sections())
                .examples(
                        "jong run --rm -it alpine sh",
                        "jong run -d --name web --network host -v ./site:/www:ro nginx",
                        "jong run --rm oci:./layout:v1 --version",
                        "jong run --rm --rootfs ./tree /bin/sh -c 'echo $HOME'");
    }

    static CommandSpec create() {
        List<OptionSection> sections = new ArrayList<>(sections());
        sections.removeFirst();
        sections.addFirst(OptionSection.of("Container", containerOptions()));
        return command(
                        "container create",
                        "create",
                        "Make a container without starting it",
                        sections)
                .examples("jong create --name job alpine sh -c 'sleep 5'");
    }

    static CommandSpec explain() {
        List<OptionSection> sections = new ArrayList<>(sections());
        sections.addFirst(OptionSection.of("Explanation", flag("json", "Show as JSON")));
        return command(
                        "explain run",
                        "",
                        "Show what run would do with these options, and why",
                        sections)
                .examples("jong explain run --rm -v ./site:/www:ro alpine");
    }

    private static CommandSpec command(
            String path, String alias, String summary, List<OptionSection> sections) {
        List<String> aliases = alias.isEmpty() ? List.of() : List.of(alias);
        // No image is needed with --rootfs: who reads the options counts the arguments.
        return new CommandSpec(
                path,
                aliases,
                summary,
                ARGUMENTS,
                Arity.atLeast(0),
                false,
                sections,
                List.of(),
                "",
                false);
    }

    private static List<OptionSection> sections() {
        return List.of(
                container(),
                process(),
                storage(),
                names(),
                network(),
                namespaces(),
                security(),
                limits(),
                health(),
                image(),
                LaterOptions.ofRun());
    }

    private static OptionSection container() {
        OptionSpec[] shared = containerOptions();
        OptionSpec[] all = java.util.Arrays.copyOf(shared, shared.length + 3);
        all[shared.length] =
                flag('d', "detach", "Leave it running in the background and print its id");
        all[shared.length + 1] =
                text(
                        "detach-keys",
                        "KEYS",
                        "Keys that leave the container's terminal (default ctrl-p,ctrl-q)");
        all[shared.length + 2] =
                flag("sig-proxy", "Pass signals on to the container (default true)");
        return new OptionSection("Container", List.of(all));
    }

    private static OptionSpec[] containerOptions() {
        return new OptionSpec[] {
            text("name", "NAME", "Name of the container"),
            flag("rm", "Remove the container when it ends, and its anonymous volumes"),
            flag('i', "interactive", "Pass standard input on to the container"),
            flag('t', "tty", "Give the container a terminal"),
            list('l', "label", "KEY=VALUE", "Label to keep with the container"),
            list("label-file", "FILE", "Read labels from a file, one a line"),
            list("annotation", "KEY=VALUE", "Annotation for the runtime configuration"),
            text("cidfile", "FILE", "Write the container's id to a new file"),
            text(
                    "restart",
                    "POLICY",
                    "Start it again when it has ended: no, on-failure[:N], always or unless-stopped"),
            flag("replace", "Remove the container that has this name first, also when it runs"),
            text(
                    "log-driver",
                    "DRIVER",
                    "json-file, local or journald: keep its output; none: do not"),
            list(
                    "log-opt",
                    "KEY=VALUE",
                    "max-size, max-file, mode, max-buffer-size, compress, labels, env or tag of its log")
        };
    }

    private static OptionSection process() {
        return OptionSection.of(
                "Process",
                list(
                        'e',
                        "env",
                        "NAME[=VALUE]",
                        "Environment variable; without a value, the caller's"),
                list("env-file", "FILE", "Read environment variables from a file, one a line"),
                text('w', "workdir", "DIR", "Working directory"),
                text('u', "user", "USER[:GROUP]", "User and group, by name or number"),
                list("group-add", "GROUP", "Additional group, by name or number"),
                text(
                        "entrypoint",
                        "PROGRAM",
                        "Run this program instead of the image's entry point"),
                flag(
                        "init",
                        "Run a small init as process 1 that passes signals on and reaps orphans"),
                text("stop-signal", "SIGNAL", "Signal that asks the container to stop"),
                text("stop-timeout", "SECONDS", "How long a stop waits before it kills"),
                text(
                        "systemd",
                        "auto|always|false",
                        "Give systemd as process 1 what it expects (default auto: when it is that)"));
    }

    private static OptionSection storage() {
        return OptionSection.of(
                "Storage",
                list('v', "volume", "[SOURCE:]TARGET[:OPTIONS]", "Mount a host path or a volume"),
                list("volumes-from", "CONTAINER[:ro]", "Mount what another container has mounted"),
                list(
                        "mount",
                        "KEY=VALUE,...",
                        "Mount with named fields: type=bind|volume|tmpfs,source=,target="),
                list("tmpfs", "TARGET[:OPTIONS]", "Mount an empty file system in memory"),
                flag("read-only", "Make the root file system read-only"),
                text("shm-size", "SIZE", "Size of /dev/shm (default 64m)"),
                list("device", "HOST[:CONTAINER][:rwm]", "Give a device of the host"));
    }

    private static OptionSection names() {
        return OptionSection.of(
                "Names",
                text('h', "hostname", "NAME", "Host name inside"),
                text("domainname", "NAME", "NIS domain name inside"),
                list(
                        "add-host",
                        "NAME:ADDRESS",
                        "Line for /etc/hosts; the address may be host-gateway"),
                list("dns", "ADDRESS", "Name server"),
                list("dns-search", "DOMAIN", "Domain to search; a single dot for none"),
                list("dns-option", "OPTION", "Option for resolv.conf").also("dns-opt"));
    }

    private static OptionSection network() {
        return OptionSection.of(
                "Network",
                list(
                                "network",
                                "NETWORK",
                                "none, host, container:NAME, cni:NAME, or a network: NAME[:ip=,alias=,...]")
                        .also("net"),
                list(
                        'p',
                        "publish",
                        "[ADDRESS:][PORT:]PORT",
                        "Port of the container to be reached at one of the host"),
                flag('P', "publish-all", "Publish all ports that the container says it serves"),
                list("expose", "PORT[/PROTOCOL]", "Port that the container serves"),
                list("network-alias", "NAME", "Another name in the first network")
                        .also("net-alias"),
                text("ip", "ADDRESS", "IPv4 address in the first network"),
                text("ip6", "ADDRESS", "IPv6 address in the first network"),
                text("mac-address", "ADDRESS", "Hardware address in the first network"),
                list("link", "CONTAINER[:NAME]", "Let the other container be found by a name"));
    }

    private static OptionSection namespaces() {
        return OptionSection.of(
                "Isolation",
                text("pid", "MODE", "host or container:NAME"),
                text("ipc", "MODE", "none, private, shareable, host or container:NAME"),
                text("uts", "MODE", "host"),
                text("userns", "MODE", "host, keep-id[:uid=,gid=], auto[:size=], nomap"),
                list(
                        "uidmap",
                        "INSIDE:OUTSIDE[:COUNT]",
                        "Users of the container, and who they are outside"),
                list("gidmap", "INSIDE:OUTSIDE[:COUNT]", "The same for groups"),
                text("subuidname", "NAME", "Map the ranges that NAME has in /etc/subuid"),
                text("subgidname", "NAME", "Map the ranges that NAME has in /etc/subgid"),
                text("cgroupns", "MODE", "private or host"));
    }

    private static OptionSection security() {
        return OptionSection.of(
                "Security",
                list("cap-add", "CAPABILITY", "Capability to add, or ALL"),
                list("cap-drop", "CAPABILITY", "Capability to drop, or ALL"),
                list(
                        "security-opt",
                        "OPTION",
                        "seccomp=FILE|unconfined, no-new-privileges, apparmor=PROFILE, label=TEXT"),
                flag("privileged", "Give all capabilities and devices, and no filters"),
                list("sysctl", "NAME=VALUE", "Kernel parameter of the container's own namespaces"),
                list("ulimit", "NAME=SOFT[:HARD]", "Resource limit of the process; -1 for none"),
                text(
                        "oom-score-adj",
                        "NUMBER",
                        "Preference of the out-of-memory killer, -1000 to 1000"));
    }

    private static OptionSection limits() {
        return OptionSection.of(
                "Limits",
                text('m', "memory", "SIZE", "Memory"),
                text("memory-swap", "SIZE", "Memory and swap together; -1 for no limit"),
                text("memory-reservation", "SIZE", "Memory to shrink to when the host runs short"),
                text("cpus", "NUMBER", "CPUs, such as 1.5"),
                text('c', "cpu-shares", "NUMBER", "Relative weight of CPU time"),
                text("cpu-period", "MICROSECONDS", "Length of a CPU scheduling period"),
                text("cpu-quota", "MICROSECONDS", "CPU time in each period"),
                text("cpuset-cpus", "LIST", "CPUs to use, such as 0-3,7"),
                text("cpuset-mems", "LIST", "Memory nodes to use"),
                text("pids-limit", "NUMBER", "Processes and threads; -1 for no limit"));
    }

    private static OptionSection health() {
        return OptionSection.of(
                "Health",
                text(
                        "health-cmd",
                        "COMMAND",
                        "Shell command that tells by exit code 0 that it is well"),
                text("health-interval", "DURATION", "Time between two checks (default 30s)"),
                text("health-timeout", "DURATION", "How long a check may take (default 30s)"),
                text(
                        "health-retries",
                        "NUMBER",
                        "Failures in a row that make it unhealthy (default 3)"),
                text("health-start-period", "DURATION", "Time in which failures do not count"),
                text(
                        "health-start-interval",
                        "DURATION",
                        "Time between two checks in that period (default 5s)"),
                text(
                        "health-on-failure",
                        "ACTION",
                        "What to do when it is unhealthy: none, kill, restart or stop"),
                flag("no-healthcheck", "Make no checks, whatever the image says"));
    }

    private static OptionSection image() {
        return OptionSection.of(
                "Image",
                text(
                        "platform",
                        "OS[/ARCH[/VARIANT]]",
                        "Platform to choose from an image of several"),
                text("pull", "WHEN", "always, missing, newer or never (default missing)"),
                flag('q', "quiet", "Show no progress of a pull"),
                text(
                        "rootfs",
                        "DIR",
                        "Use this directory as the root file system; there is no IMAGE then"));
    }
}
