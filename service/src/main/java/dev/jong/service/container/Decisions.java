package dev.jong.service.container;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Remembers decisions: the same options on the same image give the same plan but for the container's id, which is
/// then put into the bytes that are there. Most of a warm `run` is saved that way. What depends on more than its
/// key (files of the caller, devices, other containers) is decided anew each time.
public final class Decisions {
    private static final int SIZE = 64;

    private final DecideContainer deciding;
    private final Object knownLock = new Object();

    /// Guarded by knownLock.
    private final Map<Key, Template> known = new HashMap<>();

    /// Comparing options loads what a cold `run` does not need: the first decision is not remembered.
    private boolean warm;

    /// @param deciding decides what is not known
    public Decisions(DecideContainer deciding) {
        this.deciding = deciding;
    }

    private record Key(RunOptions options, int columns, int rows, String program) {
        static Key of(RunOptions options, Caller caller) {
            RunOptions.Identity who = options.identity();
            RunOptions.Identity anybody =
                    new RunOptions.Identity(
                            Optional.empty(), Optional.empty(), who.labels(), who.annotations(), who.remove());
            boolean tty = options.streams().tty();
            return new Key(
                    options.withIdentity(anybody), tty ? caller.columns() : 0, tty ? caller.rows() : 0, caller.program());
        }
    }

    private record Template(RootImage image, Decision first, IdTemplate plan, IdTemplate recordTail) {
        static Template of(RootImage image, Decision first) {
            return new Template(
                    image,
                    first,
                    new IdTemplate(first.plan().bytes(), first.id()),
                    new IdTemplate(first.recordTail(), first.id()));
        }

        Decision forId(String id) {
            String hostname =
                    first.hostname().equals(first.id().substring(0, 12)) ? id.substring(0, 12) : first.hostname();
            return new Decision(
                    id,
                    hostname,
                    first.spec(),
                    new dev.jong.runtime.plan.EncodedPlan(first.plan().plan(), plan.forId(id)),
                    recordTail.forId(id));
        }
    }

    /// The decision for a new container. Its spec may be that of an earlier container with the same options.
    Decision decide(String id, RunOptions options, RootImage image, Caller caller) {
        synchronized (knownLock) {
            if (!warm) {
                warm = true;
                return deciding.decide(id, options, image, caller);
            }
        }
        if (!dependsOnKeyOnly(options)) {
            return deciding.decide(id, options, image, caller);
        }
        Key key = Key.of(options, caller);
        Template template;
        synchronized (knownLock) {
            template = known.get(key);
        }
        if (template != null && template.image() == image) {
            return template.forId(id);
        }
        Decision fresh = deciding.decide(id, options, image, caller);
        remember(key, Template.of(image, fresh));
        return fresh;
    }

    private void remember(Key key, Template template) {
        synchronized (knownLock) {
            if (known.size() >= SIZE) {
                known.clear();
            }
            known.put(key, template);
        }
    }

    private static boolean dependsOnKeyOnly(RunOptions options) {
        RunOptions.Namespaces namespaces = options.namespaces();
        RunOptions.Security security = options.security();
        boolean joins =
                isOther(namespaces.network())
                        || isOther(namespaces.pid())
                        || isOther(namespaces.ipc())
                        || isOther(namespaces.uts());
        boolean readsFile = security.seccomp().filter(profile -> !profile.equals("unconfined")).isPresent();
        boolean looksAtHost = security.privileged() || !options.storage().devices().isEmpty();
        return options.image() instanceof RunOptions.ImageSource.Named && !joins && !readsFile && !looksAtHost;
    }

    private static boolean isOther(String namespace) {
        return namespace.startsWith("container:");
    }
}
