package dev.jong.service.copy;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.linux.InRoot;
import dev.jong.linux.Syscalls;
import dev.jong.runtime.host.Host;
import dev.jong.runtime.spec.IdMap;
import dev.jong.runtime.spec.ReadSpec;
import dev.jong.runtime.spec.Spec;
import dev.jong.service.container.ContainerRecord;
import dev.jong.service.container.Containers;
import dev.jong.service.container.RootParts;
import dev.jong.service.container.Status;
import dev.jong.store.lease.Hold;
import dev.jong.store.snapshot.LiveRoot;
import dev.jong.store.snapshot.SeenRoot;
import dev.jong.store.snapshot.TreeRules;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/// The files of a container as it sees them itself: through its mount namespace while it runs, else its layers put
/// together, with the volumes and binds of its record over them. Nothing is mounted and no namespace is entered (V17).
final class ContainerFiles implements AutoCloseable {
    private final SeenRoot root;
    private final Optional<Hold> hold;

    private ContainerFiles(SeenRoot root, Optional<Hold> hold) {
        this.root = root;
        this.hold = hold;
    }

    /// Opens them.
    ///
    /// @param rung of the host: whether the kernel shows files of the store with a container's ids
    /// @param writing keeps a container that does not run from being started meanwhile
    static ContainerFiles open(
            Containers containers,
            Syscalls kernel,
            ContainerRecord record,
            boolean writing,
            Supplier<Host.Isolation> rung) {
        Optional<SeenRoot> live = live(containers, kernel, record);
        if (live.isPresent()) {
            return new ContainerFiles(live.get(), Optional.empty());
        }
        Optional<Hold> hold = writing ? containers.holdStopped(record.id()) : Optional.empty();
        if (writing && hold.isEmpty()) {
            throw JongException.of(
                            ErrorKind.CONFLICT,
                            "container " + record.name() + " is being started or ends just now")
                    .hint("try again");
        }
        try {
            return new ContainerFiles(
                    StoppedFiles.open(containers, kernel, record, rung.get()), hold);
        } catch (RuntimeException e) {
            hold.ifPresent(Hold::close);
            throw e;
        }
    }

    SeenRoot root() {
        return root;
    }

    /// The directory is opened first and the process asked for again then: a recycled pid never counts (R085).
    private static Optional<SeenRoot> live(
            Containers containers, Syscalls kernel, ContainerRecord record) {
        if (!(containers.status(record) instanceof Status.Running running)) {
            return Optional.empty();
        }
        try {
            InRoot root =
                    InRoot.open(kernel, Path.of("/proc", Long.toString(running.pid()), "root"));
            if (containers.status(record) instanceof Status.Running still
                    && still.pid() == running.pid()
                    && still.startTime() == running.startTime()) {
                return Optional.of(live(kernel, root, ReadSpec.read(record.spec())));
            }
            root.close();
            return Optional.empty();
        } catch (JongException e) {
            boolean own = RootParts.of(containers, record).copied();
            if (own || !(containers.status(record) instanceof Status.Running)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static SeenRoot live(Syscalls kernel, InRoot root, Spec spec) {
        Optional<IdMap> map = spec.namespaces().users();
        Optional<TreeRules.Owner> maker =
                map.map(ids ->
                        new TreeRules.Owner(
                                IdMap.outside(ids.uids(), ids.rootUid()),
                                IdMap.outside(ids.gids(), ids.rootGid())));
        return new LiveRoot(kernel, root, StoppedFiles.outside(spec), maker);
    }

    @Override
    public void close() {
        try {
            root.close();
        } finally {
            hold.ifPresent(Hold::close);
        }
    }
}
