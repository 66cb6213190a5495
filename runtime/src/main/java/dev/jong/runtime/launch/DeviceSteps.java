package dev.jong.runtime.launch;

import dev.jong.runtime.device.DeviceRule;
import dev.jong.runtime.plan.Arg;
import dev.jong.runtime.plan.Contract;
import dev.jong.runtime.plan.Errno;
import dev.jong.runtime.plan.OpList;
import dev.jong.runtime.plan.Syscall;
import dev.jong.runtime.spec.Spec;
import java.util.ArrayList;
import java.util.List;

/// Device nodes and links in the container's /dev. Root makes nodes; in a user namespace they are binds of
/// the host's, because a node made there opens nothing.
final class DeviceSteps {
    private static final long CHARACTER = 0020000;
    private static final long BLOCK = 0060000;
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
    private final List<Attachment> attachments = new ArrayList<>();

    DeviceSteps(Launch launch) {
        this.launch = launch;
        this.child = launch.child();
    }

    /// What the device controller lets the container open: the usual nodes, terminals, and what was asked for.
    static List<DeviceRule> rules(Spec spec) {
        List<DeviceRule> rules = new ArrayList<>(dev.jong.runtime.device.DefaultDevices.rules());
        for (Spec.Device device : spec.devices()) {
            rules.add(
                    new DeviceRule(
                            device.kind() == 'b'
                                    ? DeviceRule.Type.BLOCK
                                    : DeviceRule.Type.CHARACTER,
                            device.major(),
                            device.minor(),
                            DeviceRule.access(device.access())));
        }
        return rules;
    }

    /// In the host's tree: opens what will be bound.
    void prepare() {
        if (!launch.rootless()) {
            return;
        }
        for (Spec.Device device : devices()) {
            Arg.Register tree =
                    FileSystem.copy(child, "device " + device.target(), device.source(), false);
            attachments.add(
                    new Attachment(
                            tree,
                            device.target(),
                            Kernel.ATTR_NOSUID | Kernel.ATTR_NOEXEC,
                            Kernel.MS_PRIVATE,
                            "device " + device.target()));
        }
    }

    /// In the container's tree: nodes and links. With a chroot only, whatever of it is possible.
    void add() {
        int tolerated = launch.chrootOnly() ? Contract.PLAN_TOLERATE_ANY : Errno.EEXIST;
        if (launch.chrootOnly()) {
            child.callTolerating(
                    Contract.PLAN_TOLERATE_ANY,
                    "a place for devices",
                    Syscall.MKDIRAT,
                    Kernel.AT_FDCWD,
                    Kernel.text("/dev"),
                    Kernel.mode(0755));
        }
        if (!launch.rootless()) {
            for (Spec.Device device : devices()) {
                node(device, tolerated);
            }
        }
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

    /// What [#prepare] opened.
    List<Attachment> attachments() {
        return attachments;
    }

    private void node(Spec.Device device, int tolerated) {
        String why = "device " + device.target();
        long kind = device.kind() == 'b' ? BLOCK : CHARACTER;
        long number =
                (device.minor() & 0xffL)
                        | (device.major() & 0xfffL) << 8
                        | (device.minor() & ~0xffL) << 12;
        int slash = device.target().lastIndexOf('/');
        if (!device.target().substring(0, slash).equals("/dev")) {
            child.ownOpen(
                    why,
                    Contract.OP_ENSURE_DIR,
                    Kernel.text(device.target().substring(0, slash)),
                    Kernel.mode(0755),
                    Arg.ZERO,
                    Arg.ZERO);
        }
        // umask is 0 here, so the mode is what it says.
        child.callTolerating(
                tolerated,
                why,
                Syscall.MKNODAT,
                Kernel.AT_FDCWD,
                Kernel.text(device.target()),
                Kernel.mode(kind | 0666),
                Kernel.number(number));
    }

    private List<Spec.Device> devices() {
        List<Spec.Device> all = new ArrayList<>();
        all.add(usual("null", 1, 3));
        all.add(usual("zero", 1, 5));
        all.add(usual("full", 1, 7));
        all.add(usual("random", 1, 8));
        all.add(usual("urandom", 1, 9));
        all.add(usual("tty", 5, 0));
        all.addAll(launch.spec().devices());
        return all;
    }

    private static Spec.Device usual(String name, int major, int minor) {
        return new Spec.Device('c', major, minor, "/dev/" + name, "/dev/" + name, "rwm");
    }
}
