package dev.jong.runtime.launch;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.runtime.spec.Spec;

/// What the chroot rung can't do is refused by name: a protection that was asked for is never dropped silently.
final class Refusals {
    private Refusals() {}

    static void chroot(Spec spec) {
        for (Spec.Mount mount : spec.mounts()) {
            // A volume without a name is a directory of the writable layer, which is what it will
            // be.
            if (!(mount instanceof Spec.Mount.Writable)) {
                throw refused(
                        "mount "
                                + Text.printable(mount.target())
                                + " ("
                                + Text.printable(mount.origin())
                                + ")");
            }
        }
        if (spec.root() instanceof Spec.Root.Directory) {
            throw refused("use a directory as it is (--rootfs)");
        }
        if (spec.root().readOnly()) {
            throw refused("make the root read-only (--read-only)");
        }
        if (spec.process().terminal()) {
            throw refused("open a terminal (--tty)");
        }
        if (!spec.sysctls().isEmpty()) {
            throw refused("set sysctls (--sysctl)");
        }
        if (!spec.devices().isEmpty()) {
            throw refused("add devices (--device, --privileged)");
        }
        if (spec.protection().appArmor().isPresent()) {
            throw refused("apply an AppArmor profile (--security-opt)");
        }
        if (spec.process().oomScoreAdjustment().isPresent()) {
            throw refused("set the out-of-memory preference (--oom-score-adj)");
        }
        namespaces(spec.namespaces());
    }

    /// What a program that is started in a container that runs can't have there.
    static void exec(Spec spec, boolean privileged) {
        if (spec.process().terminal()) {
            throw refused("open a terminal (--tty)");
        }
        if (privileged) {
            throw refused("give all capabilities (--privileged)");
        }
    }

    private static void namespaces(Spec.Namespaces wanted) {
        if (wanted.network() instanceof Spec.Namespace.Private) {
            throw refused("give the container a network of its own (--network none)");
        }
        shared(wanted.network(), "--network");
        shared(wanted.pid(), "--pid");
        shared(wanted.ipc(), "--ipc");
        shared(wanted.uts(), "--uts");
        shared(wanted.cgroup(), "--cgroupns");
    }

    private static void shared(Spec.Namespace namespace, String option) {
        if (namespace instanceof Spec.Namespace.Of other) {
            throw refused(
                    "join the container "
                            + Text.printable(other.container())
                            + " ("
                            + option
                            + ")");
        }
        if (namespace instanceof Spec.Namespace.Private) {
            throw refused("give the container a namespace of its own (" + option + " private)");
        }
    }

    private static JongException refused(String what) {
        return JongException.of(
                        ErrorKind.PRECONDITION,
                        "cannot " + what + ": this host refuses namespaces, only chroot is left")
                .hint("jong doctor says why, and what would help");
    }
}
