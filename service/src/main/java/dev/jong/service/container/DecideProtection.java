package dev.jong.service.container;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.runtime.capability.Capability;
import dev.jong.runtime.capability.CapabilitySets;
import dev.jong.runtime.host.Host;
import dev.jong.runtime.seccomp.SeccompFilters;
import dev.jong.runtime.spec.Spec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Decides what a container may not do: capabilities, seccomp, no_new_privs, masks, labels. What was asked for
/// and can't be applied stops the start (promise S2).
final class DecideProtection {
    private static final String BUILTIN = "builtin";

    /// A profile of the user is read up to here.
    private static final int PROFILE_LIMIT = 4 << 20;

    private final Host host;
    private final SystemPaths systemPaths;
    private final SeccompFilters filters;
    private final Caller caller;

    DecideProtection(Host host, SystemPaths systemPaths, SeccompFilters filters, Caller caller) {
        this.host = host;
        this.systemPaths = systemPaths;
        this.filters = filters;
        this.caller = caller;
    }

    Spec.Protection decide(RunOptions.Security asked) {
        refuseLabels(asked);
        Set<Capability> bounding = Capability.fromMask(host.identity().capabilities());
        CapabilitySets sets =
                CapabilitySets.resolve(
                        asked.capabilitiesToAdd(),
                        asked.capabilitiesToDrop(),
                        asked.privileged(),
                        bounding);
        if (!sets.missing().isEmpty()) {
            throw JongException.of(
                    ErrorKind.PRECONDITION,
                    "cannot add the capability "
                            + sets.missing().iterator().next()
                            + ": this host does not let the engine have it");
        }
        refuseChroot(asked, sets.bounding());
        Set<Integer> numbers = new HashSet<>();
        for (Capability capability : sets.bounding()) {
            numbers.add(capability.number());
        }
        boolean mask = asked.maskPaths() && !asked.privileged();
        return new Spec.Protection(
                numbers,
                asked.noNewPrivileges(),
                seccomp(asked, sets.bounding()),
                seccompName(asked),
                asked.appArmor().filter(name -> !name.equals("unconfined")),
                mask ? systemPaths.masked() : List.of(),
                mask ? systemPaths.readOnly() : List.of(),
                asked.privileged());
    }

    /// Whoever may change the root again leaves a chroot (L29). By default it is left out there; who asks for it, or for
    /// everything without giving it up, is told.
    private void refuseChroot(RunOptions.Security asked, Set<Capability> resolved) {
        if (host.isolation() != Host.Isolation.CHROOT) {
            return;
        }
        for (String name : asked.capabilitiesToAdd()) {
            boolean all = name.equals("ALL");
            if (all
                    ? resolved.contains(Capability.SYS_CHROOT)
                    : Capability.of(name) == Capability.SYS_CHROOT) {
                throw JongException.of(
                                ErrorKind.PRECONDITION,
                                "cannot add the capability SYS_CHROOT (--cap-add"
                                        + (all ? " ALL" : "")
                                        + "): this host refuses namespaces, "
                                        + "and with it a program could leave its changed root")
                        .hint(
                                all
                                        ? "--cap-drop SYS_CHROOT beside it adds all the others"
                                        : "jong doctor says why, and what would help");
            }
        }
    }

    private Optional<byte[]> seccomp(RunOptions.Security asked, Set<Capability> capabilities) {
        Optional<String> profile = asked.seccomp();
        if (profile.isEmpty() && asked.privileged()
                || profile.filter("unconfined"::equals).isPresent()) {
            return Optional.empty();
        }
        if (profile.isEmpty() || profile.get().equals(BUILTIN)) {
            return Optional.of(filters.forContainer(capabilities).program());
        }
        return Optional.of(filters.forContainer(read(profile.get()), capabilities).program());
    }

    private static String seccompName(RunOptions.Security asked) {
        String name = asked.seccomp().orElse(asked.privileged() ? "unconfined" : BUILTIN);
        return name.equals(BUILTIN) ? "default" : name;
    }

    private byte[] read(String file) {
        Path path = Text.path(caller.absolute(file));
        try (InputStream in = Files.newInputStream(path)) {
            // What is read counts: a device has the size 0, and a file may grow.
            byte[] bytes = in.readNBytes(PROFILE_LIMIT + 1);
            if (bytes.length > PROFILE_LIMIT) {
                throw JongException.of(
                        ErrorKind.INVALID_ARGUMENT,
                        "the seccomp profile " + path + " is larger than 4 MiB");
            }
            return bytes;
        } catch (IOException e) {
            throw JongException.of(
                            ErrorKind.INVALID_ARGUMENT, "cannot read the seccomp profile " + path)
                    .hint("--security-opt seccomp=FILE takes a JSON profile, or unconfined")
                    .causedBy(e);
        }
    }

    private static void refuseLabels(RunOptions.Security asked) {
        Optional<String> profile = asked.appArmor().filter(name -> !name.equals("unconfined"));
        if (profile.isPresent() && !Files.isDirectory(Path.of("/sys/kernel/security/apparmor"))) {
            throw JongException.of(
                            ErrorKind.PRECONDITION,
                            "cannot apply the AppArmor profile "
                                    + Text.printable(profile.get())
                                    + ": the host has no AppArmor")
                    .hint("leave --security-opt apparmor=... out");
        }
        for (String label : asked.labels()) {
            if (!label.equals("disable")) {
                throw JongException.of(
                                ErrorKind.PRECONDITION,
                                "cannot apply the SELinux label "
                                        + Text.printable(label)
                                        + ": labels other than disable are not supported")
                        .hint("leave --security-opt label=... out");
            }
        }
    }
}
