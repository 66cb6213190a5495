package dev.jong.runtime.launch;

import dev.jong.runtime.host.Cgroups;
import dev.jong.runtime.host.Host;
import dev.jong.runtime.plan.LaunchPlan;
import dev.jong.runtime.plan.Machine;
import dev.jong.runtime.spec.Spec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/// Specs and hosts made by hand: a default container, and one step away from it.
final class Specs {
    static final String ID = "0123456789ab" + "c".repeat(52);
    static final Spec.Namespace PRIVATE = new Spec.Namespace.Private();
    static final Spec.Namespace HOST = new Spec.Namespace.Host();
    static final Spec.Namespace OTHER = new Spec.Namespace.Of("other", 4242, 777);

    /// What Podman and we give by default, by number.
    static final Set<Integer> CAPABILITIES = Set.of(0, 1, 3, 4, 5, 6, 7, 8, 10, 18, 31);

    private static final long EVERYTHING = (1L << 41) - 1;

    private Specs() {}

    static Host root(Cgroups cgroups) {
        return host(Host.Isolation.ROOT, cgroups, 4294967295L);
    }

    static Host rootless(long ids) {
        return host(Host.Isolation.ROOTLESS, new Cgroups.None("not delegated"), ids);
    }

    static Host chroot() {
        return host(
                Host.Isolation.CHROOT,
                new Cgroups.None("this host refuses namespaces"),
                4294967295L);
    }

    static Host host(Host.Isolation isolation, Cgroups cgroups, long ids) {
        return new Host(
                Machine.X86_64,
                isolation,
                cgroups,
                new Host.Identity(0, ids, EVERYTHING, 1048576, 0));
    }

    static Cgroups v1() {
        Map<String, String> mounts = new LinkedHashMap<>();
        for (String controller : List.of("pids", "memory", "cpu", "devices")) {
            mounts.put(controller, "/sys/fs/cgroup/" + controller);
        }
        return new Cgroups.Split(mounts, true);
    }

    static Cgroups v2() {
        return new Cgroups.Unified("/sys/fs/cgroup/jong");
    }

    static Places places() {
        String container = "/store/containers/" + ID;
        return new Places(
                "/store/layers",
                "/store/volumes",
                container,
                "/store/mnt",
                "/run/jong/c/" + ID,
                "/usr/bin/jong");
    }

    static PlanLaunch.Connection attached() {
        return new PlanLaunch.Connection(
                false, false, false, true, Optional.empty(), false, Optional.empty(), false, 0, 0);
    }

    /// `--rm`: written down while it is launched.
    static PlanLaunch.Connection unwritten() {
        return new PlanLaunch.Connection(
                false, false, false, true, Optional.empty(), false, Optional.empty(), true, 0, 0);
    }

    /// `-dit`, with a terminal of 80 columns and 24 rows.
    static PlanLaunch.Connection detachedTerminal() {
        LaunchPlan.Monitor monitor =
                new LaunchPlan.Monitor(
                        Optional.of("/store/containers/" + ID + "/log"),
                        16 << 20,
                        3,
                        Optional.of("\u0010\u0011"),
                        ID,
                        Optional.empty());
        String exit = "/store/containers/" + ID + "/exit";
        return new PlanLaunch.Connection(
                false,
                false,
                false,
                false,
                Optional.of(monitor),
                true,
                Optional.of(exit),
                false,
                80,
                24);
    }

    static LaunchPlan plan(Host host, Spec spec) {
        return new PlanLaunch(host, places()).plan(spec, attached());
    }

    static Spec spec() {
        return new Spec(
                ID,
                new Spec.Root.Layers(List.of("top", "base"), true, false),
                process(new Spec.User(0, 0, List.of(0))),
                List.of(),
                new Spec.Namespaces(PRIVATE, PRIVATE, PRIVATE, PRIVATE, PRIVATE, PRIVATE),
                protection(),
                limits(),
                List.of(),
                Map.of("net.ipv4.ip_unprivileged_port_start", "0"),
                names());
    }

    static Spec.Process process(Spec.User user) {
        return new Spec.Process(
                List.of("sh", "-c", "true"),
                List.of(
                        new Spec.Variable("PATH", "/usr/bin:/bin", "default"),
                        new Spec.Variable("A", "1", "-e")),
                "/work",
                user,
                List.of(
                        new Spec.Rlimit("nofile", 1024, 524288, false),
                        new Spec.Rlimit("core", 0, 0, false)),
                OptionalInt.empty(),
                false,
                false);
    }

    /// One path of each kind that every Linux has, and one that none has.
    static Spec.Protection protection() {
        return new Spec.Protection(
                CAPABILITIES,
                false,
                Optional.of(new byte[24]),
                "default",
                Optional.empty(),
                List.of("/proc/interrupts", "/sys/firmware", "/proc/not-there"),
                List.of("/proc/sys"),
                false);
    }

    static Spec.Resources limits() {
        return new Spec.Resources(
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                Optional.empty(),
                2048,
                false);
    }

    static Spec.Resources everyLimit() {
        return new Spec.Resources(
                OptionalLong.of(64 << 20),
                OptionalLong.of(96 << 20),
                OptionalLong.of(32 << 20),
                OptionalLong.of(512),
                OptionalLong.of(50000),
                OptionalLong.of(25000),
                Optional.empty(),
                Optional.empty(),
                100,
                true);
    }

    static Spec.Names names() {
        Map<String, String> files = new LinkedHashMap<>();
        for (String name : List.of("hostname", "hosts", "resolv.conf")) {
            files.put("/etc/" + name, "/store/containers/" + ID + "/" + name);
        }
        return new Spec.Names(Optional.of("0123456789ab"), Optional.empty(), files, 64 << 20);
    }

    static Spec with(Spec spec, Spec.Process process) {
        return new Spec(
                spec.id(),
                spec.root(),
                process,
                spec.mounts(),
                spec.namespaces(),
                spec.protection(),
                spec.resources(),
                spec.devices(),
                spec.sysctls(),
                spec.names());
    }

    static Spec with(Spec spec, Spec.Root root, List<Spec.Mount> mounts) {
        return new Spec(
                spec.id(),
                root,
                spec.process(),
                mounts,
                spec.namespaces(),
                spec.protection(),
                spec.resources(),
                spec.devices(),
                spec.sysctls(),
                spec.names());
    }

    static Spec with(Spec spec, Spec.Namespaces namespaces, Map<String, String> sysctls) {
        return new Spec(
                spec.id(),
                spec.root(),
                spec.process(),
                spec.mounts(),
                namespaces,
                spec.protection(),
                spec.resources(),
                spec.devices(),
                sysctls,
                spec.names());
    }

    static Spec with(Spec spec, Spec.Protection protection) {
        return new Spec(
                spec.id(),
                spec.root(),
                spec.process(),
                spec.mounts(),
                spec.namespaces(),
                protection,
                spec.resources(),
                spec.devices(),
                spec.sysctls(),
                spec.names());
    }

    static Spec with(Spec spec, Spec.Resources resources, List<Spec.Device> devices) {
        return new Spec(
                spec.id(),
                spec.root(),
                spec.process(),
                spec.mounts(),
                spec.namespaces(),
                spec.protection(),
                resources,
                devices,
                spec.sysctls(),
                spec.names());
    }

    static Spec.Mount bind(String source, String target, boolean readOnly) {
        return new Spec.Mount.Bind(
                source, target, readOnly, true, "rprivate", "-v " + source + ":" + target);
    }

    static Spec.Mount tmpfs(String target) {
        return new Spec.Mount.Tmpfs(
                target,
                OptionalLong.of(1 << 20),
                OptionalInt.of(0755),
                List.of("exec", "uid=5"),
                "--tmpfs " + target);
    }

    /// A spec that a chroot can give.
    static Spec forChroot() {
        return with(spec(), new Spec.Namespaces(HOST, HOST, HOST, HOST, HOST, HOST), Map.of());
    }
}
