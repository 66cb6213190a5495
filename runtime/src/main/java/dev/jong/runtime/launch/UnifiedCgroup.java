package dev.jong.runtime.launch;

import dev.jong.runtime.device.DeviceFilter;
import dev.jong.runtime.host.Cgroups;
import dev.jong.runtime.plan.Arg;
import dev.jong.runtime.plan.Contract;
import dev.jong.runtime.plan.OpList;
import dev.jong.runtime.plan.Syscall;
import dev.jong.runtime.spec.Spec;
import java.util.List;

/// The container's group in the one hierarchy of cgroup v2. It is born in it.
final class UnifiedCgroup {
    private static final List<String> CONTROLLERS = List.of("+pids", "+memory", "+cpu", "+cpuset");
    private static final int BPF_PROG_LOAD = 5;
    private static final int BPF_PROG_ATTACH = 8;
    private static final int BPF_CGROUP_DEVICE_PROGRAM = 15;
    private static final byte BPF_CGROUP_DEVICE = 6;
    private static final long PERIOD = 100_000; // microseconds

    private final Launch launch;
    private final String parent;
    private final CgroupFiles files;
    private final Spec.Resources limits;

    UnifiedCgroup(Launch launch, Cgroups.Unified v2) {
        this.launch = launch;
        this.parent = v2.parent();
        this.files = new CgroupFiles(launch);
        this.limits = launch.spec().resources();
    }

    void add() {
        String group = parent + "/" + launch.spec().id();
        files.folder(parent);
        // A controller that is not there is missed only by the limit that needs it.
        String top = parent.substring(0, parent.lastIndexOf('/'));
        files.tryLines("hand down controllers", top + "/cgroup.subtree_control", CONTROLLERS);
        files.tryLines("hand down controllers", parent + "/cgroup.subtree_control", CONTROLLERS);
        files.make(group, "the container's cgroup");
        pids(group);
        memory(group);
        cpu(group);
        files.text("CPUs it may use", group + "/cpuset.cpus", limits.cpusetCpus());
        files.text("memory nodes it may use", group + "/cpuset.mems", limits.cpusetMems());
        Arg.Register directory = open(group);
        devices(directory);
        launch.plan().cgroup(directory);
    }

    /// The group that [#add] made for the container, or one that its processes made below.
    void join(String below) {
        launch.plan().cgroup(open(parent + "/" + launch.spec().id() + below));
    }

    private Arg.Register open(String group) {
        return launch.before()
                .open(
                        "the container's cgroup",
                        Syscall.OPENAT,
                        Kernel.AT_FDCWD,
                        Kernel.text(group),
                        Kernel.open(Kernel.O_PATH));
    }

    /// v2 has no list of devices but a program that is asked. Only root may load it; in a user namespace nobody can
    /// make a node that opens anything.
    private void devices(Arg.Register directory) {
        if (launch.rootless() || launch.spec().protection().privileged()) {
            return;
        }
        byte[] program = DeviceFilter.program(DeviceSteps.rules(launch.spec()));
        int count = program.length / 8;
        OpList before = launch.before();
        String why = "devices it may open";
        // The beginnings of union bpf_attr: type and count, instructions, licence; group, program,
        // type, flags.
        Arg load =
                new Arg.Words(
                        List.of(
                                Kernel.number(BPF_CGROUP_DEVICE_PROGRAM | (long) count << 32),
                                new Arg.Block(program, ""),
                                Kernel.text("Apache-2.0")),
                        "{" + count + " instructions}");
        byte[] fields = {0, 0, 0, 0, 0, 0, 0, 0, BPF_CGROUP_DEVICE, 0, 0, 0, 0, 0, 0, 0};
        Arg attach = new Arg.Block(fields, "{group, program}");
        Arg.Register filter =
                before.open(
                        why, Syscall.BPF, Kernel.number(BPF_PROG_LOAD), load, Kernel.number(24));
        before.own(why, Contract.OP_STORE, attach, Arg.ZERO, directory);
        before.own(why, Contract.OP_STORE, attach, Kernel.number(4), filter);
        before.call(why, Syscall.BPF, Kernel.number(BPF_PROG_ATTACH), attach, Kernel.number(16));
        before.close(filter);
    }

    /// The default limit is not worth a failed start where the controller is not delegated.
    private void pids(String group) {
        String why = "at most so many processes";
        if (limits.pidsRequired()) {
            files.write(why, group + "/pids.max", CgroupFiles.orMax(limits.pids()));
        } else {
            files.tryLines(why, group + "/pids.max", List.of(CgroupFiles.orMax(limits.pids())));
        }
    }

    private void memory(String group) {
        files.limit("memory limit", group + "/memory.max", limits.memory());
        files.limit("memory reservation", group + "/memory.low", limits.memoryReservation());
        if (limits.memory().isPresent()) {
            files.write(
                    "the whole container ends when memory does", group + "/memory.oom.group", "1");
            swap(group + "/memory.swap.max", limits.memory().getAsLong());
        }
    }

    /// As with Docker, a container with a memory limit may swap out as much again, unless somebody says otherwise; v2
    /// counts swap by itself.
    private void swap(String file, long memory) {
        if (limits.memorySwap().isPresent()) {
            long total = limits.memorySwap().getAsLong();
            files.write("swap limit", file, total < 0 ? "max" : Long.toString(total - memory));
        } else {
            files.tryLines("swap limit", file, List.of(Long.toString(memory)));
        }
    }

    private void cpu(String group) {
        if (limits.cpuShares().isPresent()) {
            files.write(
                    "CPU weight",
                    group + "/cpu.weight",
                    Long.toString(CpuWeight.ofShares(limits.cpuShares().getAsLong())));
        }
        if (limits.cpuQuota().isPresent() || limits.cpuPeriod().isPresent()) {
            String quota = CgroupFiles.orMax(limits.cpuQuota().orElse(-1));
            files.write(
                    "CPU time",
                    group + "/cpu.max",
                    quota + " " + limits.cpuPeriod().orElse(PERIOD));
        }
    }
}
