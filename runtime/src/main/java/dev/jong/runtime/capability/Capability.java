package dev.jong.runtime.capability;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// A capability of Linux (capabilities(7)), in the order of the kernel: the ordinal is its number.
@SuppressWarnings("EnumOrdinal") // the order is the kernel's interface, and a test holds it
public enum Capability {
    CHOWN,
    DAC_OVERRIDE,
    DAC_READ_SEARCH,
    FOWNER,
    FSETID,
    KILL,
    SETGID,
    SETUID,
    SETPCAP,
    LINUX_IMMUTABLE,
    NET_BIND_SERVICE,
    NET_BROADCAST,
    NET_ADMIN,
    NET_RAW,
    IPC_LOCK,
    IPC_OWNER,
    SYS_MODULE,
    SYS_RAWIO,
    SYS_CHROOT,
    SYS_PTRACE,
    SYS_PACCT,
    SYS_ADMIN,
    SYS_BOOT,
    SYS_NICE,
    SYS_RESOURCE,
    SYS_TIME,
    SYS_TTY_CONFIG,
    MKNOD,
    LEASE,
    AUDIT_WRITE,
    AUDIT_CONTROL,
    SETFCAP,
    MAC_OVERRIDE,
    MAC_ADMIN,
    SYSLOG,
    WAKE_ALARM,
    BLOCK_SUSPEND,
    AUDIT_READ,
    PERFMON,
    BPF,
    CHECKPOINT_RESTORE;

    private static final Capability[] ALL = values();

    /// The kernel's number, 0 to 40: the bit in a mask.
    public int number() {
        return ordinal();
    }

    /// The bit of this capability in a 64-bit mask as `/proc/PID/status` shows it.
    public long bit() {
        return 1L << ordinal();
    }

    /// The name with its prefix: `CAP_CHOWN`.
    public String kernelName() {
        return "CAP_" + name();
    }

    /// The capability of a name, in any case, with or without `CAP_`; empty when nobody has that name.
    public static Optional<Capability> find(String name) {
        String wanted =
                name.length() > 4 && name.regionMatches(true, 0, "CAP_", 0, 4)
                        ? name.substring(4)
                        : name;
        for (Capability capability : ALL) {
            if (capability.name().equalsIgnoreCase(wanted)) {
                return Optional.of(capability);
            }
        }
        return Optional.empty();
    }

    /// The capability of a name that must exist.
    ///
    /// @throws JongException INVALID_ARGUMENT with the nearest name as a hint
    public static Capability of(String name) {
        Optional<Capability> found = find(name);
        if (found.isPresent()) {
            return found.get();
        }
        throw JongException.of(
                        ErrorKind.INVALID_ARGUMENT,
                        "no capability has the name \"" + Text.printable(name) + "\"")
                .hint(NearestName.hint(name));
    }

    /// A new set with every capability that Jong knows.
    public static Set<Capability> all() {
        return EnumSet.allOf(Capability.class);
    }

    /// The mask of a set: bit `n` for number `n`.
    public static long mask(Set<Capability> capabilities) {
        long mask = 0;
        for (Capability capability : capabilities) {
            mask |= capability.bit();
        }
        return mask;
    }

    /// A new set with the capabilities of a mask. Bits of capabilities newer than Jong are dropped: nobody can
    /// ask for those.
    public static Set<Capability> fromMask(long mask) {
        Set<Capability> set = EnumSet.noneOf(Capability.class);
        for (Capability capability : ALL) {
            if ((mask & capability.bit()) != 0) {
                set.add(capability);
            }
        }
        return set;
    }
}
