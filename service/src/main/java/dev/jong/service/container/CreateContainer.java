package dev.jong.service.container;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.runtime.host.Host;
import dev.jong.runtime.launch.Wires;
import dev.jong.runtime.spec.Spec;
import dev.jong.store.lease.Hold;
import dev.jong.store.lease.Leases;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Makes containers: decides, claims the name, writes everything down. Nothing runs yet.
public final class CreateContainer {
    private final Containers containers;
    private final RootImages images;
    private final Decisions decisions;
    private final Leases leases;
    private final RootCopier copier;
    private final Supplier<ProvideVolumes> volumes;
    private final Connector connector;

    /// @param leases keep what a new container is made from
    /// @param volumes asked for when a container has any
    /// @param connector connects those that are to be launched at once
    public CreateContainer(
            Containers containers,
            RootImages images,
            Decisions decisions,
            Leases leases,
            RootCopier copier,
            Supplier<ProvideVolumes> volumes,
            Connector connector) {
        this.containers = containers;
        this.images = images;
        this.decisions = decisions;
        this.leases = leases;
        this.copier = copier;
        this.volumes = volumes;
        this.connector = connector;
    }

    /// Makes a container.
    ///
    /// @param groups where limits can be given that this engine cannot give
    /// @return its id
    /// @throws JongException when an option, the image or the host forbids it; nothing is left behind then
    public String create(RunOptions options, Caller caller, LimitGroups groups) {
        try (NewContainer made = begin(options, caller, groups)) {
            made.write();
            containers.story().created(made.id());
            return made.id();
        }
    }

    private NewContainer begin(RunOptions options, Caller caller, LimitGroups groups) {
        try {
            return begin(null, options, caller, null);
        } catch (JongException refused) {
            if (!isAboutLimits(refused, options)) {
                throw refused;
            }
            return begin(groups.promised(refused, caller), options, caller, null);
        }
    }

    /// Whether other groups than the engine's could help.
    static boolean isAboutLimits(JongException refused, RunOptions options) {
        return refused.kind() == ErrorKind.PRECONDITION && options.resources().asked();
    }

    /// After a failed launch: what was remembered of images may be what failed.
    void forget() {
        images.forget();
    }

    /// Begins a container that is to be launched at once; the caller has it written.
    NewContainer begin(RunOptions options, Front front) {
        return begin(null, options, front.caller(), front);
    }

    /// The same for one that finds other groups than this engine.
    ///
    /// @param host as the container finds it
    NewContainer beginOn(Host host, RunOptions asked, Front front) {
        return begin(host, asked, front.caller(), front);
    }

    /// @param front that launches it at once, if one does
    private NewContainer begin(
            @Nullable Host host, RunOptions asked, Caller caller, @Nullable Front front) {
        Hold lease = leases.share();
        String id = ContainerIds.fresh();
        // Its entries in a journal say the name, so that it is chosen before anything is decided.
        RunOptions options = asked.isInJournal() ? asked.named(ContainerNames.of(id)) : asked;
        NewContainer made = null;
        Connected connected = Connected.NOTHING;
        try {
            RootImage image =
                    images.find(options.image(), caller)
                            .withMounted(options.storage(), images, caller);
            if (front != null && NetworkChoice.isConnected(options, connector)) {
                connected =
                        connector.connect(
                                id,
                                options.networks().exposing(image.defaults().exposedPorts()),
                                front);
            }
            Wires wires = connected.wires();
            Decision decision =
                    host == null
                            ? decisions.decide(id, options, image, caller, wires)
                            : decisions.decide(id, options, image, caller, wires, host);
            DecideMounts.makeSources(options.storage());
            copier.give(options.storage(), decision.spec());
            made = new NewContainer(containers, options, caller, decision, connected, lease);
            made.begin(image, copier);
            copier.addUser(options, decision.spec(), image, caller, containers);
            if (hasVolumes(decision.spec())) {
                volumes.get().provide(decision.id(), decision.spec(), options, image);
            }
            return made;
        } catch (RuntimeException e) {
            if (made == null) {
                connected.release();
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
