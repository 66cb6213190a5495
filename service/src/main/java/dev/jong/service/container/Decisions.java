package dev.jong.service.container;

import dev.jong.runtime.host.Host;
import dev.jong.runtime.launch.Wires;
import dev.jong.runtime.plan.EncodedPlan;
import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;

/// Remembers decisions: the same options on the same image give the same plan but for the container's id, which is
/// then put into the bytes that are there. Most of a warm `run` is saved that way. Options are known again by
/// identity: comparing so many fields would cost more than it saves. What depends on more than them (files of the
/// caller, its terminal, devices, other containers) is decided anew each time.
public final class Decisions {
    private static final int SIZE = 16;

    private final DecideContainer deciding;
    private final Object knownLock = new Object();

    /// Guarded by knownLock.
    private final IdentityHashMap<RunOptions, Template> known = new IdentityHashMap<>();

    /// @param deciding decides what is not known
    public Decisions(DecideContainer deciding) {
        this.deciding = deciding;
    }

    /// A decision that was carried out once. Where the id stands in it is looked up when it is needed again, which a
    /// cold `run` never does.
    private static final class Template {
        private final RootImage image;
        private final Decision first;
        private final Wires wires;
        private @Nullable IdTemplate plan;
        private @Nullable IdTemplate recordTail;

        Template(RootImage image, Decision first, Wires wires) {
            this.image = image;
            this.first = first;
            this.wires = wires;
        }

        /// By identity: whoever finds images gives the same object as long as a name means the same.
        @SuppressWarnings("ReferenceEquality")
        boolean isOf(RootImage other, Wires others) {
            return image == other && wires.isLike(others);
        }

        synchronized Decision forId(String id, Wires others) {
            IdTemplate planBytes = plan;
            IdTemplate recordBytes = recordTail;
            if (planBytes == null || recordBytes == null) {
                planBytes = new IdTemplate(first.plan().bytes(), first.id());
                recordBytes = new IdTemplate(first.recordTail(), first.id());
                plan = planBytes;
                recordTail = recordBytes;
            }
            boolean named = !first.hostname().equals(first.id().substring(0, 12));
            return new Decision(
                    id,
                    named ? first.hostname() : id.substring(0, 12),
                    first.spec(),
                    plan(planBytes.forId(id), others),
                    first.settings(),
                    recordBytes.forId(id));
        }

        private EncodedPlan plan(byte[] bytes, Wires others) {
            EncodedPlan of = first.plan();
            of.replace(bytes, wires.blocks(), others.blocks());
            return new EncodedPlan(of.plan(), bytes, of.blocks());
        }
    }

    /// The decision for a new container. Its spec may be that of an earlier container with the same options.
    ///
    /// @param wires how its own network is connected
    Decision decide(String id, RunOptions options, RootImage image, Caller caller, Wires wires) {
        // New names for volumes each time.
        boolean named = image.defaults().volumes().isEmpty() && !hasNamelessVolume(options);
        if (!named || !dependsOnOptionsOnly(options)) {
            return deciding.decide(id, options, image, caller, wires);
        }
        Template template;
        synchronized (knownLock) {
            template = known.get(options);
        }
        if (template != null
                && template.isOf(image, wires)
                && deciding.stillHolds(template.first)) {
            return template.forId(id, wires);
        }
        Decision fresh = deciding.decide(id, options, image, caller, wires);
        remember(options, new Template(image, fresh, wires));
        return fresh;
    }

    /// The same for a container that finds other groups than this engine; that is not remembered.
    ///
    /// @param host as the container finds it
    Decision decide(
            String id, RunOptions options, RootImage image, Caller caller, Wires wires, Host host) {
        return deciding.decide(id, options, image, caller, wires, host);
    }

    private void remember(RunOptions options, Template template) {
        synchronized (knownLock) {
            if (known.size() >= SIZE) {
                known.clear();
            }
            known.put(options, template);
        }
    }

    private static boolean dependsOnOptionsOnly(RunOptions options) {
        RunOptions.Namespaces namespaces = options.namespaces();
        RunOptions.Security security = options.security();
        boolean joins =
                isOther(namespaces.network())
                        || isOther(namespaces.pid())
                        || isOther(namespaces.ipc())
                        || isOther(namespaces.uts());
        boolean readsFile =
                security.seccomp().isPresent() && security.seccomp().get().startsWith("/");
        boolean fitsTerminal = options.streams().tty();
        // What entries of a journal have, and where its socket is, are the container's and the
        // caller's.
        boolean tellsJournal = options.isInJournal();
        boolean looksAtHost =
                security.privileged()
                        || !options.storage().devices().isEmpty()
                        || shares(options.storage());
        return options.image() instanceof RunOptions.ImageSource.Named
                && !joins
                && namespaces.users().isEmpty()
                && !fitsTerminal
                && !tellsJournal
                && !readsFile
                && !looksAtHost;
    }

    /// Whether a mount goes on being shared is up to the host.
    private static boolean shares(RunOptions.Storage storage) {
        for (RunOptions.Mount mount : storage.mounts()) {
            if (mount instanceof RunOptions.Mount.Bind bind
                    && bind.propagation().endsWith("shared")) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasNamelessVolume(RunOptions options) {
        for (RunOptions.Mount mount : options.storage().mounts()) {
            if (mount instanceof RunOptions.Mount.Volume volume && volume.name().isEmpty()) {
                return true;
            }
        }
        return !options.storage().volumesFrom().isEmpty();
    }

    private static boolean isOther(String namespace) {
        return namespace.startsWith("container:");
    }
}
