package dev.jong.runtime.capability;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// The capability sets of a container's first program. The inheritable and the ambient set are always empty
/// and therefore no components: with either, a program without privileges gains some at its next exec
/// (CVE-2022-24769, CVE-2022-29162).
///
/// @param effective what the program may do now
/// @param permitted what it may make effective
/// @param bounding what it can ever gain, by setuid or file capabilities
/// @param missing asked for by name, but outside what this host lets anyone have: worth a warning
public record CapabilitySets(
        Set<Capability> effective,
        Set<Capability> permitted,
        Set<Capability> bounding,
        Set<Capability> missing) {
    private static final String ALL = "ALL";

    public CapabilitySets {
        effective = copy(effective);
        permitted = copy(permitted);
        bounding = copy(bounding);
        missing = copy(missing);
    }

    /// A new set with what a container gets when nobody asks for anything: enough for services that change
    /// their user, bind low ports and own files; no raw sockets, device nodes or audit records.
    public static Set<Capability> defaults() {
        return EnumSet.of(
                Capability.CHOWN,
                Capability.DAC_OVERRIDE,
                Capability.FOWNER,
                Capability.FSETID,
                Capability.KILL,
                Capability.NET_BIND_SERVICE,
                Capability.SETFCAP,
                Capability.SETGID,
                Capability.SETPCAP,
                Capability.SETUID,
                Capability.SYS_CHROOT);
    }

    /// What a container of root gets: the defaults (everything when privileged) plus `add` minus `drop`, cut by
    /// what the host's own bounding set still holds. `ALL` in `drop` removes the defaults and keeps what `add`
    /// names; `ALL` in `add` adds everything that `drop` does not name. The order of the names means nothing.
    ///
    /// @param add names in any case, with or without `CAP_`, or ALL
    /// @param bounding the bounding set of whoever starts the container
    /// @throws JongException INVALID_ARGUMENT for an unknown name, or one both added and dropped
    public static CapabilitySets resolve(
            List<String> add, List<String> drop, boolean privileged, Set<Capability> bounding) {
        boolean addAll = hasAll(add);
        boolean dropAll = hasAll(drop);
        Set<Capability> added = named(add);
        Set<Capability> dropped = named(drop);
        refuseConflicts(addAll && dropAll, added, dropped);
        Set<Capability> wanted = privileged || addAll ? Capability.all() : defaults();
        if (dropAll) {
            wanted.clear();
        }
        wanted.addAll(added);
        wanted.removeAll(dropped);
        Set<Capability> missing = EnumSet.noneOf(Capability.class);
        missing.addAll(added);
        missing.removeAll(bounding);
        wanted.retainAll(bounding);
        return new CapabilitySets(wanted, wanted, wanted, missing);
    }

    /// The same for a program that does not run as root: leaving uid 0 empties the effective and the permitted
    /// set; the bounding set stays, so that setuid programs of the image work.
    public CapabilitySets forUser(long uid) {
        return uid == 0 ? this : new CapabilitySets(Set.of(), Set.of(), bounding, missing);
    }

    private static boolean hasAll(List<String> names) {
        for (String name : names) {
            if (name.equalsIgnoreCase(ALL) || name.equalsIgnoreCase("CAP_ALL")) {
                return true;
            }
        }
        return false;
    }

    private static Set<Capability> named(List<String> names) {
        Set<Capability> set = EnumSet.noneOf(Capability.class);
        for (String name : names) {
            if (!name.equalsIgnoreCase(ALL) && !name.equalsIgnoreCase("CAP_ALL")) {
                set.add(Capability.of(name));
            }
        }
        return set;
    }

    /// Engines disagree about who wins, so a guess would be wrong for half of the users.
    private static void refuseConflicts(
            boolean both, Set<Capability> added, Set<Capability> dropped) {
        if (both) {
            throw JongException.of(
                    ErrorKind.INVALID_ARGUMENT, "cannot both add and drop ALL capabilities");
        }
        for (Capability capability : added) {
            if (dropped.contains(capability)) {
                throw JongException.of(
                        ErrorKind.INVALID_ARGUMENT,
                        "cannot both add and drop the capability " + capability.kernelName());
            }
        }
    }

    private static Set<Capability> copy(Set<Capability> set) {
        Set<Capability> copy = EnumSet.noneOf(Capability.class);
        copy.addAll(set);
        return Collections.unmodifiableSet(copy);
    }
}
