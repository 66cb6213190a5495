package dev.jong.runtime.launch;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.runtime.device.DefaultDevices;
import dev.jong.runtime.device.DeviceRule;
import dev.jong.runtime.host.Cgroups;
import dev.jong.runtime.plan.Arg;
import dev.jong.runtime.plan.Contract;
import dev.jong.runtime.plan.Errno;
import dev.jong.runtime.plan.OpList;
import dev.jong.runtime.plan.Syscall;
import dev.jong.runtime.spec.Spec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Device nodes and links in the container's /dev. Root makes nodes; in a user namespace they are binds of
/// the host's, because a node made there opens nothing.
final class DeviceSteps {
    private static final long CHARACTER = 0020000;
    private static final long BLOCK = 0060000;
    private static final long AT_SYMLINK_NOFOLLOW = 0x100;
    private static final String[] LINKS = {
        "/proc/self/fd",
        "/dev/fd",
        "/proc/self/fd/0",
        "/dev/stdin",
        "/proc/self/fd/1",
        "/dev/stdout",
        "/proc/self/fd/2",
        "/dev/stderr",
        "pts/ptmx",
        "/dev/ptmx"
    };

    private final Launch launch;
    private final OpList child;
    private final boolean ownDev;
    private final List<Attachment> attachments = new ArrayList<>();
    private final Set<String> made = new HashSet<>();

    /// @param devReplaced the user mounts something over /dev, which is then left as it is
    DeviceSteps(Launch launch, boolean devReplaced) {
        this.launch = launch;
        this.child = launch.child();
        this.ownDev = !devReplaced;
    }

    /// What the device controller lets the container open: the usual nodes, terminals, and what was asked for. Making
    /// a node is always allowed, as the launcher makes it from inside the cgroup.
    static List<DeviceRule> rules(Spec spec) {
        List<DeviceRule> rules = new ArrayList<>(DefaultDevices.rules());
        for (Spec.Device device : spec.devices()) {
            DeviceRule.Type type =
                    device.kind() == 'b' ? DeviceRule.Type.BLOCK : DeviceRule.Type.CHARACTER;
            int access = DeviceRule.access(device.access()) | DeviceRule.MAKE;
            rules.add(new DeviceRule(type, device.major(), device.minor(), access));
        }
        return rules;
    }

    /// In the host's tree: opens what will be bound.
    void prepare() {
        refuseLimitedAccess();
        if (!launch.nested()) {
            return;
        }
        for (Spec.Device device : devices()) {
            String why = "device " + device.target();
            Arg.Register tree = FileSystem.copy(child, why, device.source(), false);
            attachments.add(
                    new Attachment(
                            tree,
                            device.target(),
                            Kernel.ATTR_NOSUID | Kernel.ATTR_NOEXEC,
                            Kernel.MS_PRIVATE,
                            why));
        }
    }

    /// In the container's tree: nodes and links.
    void add() {
        for (Attachment device : attachments) {
            device.attach(child);
        }
        if (!launch.nested()) {
            for (Spec.Device device : devices()) {
                directory(device);
                node(device, Errno.EEXIST);
            }
        }
        if (ownDev) {
            links(Errno.EEXIST);
        }
    }

    /// With a chroot only: whatever of it is possible.
    void addInChroot() {
        int any = Contract.PLAN_TOLERATE_ANY;
        child.callTolerating(
                any,
                "a place for devices",
                Syscall.MKDIRAT,
                Kernel.AT_FDCWD,
                Kernel.text("/dev"),
                Kernel.mode(0755));
        for (Spec.Device device : devices()) {
            node(device, any);
        }
        links(any);
    }

    /// Only the device controller tells reading from writing (promise S2).
    private void refuseLimitedAccess() {
        boolean enforced =
                switch (launch.host().cgroups()) {
                    case Cgroups.Split v1 -> v1.controllers().containsKey("devices");
                    case Cgroups.Unified v2 -> !launch.rootless();
                    case Cgroups.None none -> false;
                };
        if (enforced || launch.spec().protection().privileged()) {
            return;
        }
        for (Spec.Device device : launch.spec().devices()) {
            if (device.access().indexOf('r') < 0 || device.access().indexOf('w') < 0) {
                throw JongException.of(
                                ErrorKind.PRECONDITION,
                                "cannot limit the access to "
                                        + Text.printable(device.target())
                                        + " to \""
                                        + device.access()
                                        + "\" (--device): no device controller to limit it with")
                        .hint("leave the access out, which gives rwm");
            }
        }
    }

    private void links(int tolerated) {
        for (int i = 0; i < LINKS.length; i += 2) {
            child.callTolerating(
                    tolerated,
                    "the usual link",
                    Syscall.SYMLINKAT,
                    Kernel.text(LINKS[i]),
                    Kernel.AT_FDCWD,
                    Kernel.text(LINKS[i + 1]));
        }
    }

    private void directory(Spec.Device device) {
        String directory = device.target().substring(0, device.target().lastIndexOf('/'));
        if (directory.isEmpty() || directory.equals("/dev") || !made.add(directory)) {
            return;
        }
        child.close(
                child.ownOpen(
                        "device " + device.target(),
                        Contract.OP_ENSURE_DIR,
                        Kernel.text(directory),
                        Kernel.mode(0755),
                        Arg.ZERO,
                        Arg.ZERO));
    }

    private void node(Spec.Device device, int tolerated) {
        String why = "device " + device.target();
        long kind = device.kind() == 'b' ? BLOCK : CHARACTER;
        long number =
                (device.minor() & 0xffL)
                        | (device.major() & 0xfffL) << 8
                        | (device.minor() & ~0xffL) << 12;
        // umask is 0 here, so the mode is what it says.
        Arg[] args = {
            Kernel.AT_FDCWD,
            Kernel.text(device.target()),
            Kernel.mode(kind | device.node().mode()),
            Kernel.number(number)
        };
        if (device.node().uid() == 0 && device.node().gid() == 0) {
            child.callTolerating(tolerated, why, Syscall.MKNODAT, args);
        } else {
            owned(device, child.openTolerating(tolerated, why, Syscall.MKNODAT, args));
        }
    }

    /// Gives a node that was made to its owner. What the image has in that place keeps its own.
    private void owned(Spec.Device device, Arg.Register made) {
        child.own("the image has it already", Contract.OP_SKIP, made, Kernel.number(1));
        child.call(
                "owner of device " + device.target(),
                Syscall.FCHOWNAT,
                Kernel.AT_FDCWD,
                Kernel.text(device.target()),
                Kernel.number(device.node().uid()),
                Kernel.number(device.node().gid()),
                Kernel.number(AT_SYMLINK_NOFOLLOW));
        child.forget(made);
    }

    private List<Spec.Device> devices() {
        List<Spec.Device> all = new ArrayList<>();
        if (ownDev) {
            for (DefaultDevices.Node node : DefaultDevices.nodes()) {
                String path = "/dev/" + node.name();
                all.add(new Spec.Device('c', node.major(), node.minor(), path, path, "rwm"));
            }
        }
        all.addAll(launch.spec().devices());
        return all;
    }
}
