package dev.jong.runtime.seccomp;

import dev.jong.runtime.capability.Capability;
import java.util.List;
import java.util.Set;

/// One rule of a profile.
///
/// @param names of system calls, as they were written
/// @param alternatives each a list of comparisons that must all hold; the rule matches when one of the lists does,
///     and always when there are none
/// @param comment the profile's own words, for people
record Rule(
        List<String> names,
        Action action,
        List<List<ArgumentTest>> alternatives,
        Selector includes,
        Selector excludes,
        String comment) {
    Rule {
        names = List.copyOf(names);
        alternatives = List.copyOf(alternatives);
    }

    /// True when the rule counts for a container with these capabilities, here.
    boolean applies(Set<Capability> granted, Architecture architecture, KernelVersion kernel) {
        return includes.admits(granted, architecture, kernel)
                && !excludes.touches(granted, architecture, kernel);
    }
}
