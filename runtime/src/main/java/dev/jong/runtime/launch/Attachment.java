package dev.jong.runtime.launch;

import dev.jong.runtime.plan.Arg;
import dev.jong.runtime.plan.Contract;
import dev.jong.runtime.plan.OpList;

/// A detached mount and where it goes once the container's root is the root.
///
/// @param attributes to set on it, recursively; 0 for none
/// @param propagation MS_PRIVATE and the like; 0 to leave it
record Attachment(Arg.Register tree, String target, long attributes, long propagation, String why) {
    /// Attaches in the container's root, by descriptor and without following magic links.
    void attach(OpList child) {
        child.own(why, Contract.OP_MOUNT_TREE, args());
    }

    /// The same, but does without it where the place for it can't be made.
    void attachIfPossible(OpList child) {
        child.ownTolerating(Contract.PLAN_TOLERATE_ANY, why, Contract.OP_MOUNT_TREE, args());
    }

    private Arg[] args() {
        return new Arg[] {
            tree,
            Kernel.text(target),
            Kernel.attributes(attributes),
            Arg.ZERO,
            Kernel.mount(propagation)
        };
    }
}
