package dev.jong.runtime.launch;

import dev.jong.runtime.host.Host;
import dev.jong.runtime.plan.OpList;
import dev.jong.runtime.plan.PlanBuilder;
import dev.jong.runtime.spec.Spec;

/// What the concerns of one launch share while they add their operations.
record Launch(Host host, Places places, Spec spec, Wires wires, PlanBuilder plan) {
    OpList before() {
        return plan.before();
    }

    OpList child() {
        return plan.child();
    }

    OpList beside() {
        return plan.beside();
    }

    OpList exit() {
        return plan.exit();
    }

    /// A user namespace of the container's own, see [UserNamespaceSteps].
    boolean apart() {
        return spec.namespaces().users().isPresent();
    }

    /// Whether what the child makes in its last user namespace has other limits than root's.
    boolean nested() {
        return rootless() || apart();
    }

    /// Whether the image's files are a copy that belongs to the container's ids, as nothing else can show them so.
    boolean shifted() {
        return apart()
                && rootless()
                && spec.namespaces().users().get().hasUid(0)
                && spec.root() instanceof Spec.Root.Layers;
    }

    /// The directory of layers as the child sees it.
    String layers() {
        return apart() ? UserNamespaceSteps.path(UserNamespaceSteps.LAYERS) : places.layers();
    }

    /// The lowest layer of all, seen from there.
    String lowest() {
        return apart() ? UserNamespaceSteps.path(UserNamespaceSteps.LOWEST) : "../mountpoints";
    }

    /// The container's folder, seen from there.
    String folder() {
        return apart()
                ? UserNamespaceSteps.path(UserNamespaceSteps.FOLDER)
                : "../containers/" + spec.id();
    }

    /// Where the root file system is mounted first. In a user namespace of its own the child reaches nothing of the store
    /// but what it has by descriptor.
    String mountPoint() {
        return apart() ? folder() + "/work" : places.mountPoint();
    }

    boolean rootless() {
        return host.isolation() == Host.Isolation.ROOTLESS;
    }

    boolean chrootOnly() {
        return host.isolation() == Host.Isolation.CHROOT;
    }
}
