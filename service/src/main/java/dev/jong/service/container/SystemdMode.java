package dev.jong.service.container;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.runtime.host.Cgroups;
import dev.jong.runtime.host.Host;
import dev.jong.runtime.spec.Spec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/// `--systemd`: what systemd as a container's first process expects to find (systemd.io, CONTAINER_INTERFACE). Loaded
/// only for a container that wants it.
final class SystemdMode {
    /// Asks systemd to shut down.
    static final String STOP_SIGNAL = "SIGRTMIN+3";

    private static final String ORIGIN = "--systemd";
    private static final int UUID = 32;

    private SystemdMode() {}

    /// The container with places that can be written to, groups of its own, and the variables of the interface. What the
    /// user mounts or sets stays.
    static Spec apply(Spec spec, Host host, RunOptions.Process asked) {
        if (asked.systemd().equals("always")) {
            check(host, asked);
        }
        List<Spec.Mount> mounts = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        spec.mounts().forEach(mount -> taken.add(mount.target()));
        if (host.isolation() != Host.Isolation.CHROOT) {
            memory("/run", 0755, taken, mounts);
            memory("/run/lock", 01777, taken, mounts);
            memory("/tmp", 01777, taken, mounts);
            memory("/var/log/journal", 0755, taken, mounts);
        }
        mounts.addAll(spec.mounts());
        return new Spec(
                spec.id(),
                spec.root(),
                process(spec),
                mounts,
                spec.namespaces(),
                spec.protection(),
                spec.resources().delegating(),
                spec.devices(),
                spec.sysctls(),
                spec.names());
    }

    private static void memory(String target, int mode, Set<String> taken, List<Spec.Mount> out) {
        if (!taken.contains(target)) {
            out.add(
                    new Spec.Mount.Tmpfs(
                            target,
                            OptionalLong.empty(),
                            OptionalInt.of(mode),
                            List.of("exec"),
                            ORIGIN));
        }
    }

    /// Out of `container_uuid` systemd makes `/etc/machine-id`.
    private static Spec.Process process(Spec spec) {
        Spec.Process process = spec.process();
        List<Spec.Variable> environment = new ArrayList<>();
        environment.add(new Spec.Variable("container", "oci", ORIGIN));
        environment.add(new Spec.Variable("container_uuid", spec.id().substring(0, UUID), ORIGIN));
        for (Spec.Variable variable : process.environment()) {
            environment.removeIf(ours -> ours.name().equals(variable.name()));
            environment.add(variable);
        }
        return new Spec.Process(
                process.args(),
                environment,
                process.workingDirectory(),
                process.user(),
                process.rlimits(),
                process.oomScoreAdjustment(),
                process.init(),
                process.terminal());
    }

    private static void check(Host host, RunOptions.Process asked) {
        if (asked.init()) {
            throw JongException.of(
                    ErrorKind.INVALID_ARGUMENT,
                    "conflicting options: --init and --systemd=always both want to be the first process");
        }
        Optional<String> lack =
                switch (host.cgroups()) {
                    case Cgroups.Unified v2 -> Optional.empty();
                    case Cgroups.Split v1 ->
                            v1.controllers().containsKey(Cgroups.SYSTEMD)
                                    ? Optional.empty()
                                    : Optional.of(
                                            "the host has no writable cgroup hierarchy of systemd (name=systemd)");
                    case Cgroups.None none -> Optional.of(none.why());
                };
        if (lack.isPresent()) {
            throw JongException.of(
                            ErrorKind.PRECONDITION,
                            "--systemd=always needs control groups of its own: " + lack.get())
                    .hint("as an ordinary user it takes a delegated cgroup v2 (jong doctor)");
        }
    }
}
