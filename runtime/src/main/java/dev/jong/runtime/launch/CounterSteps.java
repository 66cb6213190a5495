package dev.jong.runtime.launch;

import dev.jong.runtime.host.Cgroups;
import dev.jong.runtime.plan.Arg;
import dev.jong.runtime.plan.Contract;
import dev.jong.runtime.plan.OpList;
import dev.jong.runtime.plan.Syscall;
import dev.jong.runtime.spec.Spec;
import java.util.ArrayList;
import java.util.List;

/// Keeps what the container's control groups have counted, in a file of its folder: the groups go with it, and somebody
/// may ask later why it ended. Each counter is a line `= NAME` and what the kernel's file of that name said.
final class CounterSteps {
    /// Most bytes of one of the kernel's files; the ones here have at most some ten short lines.
    private static final int SIZE = 1024;

    private final Launch launch;

    CounterSteps(Launch launch) {
        this.launch = launch;
    }

    /// Adds the operations; they come before the groups are removed, and none of them fails a launch.
    void add() {
        List<String> files = files();
        if (files.isEmpty()) {
            return;
        }
        OpList exit = launch.exit();
        Arg.Register out =
                exit.open(
                        "what its cgroups counted",
                        Syscall.OPENAT,
                        Kernel.AT_FDCWD,
                        Kernel.text(launch.places().container() + "/counters"),
                        Kernel.open(Kernel.O_WRONLY | Kernel.O_CREAT | Kernel.O_TRUNC),
                        Kernel.mode(0600));
        Arg buffer = new Arg.Block(new byte[SIZE], "buffer");
        for (String file : files) {
            copy(exit, file, buffer, out);
        }
        exit.close(out);
    }

    private static void copy(OpList exit, String file, Arg buffer, Arg.Register out) {
        String name = file.substring(file.lastIndexOf('/') + 1);
        String label = "= " + name + "\n";
        Arg.Register in =
                exit.open(name, Syscall.OPENAT, Kernel.AT_FDCWD, Kernel.text(file), Kernel.open(0));
        exit.own("the kernel does not count that", Contract.OP_SKIP, in, Kernel.number(4));
        exit.call(name, Syscall.WRITE, out, Kernel.text(label), Kernel.number(label.length()));
        Arg.Register length = exit.open(name, Syscall.READ, in, buffer, Kernel.number(SIZE));
        exit.call(name, Syscall.WRITE, out, buffer, length);
        exit.forget(length);
        exit.close(in);
    }

    private List<String> files() {
        List<String> files = new ArrayList<>();
        String id = launch.spec().id();
        switch (launch.host().cgroups()) {
            case Cgroups.Unified v2 -> {
                String group = v2.parent() + "/" + id + "/";
                files.add(group + "memory.peak");
                files.add(group + "memory.events");
                files.add(group + "pids.events");
                cpu(group, files);
            }
            case Cgroups.Split v1 -> {
                String memory = group(v1, "memory", id);
                if (!memory.isEmpty()) {
                    files.add(memory + "memory.max_usage_in_bytes");
                    files.add(memory + "memory.oom_control");
                }
                String pids = group(v1, "pids", id);
                if (!pids.isEmpty()) {
                    files.add(pids + "pids.events");
                }
                cpu(group(v1, "cpu", id), files);
            }
            case Cgroups.None none -> files.clear();
        }
        return files;
    }

    /// Only a container with a quota can be kept waiting by it.
    private void cpu(String group, List<String> files) {
        Spec.Resources limits = launch.spec().resources();
        if (!group.isEmpty() && limits.cpuQuota().isPresent()) {
            files.add(group + "cpu.stat");
        }
    }

    private String group(Cgroups.Split v1, String controller, String id) {
        String mount = v1.controllers().get(controller);
        return mount == null || !SplitCgroups.wants(launch.spec(), controller)
                ? ""
                : mount + "/jong/" + id + "/";
    }
}
