package dev.jong.runtime.launch;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.runtime.spec.Spec;

/// What the chroot rung can't do is refused by name: a protection that was asked for is never dropped silently.
final class Refusals {
    private Refusals() {}

    static void chroot(Spec spec) {
        if (!spec.mounts().isEmpty()) {
            throw refused(
                    "mount " + dev.jong.base.Text.printable(spec.mounts().getFirst().target()));
        }
        if (spec.namespaces().network() instanceof Spec.Namespace.Private) {
            throw refused("give the container a network of its own (--network none)");
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
            throw refused("set sysctls");
        }
        if (!spec.devices().isEmpty()) {
            throw refused("add devices");
        }
        shared(spec.namespaces().pid(), "--pid");
        shared(spec.namespaces().ipc(), "--ipc");
        shared(spec.namespaces().uts(), "--uts");
        shared(spec.namespaces().cgroup(), "--cgroupns");
    }

    private static void shared(Spec.Namespace namespace, String option) {
        if (namespace instanceof Spec.Namespace.Of other) {
            throw refused("join the container " + other.container() + " (" + option + ")");
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
