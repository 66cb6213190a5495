package dev.jong.runtime.launch;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.runtime.device.DeviceRule;
import dev.jong.runtime.host.Cgroups;
import dev.jong.runtime.plan.Arg;
import dev.jong.runtime.plan.Errno;
import dev.jong.runtime.plan.OpList;
import dev.jong.runtime.plan.Syscall;
import dev.jong.runtime.spec.Spec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Makes the container's cgroup, writes its limits, puts the child into it, and removes it at the end.
///
/// A child enters v1 groups by writing 0 to `tasks` itself and is born in its v2 group: writing a pid to
/// `cgroup.procs` costs 9 to 14 ms on an idle system.
final class CgroupSteps {
    private final Launch launch;
    private final OpList before;
    private final Spec.Resources limits;

    CgroupSteps(Launch launch) {
        this.launch = launch;
        this.before = launch.before();
        this.limits = launch.spec().resources();
    }

    /// Adds the operations; what was asked for and can't be had stops the start (promise S2).
    void add() {
        switch (launch.host().cgroups()) {
            case Cgroups.Split v1 -> split(v1);
            case Cgroups.Unified v2 -> unified(v2);
            case Cgroups.None none -> {
                if (limits.asked()) {
                    throw JongException.of(
                                    ErrorKind.PRECONDITION, "the limits that were asked for can't be applied: " + none.why())
                            .hint("run without limits, as root, or with a delegated cgroup v2 (jong doctor)");
                }
            }
        }
    }

    private void split(Cgroups.Split v1) {
        List<String> entered = new ArrayList<>();
        for (String controller : new String[] {"pids", "memory", "cpu", "cpuset", "devices"}) {
            if (!wants(controller)) {
                continue;
            }
            String mount = v1.controllers().get(controller);
            if (mount == null) {
                require(controller);
                continue;
            }
            String group = mount + "/jong/" + launch.spec().id();
            make(mount + "/jong", group, "the container's " + controller + " cgroup");
            if (controller.equals("cpuset")) {
                inheritCpuset(mount, mount + "/jong", group);
            }
            limitV1(controller, group, v1.swap());
            entered.add(group);
        }
        for (String group : entered) {
            launch.child().writeFile("enter the cgroup", Kernel.AT_FDCWD, group + "/tasks", "0");
        }
    }

    private boolean wants(String controller) {
        return switch (controller) {
            case "cpu" -> limits.cpuShares().isPresent() || limits.cpuQuota().isPresent() || limits.cpuPeriod().isPresent();
            case "cpuset" -> limits.cpusetCpus().isPresent() || limits.cpusetMems().isPresent();
            case "devices" -> !launch.spec().protection().privileged();
            default -> true;
        };
    }

    private void require(String controller) {
        boolean asked =
                switch (controller) {
                    case "memory" -> limits.memory().isPresent() || limits.memoryReservation().isPresent();
                    case "pids" -> limits.pidsRequired();
                    case "devices" -> false;
                    default -> true;
                };
        if (asked) {
            throw JongException.of(
                    ErrorKind.PRECONDITION, "the host has no writable " + controller + " cgroup controller for the limit");
        }
    }

    private void limitV1(String controller, String group, boolean swap) {
        switch (controller) {
            case "pids" -> pids(group);
            case "memory" -> memoryV1(group, swap);
            case "cpu" -> cpuV1(group);
            case "cpuset" -> cpusets(group);
            default -> devicesV1(group);
        }
    }

    private void pids(String group) {
        write("at most so many processes", group + "/pids.max", limits.pids() < 0 ? "max" : Long.toString(limits.pids()));
    }

    private void memoryV1(String group, boolean swap) {
        limit("memory limit", group + "/memory.limit_in_bytes", limits.memory());
        limit("memory reservation", group + "/memory.soft_limit_in_bytes", limits.memoryReservation());
        if (swap) {
            limit("memory and swap limit", group + "/memory.memsw.limit_in_bytes", limits.memorySwap());
        } else if (limits.memorySwap().orElse(-1) > limits.memory().orElse(0)) {
            throw JongException.of(
                            ErrorKind.PRECONDITION, "--memory-swap can't be applied: the kernel does not count swap")
                    .hint("boot with swapaccount=1, or leave --memory-swap out");
        }
    }

    private void cpuV1(String group) {
        limit("CPU shares", group + "/cpu.shares", limits.cpuShares());
        limit("CPU period", group + "/cpu.cfs_period_us", limits.cpuPeriod());
        limit("CPU quota", group + "/cpu.cfs_quota_us", limits.cpuQuota());
    }

    private void devicesV1(String group) {
        write("no device", group + "/devices.deny", "a");
        List<String> lines = new ArrayList<>();
        for (DeviceRule rule : DeviceSteps.rules(launch.spec())) {
            lines.add(rule.toString());
        }
        before.writeLines("allow a device", group + "/devices.allow", lines);
    }

    private void cpusets(String group) {
        text("CPUs it may use", group + "/cpuset.cpus", limits.cpusetCpus());
        text("memory nodes it may use", group + "/cpuset.mems", limits.cpusetMems());
    }

    /// A new v1 cpuset is empty and takes no task: it starts with what its parent has.
    private void inheritCpuset(String mount, String parent, String group) {
        for (String file : new String[] {"/cpuset.cpus", "/cpuset.mems"}) {
            String all = CpusetFile.read(mount + file);
            write("what the host has", parent + file, all);
            write("what the host has", group + file, all);
        }
    }

    private void unified(Cgroups.Unified v2) {
        String parent = v2.parent();
        String group = parent + "/" + launch.spec().id();
        String top = parent.substring(0, parent.lastIndexOf('/'));
        before.callTolerating(Errno.EEXIST, "cgroup of all containers", Syscall.MKDIRAT, Kernel.AT_FDCWD, Kernel.text(parent), Kernel.mode(0755));
        for (String controller : new String[] {"pids", "memory", "cpu", "cpuset"}) {
            delegate(top, controller);
            delegate(parent, controller);
        }
        make("", group, "the container's cgroup");
        limitV2(group);
        Arg.Register directory = before.open("the container's cgroup", Syscall.OPENAT, Kernel.AT_FDCWD, Kernel.text(group), Kernel.open(Kernel.O_PATH));
        launch.plan().cgroup(directory);
    }

    /// Hands a controller down; one that is not there is missed only by the limit that needs it.
    private void delegate(String group, String controller) {
        Arg.Register file = before.openTolerating(0xffff, "hand down controllers", Syscall.OPENAT, Kernel.AT_FDCWD, Kernel.text(group + "/cgroup.subtree_control"), Kernel.open(Kernel.O_WRONLY));
        String text = "+" + controller;
        before.callTolerating(0xffff, "hand down " + controller, Syscall.WRITE, file, Kernel.text(text), Kernel.number(text.length()));
        before.callTolerating(0xffff, "not needed any more", Syscall.CLOSE, file);
    }

    private void limitV2(String group) {
        if (limits.pidsRequired()) {
            pids(group);
        } else {
            tolerantPids(group);
        }
        limit("memory limit", group + "/memory.max", limits.memory());
        limit("memory reservation", group + "/memory.low", limits.memoryReservation());
        if (limits.memory().isPresent()) {
            write("the whole container ends when memory does", group + "/memory.oom.group", "1");
            long total = limits.memorySwap().orElse(-1);
            String swap = total < 0 ? "max" : Long.toString(total - limits.memory().getAsLong());
            text("swap limit", group + "/memory.swap.max", limits.memorySwap().isPresent() ? Optional.of(swap) : Optional.empty());
        }
        if (limits.cpuShares().isPresent()) {
            write("CPU weight", group + "/cpu.weight", Long.toString(CpuWeight.ofShares(limits.cpuShares().getAsLong())));
        }
        if (limits.cpuQuota().isPresent() || limits.cpuPeriod().isPresent()) {
            long quota = limits.cpuQuota().orElse(-1);
            write("CPU time", group + "/cpu.max", (quota < 0 ? "max" : Long.toString(quota)) + " " + limits.cpuPeriod().orElse(100000));
        }
        cpusets(group);
    }

    /// The default limit is not worth a failed start where the controller is not delegated.
    private void tolerantPids(String group) {
        Arg.Register file = before.openTolerating(0xffff, "at most so many processes", Syscall.OPENAT, Kernel.AT_FDCWD, Kernel.text(group + "/pids.max"), Kernel.open(Kernel.O_WRONLY));
        String text = limits.pids() < 0 ? "max" : Long.toString(limits.pids());
        before.callTolerating(0xffff, "at most so many processes", Syscall.WRITE, file, Kernel.text(text), Kernel.number(text.length()));
        before.callTolerating(0xffff, "not needed any more", Syscall.CLOSE, file);
    }

    private void make(String parent, String group, String why) {
        if (!parent.isEmpty()) {
            before.callTolerating(Errno.EEXIST, "cgroup of all containers", Syscall.MKDIRAT, Kernel.AT_FDCWD, Kernel.text(parent), Kernel.mode(0755));
        }
        before.call(why, Syscall.MKDIRAT, Kernel.AT_FDCWD, Kernel.text(group), Kernel.mode(0755));
        launch.exit().own("remove " + why, dev.jong.runtime.plan.Contract.OP_REMOVE_CGROUP, Kernel.text(group));
    }

    private void limit(String why, String file, OptionalLong value) {
        if (value.isPresent()) {
            write(why, file, Long.toString(value.getAsLong()));
        }
    }

    private void text(String why, String file, Optional<String> value) {
        if (value.isPresent()) {
            write(why, file, value.get());
        }
    }

    private void write(String why, String file, String value) {
        before.writeFile(why, Kernel.AT_FDCWD, file, value);
    }
}
