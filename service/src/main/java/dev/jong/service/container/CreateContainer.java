package dev.jong.service.container;

import dev.jong.store.lease.Hold;
import dev.jong.store.lease.Leases;
import java.util.Optional;

/// Makes containers: decides, claims the name, writes everything down. Nothing runs yet.
public final class CreateContainer {
    private final Containers containers;
    private final RootImages images;
    private final Decisions decisions;
    private final Leases leases;
    private final RootCopier copier;

    /// @param leases keep what a new container is made from
    public CreateContainer(
            Containers containers,
            RootImages images,
            Decisions decisions,
            Leases leases,
            RootCopier copier) {
        this.containers = containers;
        this.images = images;
        this.decisions = decisions;
        this.leases = leases;
        this.copier = copier;
    }

    /// A container that exists and can be launched, by nobody else while this is open.
    record Created(String name, Decision decision, StartLock lock) implements AutoCloseable {
        String id() {
            return decision.id();
        }

        @Override
        public void close() {
            lock.close();
        }
    }

    /// Makes a container.
    ///
    /// @return its id
    /// @throws dev.jong.base.JongException when an option, the image or the host forbids it; nothing is left behind then
    public String create(RunOptions options, Caller caller) {
        try (Created created = make(options, caller)) {
            return created.id();
        }
    }

    /// After a failed launch: what was remembered of images may be what failed.
    void forget() {
        images.forget();
    }

    Created make(RunOptions options, Caller caller) {
        // Until the record names the image, only the lease keeps a sweep from taking it away
        // (R077).
        try (Hold _ = leases.share()) {
            RootImage image = images.find(options.image(), caller);
            Decision decision = decisions.decide(ContainerIds.fresh(), options, image, caller);
            DecideMounts.makeSources(options.storage());
            return write(options, caller, image, decision);
        }
    }

    private Created write(RunOptions options, Caller caller, RootImage image, Decision decision) {
        String id = decision.id();
        containers.prepare();
        String name = containers.create(id, options.identity().name(), image.layers());
        Optional<StartLock> lock = Optional.empty();
        boolean made = false;
        try {
            // Before the record, which is what another command would start it by.
            lock = containers.startLock(id);
            if (options.identity().remove()) {
                lock.orElseThrow().noteBoot(BootId.read());
            }
            copier.copy(image.layers(), containers.folder(id).folder());
            NetworkFiles.write(
                    containers.folder(id).folder(),
                    options.names(),
                    decision.hostname(),
                    decision.spec().namespaces().network());
            long now = System.currentTimeMillis() * 1_000_000;
            containers.save(
                    id,
                    ContainerRecord.bytes(id, name, now, decision.recordTail()),
                    options.identity().remove());
            CidFile.write(options.identity().cidFile(), id, caller);
            made = true;
            return new Created(name, decision, lock.orElseThrow());
        } finally {
            if (!made) {
                containers.remove(id, name);
                lock.ifPresent(StartLock::close);
            }
        }
    }
}
