package dev.jong.runtime.seccomp;

import dev.jong.runtime.capability.Capability;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The conditions of a rule, its `includes` or its `excludes`.
///
/// @param caps names as they were written; a capability that nobody knows is one that nobody has
/// @param arches short names: amd64, arm64
record Selector(List<String> caps, List<String> arches, Optional<KernelVersion> minKernel) {
    static final Selector NONE = new Selector(List.of(), List.of(), Optional.empty());

    Selector {
        caps = List.copyOf(caps);
        arches = List.copyOf(arches);
    }

    /// For `includes`: all capabilities are granted, the architecture is in the list, the kernel is new enough.
    boolean admits(Set<Capability> granted, Architecture architecture, KernelVersion kernel) {
        for (String name : caps) {
            if (!isGranted(name, granted)) {
                return false;
            }
        }
        return (arches.isEmpty() || arches.contains(architecture.shortName()))
                && (minKernel.isEmpty() || kernel.isAtLeast(minKernel.get()));
    }

    /// For `excludes`: one of the conditions holds.
    boolean touches(Set<Capability> granted, Architecture architecture, KernelVersion kernel) {
        for (String name : caps) {
            if (isGranted(name, granted)) {
                return true;
            }
        }
        return arches.contains(architecture.shortName())
                || minKernel.isPresent() && kernel.isAtLeast(minKernel.get());
    }

    private static boolean isGranted(String name, Set<Capability> granted) {
        Optional<Capability> capability = Capability.find(name);
        return capability.isPresent() && granted.contains(capability.get());
    }
}
