package dev.jong.service.system;

import dev.jong.base.json.Json;
import dev.jong.runtime.host.Cgroups;
import dev.jong.runtime.host.Host;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.ArrayList;
import java.util.List;

/// `doctor`: which rung of each ladder this host and user get, why, and the command that climbs one.
public final class Doctor {
    private final Host host;
    private final Path store;
    private final IdRanges ranges;
    private final ExamineNetworks networks;

    /// @param store the store's directory, which must exist
    /// @param ranges of the caller
    /// @param networks what there is for networks of containers
    public Doctor(Host host, Path store, IdRanges ranges, ExamineNetworks networks) {
        this.networks = networks;
        this.host = host;
        this.store = store;
        this.ranges = ranges;
    }

    /// One finding.
    ///
    /// @param area isolation, snapshots, cgroups, network or seccomp
    /// @param rung what is used
    /// @param why what it rests on
    /// @param better a command or a change that gives more; empty at the top
    public record Finding(String area, String rung, String why, String better) {}

    /// All findings, in a fixed order.
    public List<Finding> examine() {
        List<Finding> findings = new ArrayList<>();
        findings.add(isolation());
        findings.add(snapshots());
        findings.add(cgroups());
        findings.add(networks.examine(host.isolation()));
        findings.add(seccomp());
        return findings;
    }

    /// The findings as an array of objects.
    public static Json json(List<Finding> findings) {
        List<Json> out = new ArrayList<>();
        for (Finding finding : findings) {
            out.add(
                    Json.object()
                            .put("area", finding.area())
                            .put("rung", finding.rung())
                            .put("why", finding.why())
                            .put("better", finding.better())
                            .build());
        }
        return new Json.Arr(out);
    }

    private Finding isolation() {
        long ids = host.identity().mappedIds();
        return switch (host.isolation()) {
            case ROOT ->
                    new Finding(
                            "isolation",
                            "root",
                            "all namespaces, with the privileges of root",
                            "run jong as an ordinary user: containers then have no privileges on the host");
            case ROOTLESS ->
                    ids > 1
                            ? new Finding(
                                    "isolation",
                                    "rootless",
                                    "a user namespace with " + ids + " ids",
                                    "")
                            : new Finding(
                                    "isolation",
                                    "rootless, one id",
                                    "a user namespace with your own id only: " + ranges.missing(),
                                    ranges.remedy());
            case CHROOT ->
                    new Finding(
                            "isolation",
                            "chroot",
                            "no CAP_SYS_ADMIN and no user namespace" + refused(),
                            namespaces());
            case NONE ->
                    new Finding(
                            "isolation",
                            "none",
                            "no user namespace" + refused() + " and no CAP_SYS_CHROOT",
                            namespaces());
        };
    }

    private String refused() {
        int errno = host.identity().refused();
        return errno == 0 ? "" : " (refused with error " + errno + ")";
    }

    private static String namespaces() {
        if (number("/proc/sys/user/max_user_namespaces") == 0) {
            return "sysctl -w user.max_user_namespaces=15000";
        }
        if (number("/proc/sys/kernel/unprivileged_userns_clone") == 0) {
            return "sysctl -w kernel.unprivileged_userns_clone=1";
        }
        if (number("/proc/sys/kernel/apparmor_restrict_unprivileged_userns") == 1) {
            return "sysctl -w kernel.apparmor_restrict_unprivileged_userns=0";
        }
        return "inside a container: start it with --security-opt seccomp=unconfined or with CAP_SYS_ADMIN";
    }

    private Finding snapshots() {
        if (host.isolation() == Host.Isolation.CHROOT || host.isolation() == Host.Isolation.NONE) {
            return new Finding(
                    "snapshots",
                    "copy",
                    "without namespaces nothing can be mounted",
                    "see isolation");
        }
        if (!text("/proc/filesystems").contains("overlay")
                && !Files.isDirectory(Path.of("/sys/module/overlay"))) {
            return new Finding(
                    "snapshots",
                    "none",
                    "the kernel has no overlay file system",
                    "modprobe overlay");
        }
        if (!hasUserAttributes()) {
            return new Finding(
                    "snapshots",
                    "none",
                    "the file system of " + store + " takes no user extended attributes",
                    "jong --root DIR with a directory on ext4, xfs, btrfs or a recent tmpfs");
        }
        return new Finding(
                "snapshots", "overlay", "kernel overlay with user attributes, in " + store, "");
    }

    private Finding cgroups() {
        return switch (host.cgroups()) {
            case Cgroups.Unified v2 ->
                    v2.lacking().isEmpty()
                            ? new Finding("cgroups", "v2", "limits below " + v2.parent(), "")
                            : new Finding(
                                    "cgroups",
                                    "v2",
                                    "no limits: " + v2.lacking(),
                                    "start jong from a service or scope of your systemd user manager, such as systemd-run --user --scope jong ...");
            case Cgroups.Split v1 ->
                    new Finding(
                            "cgroups",
                            "v1",
                            "controllers "
                                    + String.join(
                                            " ",
                                            new java.util.TreeSet<>(v1.controllers().keySet())),
                            "boot with systemd.unified_cgroup_hierarchy=1 for cgroup v2");
            case Cgroups.None none ->
                    new Finding(
                            "cgroups",
                            "none",
                            none.why() + ": a run with a limit is refused",
                            "on cgroup v2: systemd-run --user --scope -p Delegate=yes jong ...");
        };
    }

    private static Finding seccomp() {
        String actions = text("/proc/sys/kernel/seccomp/actions_avail").trim();
        return actions.isEmpty()
                ? new Finding(
                        "seccomp",
                        "none",
                        "the kernel has no seccomp filters",
                        "a kernel with CONFIG_SECCOMP_FILTER")
                : new Finding(
                        "seccomp", "filter", "the default profile applies to every container", "");
    }

    private boolean hasUserAttributes() {
        try {
            UserDefinedFileAttributeView view =
                    Files.getFileAttributeView(store, UserDefinedFileAttributeView.class);
            view.write("jong.probe", ByteBuffer.wrap(new byte[] {1}));
            view.delete("jong.probe");
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /// A number in a file of /proc; -1 when there is none.
    private static long number(String file) {
        try {
            return Long.parseLong(text(file).trim());
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private static String text(String file) {
        try {
            return Files.readString(Path.of(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
