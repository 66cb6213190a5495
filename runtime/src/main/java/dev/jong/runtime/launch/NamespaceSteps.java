package dev.jong.runtime.launch;

import dev.jong.runtime.plan.Arg;
import dev.jong.runtime.plan.Contract;
import dev.jong.runtime.plan.Flag;
import dev.jong.runtime.plan.OpList;
import dev.jong.runtime.plan.Syscall;
import dev.jong.runtime.spec.Spec;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Chooses the namespaces that the child is born with, joins those of other containers, and sets what lives in them:
/// host name, sysctls. A network of its own comes by [Rendezvous].
final class NamespaceSteps {
    private final Launch launch;
    private final Spec.Namespaces wanted;
    private final Map<String, Arg.Register> others = new HashMap<>();

    NamespaceSteps(Launch launch) {
        this.launch = launch;
        this.wanted = launch.spec().namespaces();
    }

    /// Clone flags, and the pid namespace of another container: it counts only for children made later, so it
    /// is joined before the clone.
    ///
    /// @param network whether the child is born with a network of its own, if it gets one
    void beforeClone(boolean network) {
        launch.plan().cloneFlag(Kernel.CLONE_NEWNS);
        if (network) {
            fresh(wanted.network(), Kernel.CLONE_NEWNET);
        }
        fresh(wanted.pid(), Kernel.CLONE_NEWPID);
        if (!launch.apart()) {
            fresh(wanted.ipc(), Kernel.CLONE_NEWIPC);
            fresh(wanted.uts(), Kernel.CLONE_NEWUTS);
        }
        fresh(wanted.time(), Kernel.CLONE_NEWTIME);
        // All of them before the child has any operation: a register that it used already would be
        // overwritten there.
        open(wanted.network());
        open(wanted.ipc());
        open(wanted.uts());
        open(wanted.pid());
        join(launch.before(), wanted.pid(), Kernel.CLONE_NEWPID, "process ids");
        if (wanted.pid() instanceof Spec.Namespace.Of) {
            launch.plan().flag(Contract.PLAN_JOIN_PIDS);
        }
    }

    /// In the child, while /proc of the host is still there.
    void inChild() {
        OpList child = launch.child();
        join(child, wanted.network(), Kernel.CLONE_NEWNET, "the network");
        join(child, wanted.ipc(), Kernel.CLONE_NEWIPC, "IPC objects");
        join(child, wanted.uts(), Kernel.CLONE_NEWUTS, "the host name");
        if (wanted.cgroup() instanceof Spec.Namespace.Private && !launch.apart()) {
            // Unshared only now: the child is in its cgroup, which becomes the root that it sees.
            child.call(
                    "a cgroup tree that begins here",
                    Syscall.UNSHARE,
                    new Arg.Flags(Kernel.CLONE_NEWCGROUP, Flag.CLONE));
        }
    }

    /// The shared memory of the container whose IPC is shared, as a detached copy. A mount can be copied only by a
    /// process in its own mount namespace, so the child goes there and comes back.
    Optional<Arg.Register> sharedMemory() {
        Arg.Register process =
                wanted.ipc() instanceof Spec.Namespace.Of other
                        ? others.get(other.container())
                        : null;
        if (process == null) {
            return Optional.empty();
        }
        String why = "shared memory of the other container";
        OpList child = launch.child();
        Arg.Register own =
                child.open(
                        "where we are",
                        Syscall.OPENAT,
                        Kernel.AT_FDCWD,
                        Kernel.text("/proc/thread-self/ns/mnt"),
                        Kernel.open(0));
        child.call(why, Syscall.SETNS, process, new Arg.Flags(Kernel.CLONE_NEWNS, Flag.CLONE));
        Arg.Register tree = FileSystem.copy(child, why, "/dev/shm", false);
        child.call(
                "back to where we were",
                Syscall.SETNS,
                own,
                new Arg.Flags(Kernel.CLONE_NEWNS, Flag.CLONE));
        child.close(own);
        return Optional.of(tree);
    }

    /// Names and settings of the new namespaces; `proc` is the container's own procfs, not yet reachable by
    /// anybody, so nothing can redirect the writes (L13).
    void configure(Arg proc) {
        OpList child = launch.child();
        if (wanted.uts() instanceof Spec.Namespace.Private) {
            name(
                    child,
                    "host name",
                    Syscall.SETHOSTNAME,
                    launch.spec().names().hostname().orElse(""));
            name(
                    child,
                    "domain name",
                    Syscall.SETDOMAINNAME,
                    launch.spec().names().domainname().orElse(""));
        }
        for (Map.Entry<String, String> sysctl : launch.spec().sysctls().entrySet()) {
            String file = "sys/" + sysctl.getKey().replace('.', '/');
            child.writeFile("sysctl " + sysctl.getKey(), proc, file, sysctl.getValue());
        }
    }

    private static void name(OpList child, String why, Syscall call, String text) {
        if (!text.isEmpty()) {
            child.call(why, call, Kernel.text(text), Kernel.number(text.length()));
        }
    }

    private void fresh(Spec.Namespace namespace, long flag) {
        if (namespace instanceof Spec.Namespace.Private) {
            launch.plan().cloneFlag(flag);
        }
    }

    /// Opens the process of another container in the front: a process in a pid namespace of its own does not know it by
    /// that number. Once, however many of its namespaces are shared.
    private void open(Spec.Namespace namespace) {
        if (namespace instanceof Spec.Namespace.Of other
                && !others.containsKey(other.container())) {
            OpList before = launch.before();
            String why = "the container " + other.container() + " to share with";
            others.put(
                    other.container(),
                    before.open(why, Syscall.PIDFD_OPEN, Kernel.number(other.pid()), Arg.ZERO));
            before.own(
                    why,
                    Contract.OP_CHECK_START,
                    Kernel.number(other.pid()),
                    Kernel.number(other.startTime()));
        }
    }

    private void join(OpList ops, Spec.Namespace namespace, long flag, String what) {
        Arg.Register process =
                namespace instanceof Spec.Namespace.Of other ? others.get(other.container()) : null;
        if (process != null) {
            ops.call("share " + what, Syscall.SETNS, process, new Arg.Flags(flag, Flag.CLONE));
        }
    }
}
