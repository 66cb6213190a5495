package dev.jong.service.container;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.oci.ProcessDefaults;
import dev.jong.runtime.host.Host;
import dev.jong.runtime.seccomp.SeccompFilters;
import dev.jong.runtime.spec.IdMap;
import dev.jong.runtime.spec.Spec;
import dev.jong.service.user.UserNamespace;
import dev.jong.store.snapshot.LayeredView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Merges an image's defaults and the user's options into a spec: Docker's rules for ENTRYPOINT and CMD, ENV,
/// USER, WORKDIR and VOLUME, our defaults for the rest. Looks, but changes nothing besides making missing `-v`
/// sources.
final class BuildSpec {
    private static final long SHARED_MEMORY = 64L << 20;
    private static final long OPEN_FILES = 1024;
    private static final long MOST_OPEN_FILES = 524_288;

    private final Host host;
    private final Containers containers;
    private final SystemPaths systemPaths;
    private final SeccompFilters filters;
    private final Caller caller;

    BuildSpec(
            Host host,
            Containers containers,
            SystemPaths systemPaths,
            SeccompFilters filters,
            Caller caller) {
        this.host = host;
        this.containers = containers;
        this.systemPaths = systemPaths;
        this.filters = filters;
        this.caller = caller;
    }

    /// A spec without the files that Jong supplies, and what the container calls itself.
    record Result(Spec spec, String hostname) {}

    Result build(String id, RunOptions options, RootImage image) {
        new CheckRung(host).check(options);
        Spec.Namespaces namespaces = namespaces(id, options);
        String hostname = hostname(id, options, namespaces);
        RunOptions.Process asked = options.process();
        ProcessDefaults defaults = image.defaults();
        UserDatabase known = users(image);
        UserDatabase.Found user = known.resolve(user(options, defaults), asked.additionalGroups());
        List<Spec.Mount> mounts =
                DecideMounts.decide(
                        options.storage(),
                        image,
                        containers,
                        host.isolation() != Host.Isolation.CHROOT);
        String directory = workingDirectory(asked, defaults);
        Optional<UserNamespace> ids = options.namespaces().users();
        Environment environment = new Environment(hostname, options.streams().tty());
        environment.image(defaults.env());
        environment.user(asked.environment());
        environment.home(
                ids.isEmpty()
                        ? user.home()
                        : DecideUsers.home(
                                ids.get(), caller, known, image, mounts, directory, user));
        Spec.Process process =
                new Spec.Process(
                        command(options, defaults),
                        environment.all(),
                        directory,
                        user.user(),
                        limits(options.security()),
                        options.security().oomScoreAdjustment(),
                        asked.init(),
                        options.streams().tty());
        Spec spec =
                new Spec(
                        id,
                        root(options, image),
                        process,
                        mounts,
                        namespaces,
                        new DecideProtection(host, systemPaths, filters, caller)
                                .decide(options.security()),
                        DecideResources.decide(options.resources()),
                        DecideDevices.decide(options),
                        sysctls(options.security().sysctls(), namespaces),
                        new Spec.Names(
                                Optional.of(hostname),
                                options.names().domainname(),
                                Map.of(),
                                sharedMemory(options)));
        return new Result(spec, hostname);
    }

    private Spec.Namespaces namespaces(String id, RunOptions options) {
        Spec.Namespaces all = new DecideNamespaces(containers, host).decide(options.namespaces());
        Optional<UserNamespace> users = options.namespaces().users();
        return users.isEmpty()
                ? all
                : new Spec.Namespaces(
                        all.network(),
                        all.pid(),
                        all.ipc(),
                        all.uts(),
                        all.cgroup(),
                        all.time(),
                        new DecideUsers(host, containers)
                                .decide(
                                        id,
                                        users.get(),
                                        options.process().user().orElse(""),
                                        caller));
    }

    private String user(RunOptions options, ProcessDefaults defaults) {
        Optional<String> asked = options.process().user();
        Optional<UserNamespace> users = options.namespaces().users();
        if (asked.isPresent() || users.isEmpty()) {
            return asked.orElse(defaults.user());
        }
        return DecideUsers.user(users.get(), caller).orElse(defaults.user());
    }

    /// The spec with the files that were written for it.
    static Spec withFiles(Spec spec, Map<String, String> files) {
        Spec.Names names = spec.names();
        return new Spec(
                spec.id(),
                spec.root(),
                spec.process(),
                spec.mounts(),
                spec.namespaces(),
                spec.protection(),
                spec.resources(),
                spec.devices(),
                spec.sysctls(),
                new Spec.Names(names.hostname(), names.domainname(), files, names.sharedMemory()));
    }

    /// `--ipc none` is an IPC namespace of its own without the memory.
    private static long sharedMemory(RunOptions options) {
        if (options.namespaces().ipc().equals("none")) {
            return 0;
        }
        long asked = options.storage().sharedMemory().orElse(0);
        return asked == 0 ? SHARED_MEMORY : asked;
    }

    private static List<String> command(RunOptions options, ProcessDefaults defaults) {
        Optional<List<String>> entrypoint = options.process().entrypoint();
        List<String> command = new ArrayList<>(entrypoint.orElse(defaults.entrypoint()));
        // A new entrypoint makes the image's CMD meaningless.
        boolean imageCommand = options.command().isEmpty() && entrypoint.isEmpty();
        command.addAll(imageCommand ? defaults.cmd() : options.command());
        if (command.isEmpty() || command.getFirst().isEmpty()) {
            throw JongException.of(
                            ErrorKind.INVALID_ARGUMENT,
                            "no command specified, and the image has none")
                    .hint("put a command behind the image: jong run IMAGE COMMAND");
        }
        return command;
    }

    private static String workingDirectory(RunOptions.Process asked, ProcessDefaults defaults) {
        String directory = asked.workingDirectory().orElse(defaults.workingDir());
        if (directory.isEmpty()) {
            return "/";
        }
        if (!directory.startsWith("/")) {
            if (asked.workingDirectory().isPresent()) {
                throw JongException.of(
                        ErrorKind.INVALID_ARGUMENT,
                        "the working directory '"
                                + Text.printable(directory)
                                + "' is invalid, it needs to be an absolute path");
            }
            return "/" + directory;
        }
        return directory;
    }

    static UserDatabase users(RootImage image) {
        if (!image.directory().isEmpty()) {
            return new UserDatabase(
                    ofDirectory(image, "etc/passwd"), ofDirectory(image, "etc/group"));
        }
        LayeredView view = new LayeredView(image.layers());
        return new UserDatabase(
                view.readFile("etc/passwd", UserDatabase.LIMIT),
                view.readFile("etc/group", UserDatabase.LIMIT));
    }

    private static Optional<byte[]> ofDirectory(RootImage image, String file) {
        return new LayeredView(List.of(Text.path(image.directory())))
                .readFile(file, UserDatabase.LIMIT);
    }

    private List<Spec.Rlimit> limits(RunOptions.Security asked) {
        Map<String, Spec.Rlimit> limits = new LinkedHashMap<>();
        long most = Math.min(MOST_OPEN_FILES, host.identity().maxOpenFiles());
        limits.put("nofile", new Spec.Rlimit("nofile", Math.min(OPEN_FILES, most), most, false));
        limits.put("core", new Spec.Rlimit("core", 0, 0, false));
        for (RunOptions.Ulimit ulimit : asked.ulimits()) {
            limits.put(
                    ulimit.name(),
                    new Spec.Rlimit(ulimit.name(), ulimit.soft(), ulimit.hard(), true));
        }
        return List.copyOf(limits.values());
    }

    private static Spec.Root root(RunOptions options, RootImage image) {
        boolean readOnly = options.storage().readOnly();
        if (!image.directory().isEmpty()) {
            return new Spec.Root.Directory(image.directory(), readOnly);
        }
        return new Spec.Root.Layers(image.layerNames(), options.identity().remove(), readOnly);
    }

    /// Docker's two settings make NET_RAW and NET_BIND_SERVICE rarely missed; only a private network takes them.
    private Map<String, String> sysctls(Map<String, String> asked, Spec.Namespaces namespaces) {
        Map<String, String> sysctls = new LinkedHashMap<>();
        if (namespaces.network() instanceof Spec.Namespace.Private
                && host.isolation() != Host.Isolation.CHROOT) {
            long groups = Math.min(host.identity().mappedIds(), 0x7fffffffL + 1);
            Optional<IdMap> map = namespaces.users();
            groups = map.isEmpty() ? groups : map.get().firstGids();
            sysctls.put("net.ipv4.ip_unprivileged_port_start", "0");
            if (groups > 0) {
                sysctls.put("net.ipv4.ping_group_range", "0 " + (groups - 1));
            }
        }
        for (Map.Entry<String, String> sysctl : asked.entrySet()) {
            check(sysctl.getKey(), namespaces);
            sysctls.put(sysctl.getKey(), sysctl.getValue());
        }
        return sysctls;
    }

    /// A sysctl may be set only in a namespace of the container's own (L21).
    private static void check(String name, Spec.Namespaces namespaces) {
        boolean net = name.startsWith("net.");
        Spec.Namespace owner =
                net
                        ? namespaces.network()
                        : name.startsWith("kernel.domainname")
                                ? namespaces.uts()
                                : namespaces.ipc();
        if (!(owner instanceof Spec.Namespace.Private)) {
            throw JongException.of(
                    ErrorKind.INVALID_ARGUMENT,
                    "the sysctl "
                            + Text.printable(name)
                            + " is not allowed: it would change the host's");
        }
    }

    private String hostname(String id, RunOptions options, Spec.Namespaces namespaces) {
        Optional<String> asked = options.names().hostname();
        boolean sharesName = !(namespaces.uts() instanceof Spec.Namespace.Private);
        if (sharesName && asked.isPresent()) {
            throw JongException.of(
                    ErrorKind.INVALID_ARGUMENT, "conflicting options: hostname and the UTS mode");
        }
        if (asked.isPresent()) {
            return asked.get();
        }
        boolean hostNetwork = namespaces.network() instanceof Spec.Namespace.Host;
        return sharesName || hostNetwork ? hostName() : id.substring(0, 12);
    }

    private static String hostName() {
        try {
            return Text.of(Files.readAllBytes(Path.of("/proc/sys/kernel/hostname"))).trim();
        } catch (IOException e) {
            return "localhost";
        }
    }
}
