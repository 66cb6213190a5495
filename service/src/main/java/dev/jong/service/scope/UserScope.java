package dev.jong.service.scope;

import dev.jong.base.AtomicFile;
import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.runtime.control.ControlPlans;
import dev.jong.runtime.host.Cgroups;
import dev.jong.runtime.host.Host;
import dev.jong.service.container.Caller;
import dev.jong.service.container.Front;
import dev.jong.service.container.LimitGroups;
import dev.jong.service.container.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/// One scope for the containers of a store that have limits, made by the user's systemd when the first is started. It
/// lives as long as one of them. The kernel lets a process be born in a group only by one that is in the same
/// delegated tree (`cgroups(7)`, delegation containment), so the front is brought there too: into a group of its own,
/// as a group with processes hands no controllers down.
public final class UserScope implements LimitGroups {
    private static final String FRONT = "/front";

    private final Host host;
    private final Path runtime;
    private final ScopeGroup.Kernel kernel;

    /// @param runtime the engine's folder, by whose name the scope is called; it is noted there where the scope is
    public UserScope(Host host, Path runtime) {
        this(host, runtime, new ScopeGroup.Kernel(Path.of("/proc"), Path.of("/sys/fs/cgroup")));
    }

    UserScope(Host host, Path runtime, ScopeGroup.Kernel kernel) {
        this.host = host;
        this.runtime = runtime;
        this.kernel = kernel;
    }

    /// Where groups are found: in the scope when this engine has no better place and there is one.
    public Cgroups known() {
        Optional<ScopeGroup> noted = wants() ? noted() : Optional.empty();
        return noted.isPresent() ? noted.get().cgroups() : host.cgroups();
    }

    @Override
    public Host obtain(JongException refused, Front front) {
        ServiceManager manager = manager(refused, front.caller());
        if (!(front.carryOut(new ControlPlans(host).ownPid()) instanceof Outcome.Done done)) {
            throw refused;
        }
        try {
            return with(enter(manager, done.value()).orElseThrow(() -> refused).cgroups());
        } catch (IOException e) {
            throw refused.causedBy(e);
        }
    }

    @Override
    public Host promised(JongException refused, Caller caller) {
        manager(refused, caller);
        return with(new Cgroups.Unified(kernel.hierarchy() + "/jong"));
    }

    @Override
    public Host of(String id, Host usual, Front front) {
        if (!wants() || noted().isEmpty()) {
            return usual;
        }
        Path group = noted().orElseThrow().path().resolve("jong").resolve(id);
        if (!Files.isDirectory(group, LinkOption.NOFOLLOW_LINKS)) {
            return usual;
        }
        return obtain(
                JongException.of(
                        ErrorKind.UNAVAILABLE,
                        "cannot enter the container's cgroup: systemd does not take this process there"),
                front);
    }

    private ServiceManager manager(JongException refused, Caller caller) {
        if (!wants() || !kernel.countsMemory()) {
            throw refused;
        }
        return ServiceManager.of(caller).orElseThrow(() -> refused);
    }

    private boolean wants() {
        boolean missing =
                switch (host.cgroups()) {
                    case Cgroups.None none -> true;
                    case Cgroups.Unified v2 -> !v2.lacking().isEmpty();
                    case Cgroups.Split v1 -> false;
                };
        return missing && host.isolation() == Host.Isolation.ROOTLESS;
    }

    private Host with(Cgroups.Unified groups) {
        return new Host(host.machine(), host.isolation(), groups, host.identity());
    }

    /// The scope's group, with the process in it; empty when systemd refuses.
    private Optional<ScopeGroup> enter(ServiceManager manager, long pid) throws IOException {
        String unit = "jong-" + runtime.getFileName() + ".scope";
        Optional<ScopeGroup> there = noted();
        if (there.isPresent()
                && (there.get().holds(pid) || manager.attach(unit, FRONT, pid))
                && there.get().awaitProcess(pid)) {
            return there;
        }
        boolean made = manager.start(unit, pid);
        // Another engine of the same store may have been quicker.
        if (!made && !manager.attach(unit, FRONT, pid)) {
            return Optional.empty();
        }
        Optional<ScopeGroup> group = ScopeGroup.await(kernel, unit, pid);
        if (group.isEmpty() || !group.get().handDown(FRONT, pid)) {
            return Optional.empty();
        }
        AtomicFile.writeVolatile(note(), Text.bytes(group.get().path().toString()));
        return group;
    }

    private Optional<ScopeGroup> noted() {
        try {
            if (!Files.exists(note())) {
                return Optional.empty();
            }
            Path group = Text.path(Text.of(Files.readAllBytes(note())));
            return Files.isDirectory(group, LinkOption.NOFOLLOW_LINKS)
                    ? Optional.of(new ScopeGroup(kernel, group))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Path note() {
        return runtime.resolve("scope");
    }
}
