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
        child.own(
                why,
                Contract.OP_MOUNT_TREE,
                tree,
                Kernel.text(target),
                Kernel.attributes(attributes),
                Arg.ZERO,
                Kernel.mount(propagation));
    }
}
