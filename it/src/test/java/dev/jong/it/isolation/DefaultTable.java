package dev.jong.it.isolation;

import dev.jong.it.harness.Probe;
import dev.jong.runtime.capability.Capability;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// The table of defaults as it is measured, one line for each row, without anything that differs between hosts: what
/// the host lacks counts as hidden, what is inherited as "the caller's".
final class DefaultTable {
    private static final String[] HIDDEN = {
        "/proc/acpi",
        "/proc/asound",
        "/proc/interrupts",
        "/proc/kcore",
        "/proc/keys",
        "/proc/latency_stats",
        "/proc/sched_debug",
        "/proc/scsi",
        "/proc/timer_list",
        "/proc/timer_stats",
        "/sys/devices/virtual/powercap",
        "/sys/firmware",
        "/sys/fs/selinux",
        "/sys/devices/system/cpu/cpu0/thermal_throttle"
    };
    private static final String[] READ_ONLY = {
        "/proc/bus",
        "/proc/fs",
        "/proc/irq",
        "/proc/sys",
        "/proc/sysrq-trigger",
        "/sys",
        "/sys/fs/cgroup"
    };
    private static final String[] CALLS = {
        "unknown-call",
        "clone3",
        "mount-tmpfs",
        "unshare-user",
        "setns-mount",
        "bpf",
        "keyctl",
        "io_uring",
        "userfaultfd",
        "socket-alg",
        "socket-vsock",
        "x32-getpid",
        "int80-unshare"
    };
    private static final long MOST_OPEN_FILES = 524_288;

    private final Probe inside;
    private final Probe attempts;
    private final Probe caller;
    private final List<String> lines = new ArrayList<>();

    /// @param caller what the prober finds outside, as the same user
    DefaultTable(Probe inside, Probe attempts, Probe caller) {
        this.inside = inside;
        this.attempts = attempts;
        this.caller = caller;
    }

    List<String> lines() {
        protection();
        devices();
        limits();
        namespaces();
        files();
        return lines;
    }

    private void protection() {
        line(1, "capabilities", names(inside.capabilities("Bnd")));
        line(
                1,
                "permitted and effective",
                same(
                        inside.capabilities("Prm"),
                        inside.capabilities("Eff"),
                        inside.capabilities("Bnd")));
        line(
                1,
                "inheritable and ambient",
                inside.capabilities("Inh") == 0 && inside.capabilities("Amb") == 0
                        ? "none"
                        : "some");
        line(2, "seccomp", inside.value("status.Seccomp").equals("2") ? "filter" : "off");
        for (String call : CALLS) {
            line(2, call, attempts.find("try." + call).orElse("not tried"));
        }
        StringBuilder hidden = new StringBuilder();
        for (String path : HIDDEN) {
            boolean masked = inside.mount(path).isPresent() || !Files.exists(Path.of(path));
            hidden.append(masked ? "" : path + " is seen ");
        }
        line(3, "masked", hidden.isEmpty() ? "all" : hidden.toString());
        StringBuilder writable = new StringBuilder();
        for (String path : READ_ONLY) {
            boolean open = Files.exists(Path.of(path)) && !inside.above(path).readOnly();
            writable.append(open ? path + " is writable " : "");
        }
        line(4, "read-only", writable.isEmpty() ? "all" : writable.toString());
        line(5, "no_new_privs", inside.value("status.NoNewPrivs").equals("0") ? "off" : "on");
        line(6, "user namespace", namespace("user"));
    }

    private void devices() {
        for (Map.Entry<String, String> device :
                new TreeMap<>(inside.below("dev./dev/")).entrySet()) {
            line(7, "/dev/" + device.getKey(), device.getValue());
        }
        line(7, "/dev itself", options("/dev"));
        line(7, "making null", attempts.value("try.mknod-null"));
        line(7, "making a disk", attempts.value("try.mknod-disk"));
    }

    private void limits() {
        for (Map.Entry<String, String> limit : new TreeMap<>(inside.below("rlimit.")).entrySet()) {
            String value = limit.getValue();
            String outside = caller.value("rlimit." + limit.getKey());
            long most = Long.parseLong(outside.substring(outside.indexOf(':') + 1));
            String clamped =
                    Long.toString(most < 0 ? MOST_OPEN_FILES : Math.min(MOST_OPEN_FILES, most));
            String hard = outside.substring(outside.indexOf(':') + 1);
            String shown =
                    value.equals(outside) || value.equals(hard + ":" + hard)
                            ? "the caller's"
                            : value;
            line(
                    8,
                    limit.getKey(),
                    limit.getKey().equals("nofile")
                            ? value.replace(":" + clamped, ":most")
                            : shown);
        }
        line(9, "pids", inside.find("cgroup.pids/pids.max").orElse("no cgroup"));
        line(
                10,
                "memory",
                inside.find("cgroup.memory/memory.limit_in_bytes")
                        .map(limit -> limit.length() > 18 ? "unlimited" : limit)
                        .orElse("unlimited"));
    }

    private void namespaces() {
        line(11, "cgroup namespace", namespace("cgroup"));
        for (String name : new String[] {"mnt", "net", "time", "uts", "pid", "ipc"}) {
            line(12, name + " namespace", namespace(name));
        }
        line(13, "a new cgroup", attempts.value("try.mkdir-cgroup"));
        line(13, "a file beside the cgroups", attempts.value("try.write-cgroup-root"));
        line(
                14,
                "network",
                inside.value("links").contains("eth") ? "a device of its own" : "loopback");
        line(
                15,
                "first unprivileged port",
                inside.value("sysctl.net.ipv4.ip_unprivileged_port_start"));
        line(
                15,
                "groups that may ping",
                inside.value("sysctl.net.ipv4.ping_group_range").replace("\\x09", " "));
    }

    private void files() {
        line(16, "root file system", options("/"));
        line(
                17,
                "shared memory",
                inside.mount("/dev/shm").orElseThrow().fileSystem().stream()
                        .filter(word -> word.startsWith("size="))
                        .findFirst()
                        .orElse("none"));
        line(
                18,
                "propagation",
                new TreeSet<>(inside.mounts().stream().map(Probe.Mount::propagation).toList())
                        .toString());
        line(
                24,
                "label",
                inside.value("label").isEmpty() || inside.value("label").startsWith("E")
                        ? "none"
                        : inside.value("label"));
    }

    private String options(String target) {
        return String.join(",", inside.mount(target).orElseThrow().options());
    }

    private String namespace(String name) {
        return inside.value("ns." + name).equals(caller.value("ns." + name))
                ? "the host's"
                : "its own";
    }

    private static String same(long one, long two, long three) {
        return one == two && two == three ? "the same" : "others";
    }

    private static String names(long mask) {
        TreeSet<String> names = new TreeSet<>();
        for (Capability capability : Capability.fromMask(mask)) {
            names.add(capability.name());
        }
        return String.join(" ", names);
    }

    private void line(int row, String what, String value) {
        lines.add((row < 10 ? "0" : "") + row + " " + what + ": " + value);
    }
}
