package dev.jong.service.container;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.runtime.host.Host;

/// Refuses what was asked for and the host's rung can't give, where a spec would not tell it from a default. What a spec
/// tells is refused by whoever plans the launch.
final class CheckRung {
    private final Host host;

    CheckRung(Host host) {
        this.host = host;
    }

    /// @throws JongException PRECONDITION with the name of the option
    void check(RunOptions options) {
        if (host.identity().mappedIds() == 1 && !options.process().additionalGroups().isEmpty()) {
            // Groups of the image's own database are left out instead.
            String group = Text.printable(options.process().additionalGroups().getFirst());
            throw JongException.of(
                            ErrorKind.PRECONDITION,
                            "cannot add the group "
                                    + group
                                    + " (--group-add): only gid 0 is mapped here")
                    .hint("jong doctor says how to get more ids");
        }
        if (host.isolation() == Host.Isolation.CHROOT) {
            chroot(options);
        }
    }

    private static void chroot(RunOptions options) {
        refuse(options.names().hostname().isPresent(), "set the host name (--hostname)");
        refuse(options.names().domainname().isPresent(), "set the domain name (--domainname)");
        refuse(
                options.storage().sharedMemory().orElse(0) > 0,
                "give the container shared memory of its own (--shm-size)");
        refuse(!options.security().sysctls().isEmpty(), "set sysctls (--sysctl)");
    }

    private static void refuse(boolean asked, String what) {
        if (asked) {
            throw JongException.of(
                            ErrorKind.PRECONDITION,
                            "cannot "
                                    + what
                                    + ": this host refuses namespaces, only chroot is left")
                    .hint("jong doctor says why, and what would help");
        }
    }
}
