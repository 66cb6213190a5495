package dev.jong.runtime.launch;

import dev.jong.runtime.plan.Arg;
import dev.jong.runtime.plan.Contract;
import dev.jong.runtime.plan.Flag;
import dev.jong.runtime.plan.OpList;
import dev.jong.runtime.plan.Syscall;

/// A detached mount and where it goes once the container's root is the root.
///
/// @param attributes to set on it, recursively; 0 for none
/// @param propagation MS_PRIVATE and the like; 0 to leave it
record Attachment(Arg.Register tree, String target, long attributes, long propagation, String why) {
    private static final Arg HERE = new Arg.Str("");

    /// Attaches in the container's root, by descriptor and without following magic links.
    void attach(OpList child) {
        attach(child, 0);
    }

    /// The same, but does without it where the place for it can't be made.
    void attachIfPossible(OpList child) {
        attach(child, Contract.PLAN_TOLERATE_ANY);
    }

    private void attach(OpList child, int tolerated) {
        if ((attributes | propagation) != 0) {
            child.callTolerating(
                    tolerated,
                    why,
                    Syscall.MOUNT_SETATTR,
                    tree,
                    HERE,
                    new Arg.Flags(Kernel.AT_EMPTY_PATH | Kernel.AT_RECURSIVE, Flag.AT),
                    MountAttributes.block(attributes, propagation),
                    Kernel.number(MountAttributes.SIZE));
        }
        Arg.Register place =
                child.ownOpenTolerating(
                        tolerated, why, Contract.OP_ENSURE_LIKE, Kernel.text(target), tree);
        move(child, tolerated, why, tree, place);
        child.callTolerating(tolerated, "not needed any more", Syscall.CLOSE, place).forget(place);
    }

    /// Attaches a tree at a place, both given by descriptor.
    static void move(
            OpList child, int tolerated, String why, Arg.Register tree, Arg.Register place) {
        Arg both = Kernel.number(Kernel.MOVE_BY_DESCRIPTORS);
        child.callTolerating(tolerated, why, Syscall.MOVE_MOUNT, tree, HERE, place, HERE, both);
    }
}
