package dev.jong.service.container;

import dev.jong.runtime.spec.Spec;
import dev.jong.store.lease.Hold;
import dev.jong.store.lease.Leases;
import java.util.function.Supplier;

/// Makes containers: decides, claims the name, writes everything down. Nothing runs yet.
public final class CreateContainer {
    private final Containers containers;
    private final RootImages images;
    private final Decisions decisions;
    private final Leases leases;
    private final RootCopier copier;
    private final Supplier<ProvideVolumes> volumes;

    /// @param leases keep what a new container is made from
    /// @param volumes asked for when a container has any
    public CreateContainer(
            Containers containers,
            RootImages images,
            Decisions decisions,
            Leases leases,
            RootCopier copier,
            Supplier<ProvideVolumes> volumes) {
        this.containers = containers;
        this.images = images;
        this.decisions = decisions;
        this.leases = leases;
        this.copier = copier;
        this.volumes = volumes;
    }

    /// Makes a container.
    ///
    /// @return its id
    /// @throws dev.jong.base.JongException when an option, the image or the host forbids it; nothing is left behind then
    public String create(RunOptions options, Caller caller) {
        try (NewContainer made = begin(options, caller)) {
            made.write();
            return made.id();
        }
    }

    /// After a failed launch: what was remembered of images may be what failed.
    void forget() {
        images.forget();
    }

    /// Begins a container; the caller has it written.
    NewContainer begin(RunOptions options, Caller caller) {
        Hold lease = leases.share();
        NewContainer made = null;
        try {
            RootImage image =
                    images.find(options.image(), caller)
                            .withMounted(options.storage(), images, caller);
            Decision decision = decisions.decide(ContainerIds.fresh(), options, image, caller);
            DecideMounts.makeSources(options.storage());
            made = new NewContainer(containers, options, caller, decision, lease);
            made.begin(image.layers(), copier);
            if (hasVolumes(decision.spec())) {
                volumes.get().provide(decision.id(), decision.spec(), options, image);
            }
            return made;
        } catch (RuntimeException e) {
            if (made == null) {
                lease.close();
            } else {
                made.giveUp(e);
            }
            throw e;
        }
    }

    private static boolean hasVolumes(Spec spec) {
        for (Spec.Mount mount : spec.mounts()) {
            if (mount instanceof Spec.Mount.Volume) {
                return true;
            }
        }
        return false;
    }
}
