package dev.jong.runtime.launch;

import dev.jong.runtime.plan.Arg;

/// A detached mount and where it goes once the container's root is the root.
///
/// @param attributes to set on it, recursively; 0 for none
/// @param propagation MS_PRIVATE and the like; 0 to leave it
record Attachment(
        Arg.Register tree, String target, long attributes, long propagation, String why) {}
