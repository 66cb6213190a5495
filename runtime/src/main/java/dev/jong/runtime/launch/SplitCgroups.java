package dev.jong.runtime.launch;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.runtime.device.DeviceRule;
import dev.jong.runtime.host.Cgroups;
import dev.jong.runtime.spec.Spec;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// The container's groups in the hierarchies of cgroup v1, one for each controller.
final class SplitCgroups {
    private static final String[] CONTROLLERS = {
        "pids", "memory", "cpu", "cpuset", "devices", Cgroups.SYSTEMD
    };

    private final Launch launch;
    private final Cgroups.Split v1;
    private final CgroupFiles files;
    private final Spec.Resources limits;

    SplitCgroups(Launch launch, Cgroups.Split v1) {
        this.launch = launch;
        this.v1 = v1;
        this.files = new CgroupFiles(launch);
        this.limits = launch.spec().resources();
    }

    void add() {
        List<String> entered = new ArrayList<>();
        for (String controller : CONTROLLERS) {
            if (!wants(launch.spec(), controller)) {
                continue;
            }
            String mount = v1.controllers().get(controller);
            if (mount == null) {
                require(controller);
                continue;
            }
            String group = mount + "/jong/" + launch.spec().id();
            files.folder(mount + "/jong");
            files.make(group, "the container's " + controller + " cgroup");
            limit(controller, mount, group);
            entered.add(group);
        }
        for (String group : entered) {
            enter(group);
        }
    }

    /// The groups that [#add] made for the container.
    void join() {
        for (String controller : CONTROLLERS) {
            String mount = v1.controllers().get(controller);
            if (mount != null && wants(launch.spec(), controller)) {
                enter(mount + "/jong/" + launch.spec().id());
            }
        }
    }

    private void enter(String group) {
        launch.child().writeFile("enter the cgroup", Kernel.AT_FDCWD, group + "/tasks", "0");
    }

    /// Whether a container needs the group of a controller: each costs a tenth of a millisecond to make and remove.
    static boolean wants(Spec spec, String controller) {
        Spec.Resources limits = spec.resources();
        return switch (controller) {
            case "memory" ->
                    limits.memory().isPresent()
                            || limits.memoryReservation().isPresent()
                            || limits.memorySwap().isPresent();
            case "cpu" ->
                    limits.cpuShares().isPresent()
                            || limits.cpuQuota().isPresent()
                            || limits.cpuPeriod().isPresent();
            case "cpuset" -> limits.cpusetCpus().isPresent() || limits.cpusetMems().isPresent();
            case "devices" -> !spec.protection().privileged();
            case Cgroups.SYSTEMD -> limits.delegated();
            default -> true;
        };
    }

    private void require(String controller) {
        boolean asked =
                switch (controller) {
                    case "memory" ->
                            limits.memory().isPresent() || limits.memoryReservation().isPresent();
                    case "pids" -> limits.pidsRequired();
                    case "devices", Cgroups.SYSTEMD -> false;
                    default -> true;
                };
        if (asked) {
            throw JongException.of(
                    ErrorKind.PRECONDITION,
                    "the host has no writable " + controller + " cgroup controller for the limit");
        }
    }

    private void limit(String controller, String mount, String group) {
        switch (controller) {
            case "pids" ->
                    files.write(
                            "at most so many processes",
                            group + "/pids.max",
                            CgroupFiles.orMax(limits.pids()));
            case "memory" -> memory(group);
            case "cpu" -> cpu(group);
            case "cpuset" -> cpuset(mount, group);
            case "devices" -> devices(group);
            default -> {} // That of systemd limits nothing.
        }
    }

    /// As with Docker, a container with a memory limit may swap out as much again, unless somebody says otherwise.
    private void memory(String group) {
        files.limit("memory limit", group + "/memory.limit_in_bytes", limits.memory());
        files.limit(
                "memory reservation",
                group + "/memory.soft_limit_in_bytes",
                limits.memoryReservation());
        if (v1.swap()) {
            OptionalLong twice =
                    limits.memory().isPresent()
                            ? OptionalLong.of(2 * limits.memory().getAsLong())
                            : OptionalLong.empty();
            OptionalLong total = limits.memorySwap().isPresent() ? limits.memorySwap() : twice;
            files.limit("memory and swap limit", group + "/memory.memsw.limit_in_bytes", total);
        } else if (limits.memorySwap().orElse(-1) > limits.memory().orElse(0)) {
            throw JongException.of(
                            ErrorKind.PRECONDITION,
                            "--memory-swap can't be applied: the kernel does not count swap")
                    .hint("boot with swapaccount=1, or leave --memory-swap out");
        }
    }

    private void cpu(String group) {
        files.limit("CPU shares", group + "/cpu.shares", limits.cpuShares());
        files.limit("CPU period", group + "/cpu.cfs_period_us", limits.cpuPeriod());
        files.limit("CPU quota", group + "/cpu.cfs_quota_us", limits.cpuQuota());
    }

    /// A new v1 cpuset is empty and takes no task: it starts with what its parent has.
    private void cpuset(String mount, String group) {
        for (String file : new String[] {"/cpuset.cpus", "/cpuset.mems"}) {
            String all = CpusetFile.read(mount + file);
            files.write("what the host has", mount + "/jong" + file, all);
            files.write("what the host has", group + file, all);
        }
        files.text("CPUs it may use", group + "/cpuset.cpus", limits.cpusetCpus());
        files.text("memory nodes it may use", group + "/cpuset.mems", limits.cpusetMems());
    }

    private void devices(String group) {
        files.write("no device", group + "/devices.deny", "a");
        List<String> lines = new ArrayList<>();
        for (DeviceRule rule : DeviceSteps.rules(launch.spec())) {
            lines.add(rule.toString());
        }
        launch.before().writeLines("allow a device", group + "/devices.allow", lines);
    }
}
