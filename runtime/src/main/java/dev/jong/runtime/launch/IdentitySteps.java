package dev.jong.runtime.launch;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.runtime.plan.Arg;
import dev.jong.runtime.plan.Errno;
import dev.jong.runtime.plan.OpList;
import dev.jong.runtime.plan.Syscall;
import dev.jong.runtime.spec.IdMap;
import dev.jong.runtime.spec.Spec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/// Who the program is and what it may: ids, groups and the five sets of capabilities. Inheritable and ambient are
/// always empty (L15).
final class IdentitySteps {
    private static final int LAST_CAPABILITY = 40;
    private static final int SYS_CHROOT = 18;

    private final Launch launch;
    private final OpList child;
    private final Spec.Protection protection;

    IdentitySteps(Launch launch) {
        this.launch = launch;
        this.child = launch.child();
        this.protection = launch.spec().protection();
    }

    /// Also of those that the engine itself does not have: the bounding set may hold more than the effective one.
    void cutBoundingSet() {
        // In a chroot no_new_privs stands anyway, and the engine may lack what dropping takes.
        int tolerated = launch.chrootOnly() ? Errno.EPERM : 0;
        for (int capability = 0; capability <= LAST_CAPABILITY; capability++) {
            if (!allowed(capability)) {
                child.callTolerating(
                        tolerated,
                        "capability " + capability + " can't come back",
                        Syscall.PRCTL,
                        Kernel.number(Kernel.PR_CAPBSET_DROP),
                        Kernel.number(capability),
                        Arg.ZERO,
                        Arg.ZERO,
                        Arg.ZERO);
            }
        }
    }

    /// Groups, group and user of the program. Capabilities stay for the filter.
    void change() {
        Spec.User user = launch.spec().process().user();
        groups(user);
        child.call(
                "group " + user.gid(),
                Syscall.SETRESGID,
                Kernel.number(user.gid()),
                Kernel.number(user.gid()),
                Kernel.number(user.gid()));
        child.call(
                "keep capabilities for the filter",
                Syscall.PRCTL,
                Kernel.number(Kernel.PR_SET_KEEPCAPS),
                Kernel.number(1),
                Arg.ZERO,
                Arg.ZERO,
                Arg.ZERO);
        child.call(
                "user " + user.uid(),
                Syscall.SETRESUID,
                Kernel.number(user.uid()),
                Kernel.number(user.uid()),
                Kernel.number(user.uid()));
        if (user.uid() != 0 && !launch.chrootOnly()) {
            capset("capabilities until the filter stands", launch.host().identity().capabilities());
        }
    }

    private void groups(Spec.User user) {
        long ids = launch.host().identity().mappedIds();
        check(user, ids, launch.spec().namespaces().users());
        // With one id setgroups(2) is forbidden. The program then keeps the caller's own groups, as
        // it would without Jong.
        if (ids > 1) {
            ByteBuffer groups =
                    ByteBuffer.allocate(Math.max(1, user.groups().size()) * 4)
                            .order(ByteOrder.LITTLE_ENDIAN);
            for (int group : user.groups()) {
                groups.putInt(group);
            }
            child.call(
                    "groups",
                    Syscall.SETGROUPS,
                    Kernel.number(user.groups().size()),
                    new Arg.Block(groups.array(), user.groups().toString()));
        }
    }

    /// Only ids of the user namespace exist here; the kernel would say EINVAL.
    private static void check(Spec.User user, long ids, Optional<IdMap> map) {
        boolean groups = true;
        for (int group : user.groups()) {
            groups &= ids == 1 || (map.isPresent() ? map.get().hasGid(group) : group < ids);
        }
        boolean known =
                map.isPresent()
                        ? map.get().hasUid(user.uid()) && map.get().hasGid(user.gid())
                        : user.uid() < ids && user.gid() < ids;
        if (known && groups) {
            return;
        }
        String which =
                map.isPresent()
                        ? "it is not among the ids that the container has"
                        : ids == 1
                                ? "only uid 0 is mapped here"
                                : "only ids below " + ids + " are mapped here";
        throw JongException.of(
                        ErrorKind.PRECONDITION,
                        "cannot run as user "
                                + user.uid()
                                + ":"
                                + user.gid()
                                + (groups ? "" : " with the groups " + user.groups())
                                + ": "
                                + which)
                .hint(
                        map.isPresent()
                                ? "choose another user, or other ids with --userns or --uidmap"
                                : "jong doctor says how to get more ids, or use --user 0");
    }

    /// Whoever may change the root again leaves a chroot (L29).
    private boolean allowed(int capability) {
        return protection.capabilities().contains(capability)
                && !(launch.chrootOnly() && capability == SYS_CHROOT);
    }

    /// A user other than root has no capabilities; only a set-uid program may bring some back.
    void reduceCapabilities() {
        long mask = 0;
        if (launch.spec().process().user().uid() == 0) {
            for (int capability : protection.capabilities()) {
                mask |= allowed(capability) ? 1L << capability : 0;
            }
        }
        capset("capabilities of the program", mask & launch.host().identity().capabilities());
    }

    private void capset(String why, long mask) {
        ByteBuffer header =
                ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putInt(0x20080522).putInt(0);
        ByteBuffer data = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
        data.putInt((int) mask).putInt((int) mask).putInt(0);
        data.putInt((int) (mask >>> 32)).putInt((int) (mask >>> 32)).putInt(0);
        String shown = "0x" + Long.toHexString(mask);
        child.call(
                why,
                Syscall.CAPSET,
                new Arg.Block(header.array(), "{v3, self}"),
                new Arg.Block(
                        data.array(),
                        "{effective " + shown + ", permitted " + shown + ", inheritable 0}"));
    }
}
