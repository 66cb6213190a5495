package dev.jong.service.live;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.json.Json;
import dev.jong.runtime.host.Cgroups;
import dev.jong.service.container.ChangedLimits;
import dev.jong.service.container.ContainerRecord;
import dev.jong.service.container.Containers;
import dev.jong.service.container.Duties;
import dev.jong.service.container.Front;
import dev.jong.service.container.RestartPolicy;
import dev.jong.service.container.RunOptions;
import dev.jong.service.container.Status;
import java.io.IOException;
import java.util.Optional;

/// `update`: other limits for a container, at once when it runs and for later starts, and another restart policy. Both
/// happen or neither.
public final class UpdateContainer {
    private final Containers containers;
    private final ContainerGroups groups;
    private final Duties duties;

    /// The containers of one store.
    ///
    /// @param duties what is begun for one that gets a policy while it runs
    public UpdateContainer(Containers containers, ContainerGroups groups, Duties duties) {
        this.containers = containers;
        this.groups = groups;
        this.duties = duties;
    }

    /// Changes it.
    ///
    /// @param asked limits that are to change
    /// @param restart the policy; empty to leave it
    /// @throws JongException INVALID_ARGUMENT when limits don't go together; PRECONDITION when this host can't limit, or
    ///     the kernel refuses: then all is as before
    public void update(
            ContainerRecord record,
            RunOptions.Resources asked,
            Optional<RestartPolicy> restart,
            Front front) {
        ChangedLimits changed = ChangedLimits.of(record, asked);
        if (restart.isPresent() && record.remove()) {
            throw failed(
                    record,
                    "restart policy cannot be updated because the container is removed when it ends");
        }
        if (changed.any() && groups.host() instanceof Cgroups.None none) {
            throw refused(record, none.why());
        }
        if (changed.any()
                && groups.host() instanceof Cgroups.Unified v2
                && !v2.lacking().isEmpty()) {
            throw refused(record, v2.lacking());
        }
        LiveLimits live = new LiveLimits(groups, record.id());
        try {
            if (changed.any() && containers.status(record) instanceof Status.Running) {
                live.write(changed);
            }
            containers.rewrite(record.id(), json -> rewritten(json, changed, restart));
        } catch (IOException e) {
            throw failed(record, String.valueOf(e.getMessage())).causedBy(e);
        } catch (JongException e) {
            live.undo();
            throw e;
        }
        containers.story().tell(record, "update");
        follow(record, restart.orElse(RestartPolicy.NO), front);
    }

    /// Whoever started it without a policy does not look after its end.
    private void follow(ContainerRecord before, RestartPolicy policy, Front front) {
        if (policy.isSet()
                && !RestartPolicy.of(before.settings()).isSet()
                && containers.status(before) instanceof Status.Running) {
            duties.follow(before.id(), front);
        }
    }

    private static Json.Obj rewritten(
            Json.Obj record, ChangedLimits changed, Optional<RestartPolicy> restart) {
        Json.Obj settings = changed.settings();
        if (restart.isPresent()) {
            settings = settings.with(RestartPolicy.FIELD, restart.get().json());
        }
        return record.with("spec", changed.spec()).with("settings", settings);
    }

    private static JongException refused(ContainerRecord record, String why) {
        return failed(record, "limits can't be applied: " + why)
                .hint("as root, or with a delegated cgroup v2, they can (jong doctor)");
    }

    private static JongException failed(ContainerRecord record, String why) {
        return JongException.of(
                ErrorKind.PRECONDITION, "cannot update container " + record.name() + ": " + why);
    }
}
