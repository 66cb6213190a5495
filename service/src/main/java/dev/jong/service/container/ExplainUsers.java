package dev.jong.service.container;

import dev.jong.base.json.Json;
import dev.jong.runtime.host.Host;
import dev.jong.runtime.spec.IdMap;
import dev.jong.runtime.spec.ReadSpec;
import dev.jong.runtime.spec.Spec;
import dev.jong.service.user.OuterIds;
import dev.jong.service.user.UserNamespace;
import dev.jong.service.user.WhoIsWho;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// `explain user`: who is who inside a container and outside. Nothing is made, and no range taken.
public final class ExplainUsers {
    private static final IdMap SAME = new IdMap(List.of(), List.of());

    private final Containers containers;
    private final Supplier<Host> host;

    /// @param containers of the store
    public ExplainUsers(Containers containers, Supplier<Host> host) {
        this.containers = containers;
        this.host = host;
    }

    /// Who is who.
    ///
    /// @param subject whose table it is: a container's name, or options
    /// @param runs who its program runs as there; empty where that is the image's choice
    public record Explained(String subject, Optional<Spec.User> runs, WhoIsWho table) {
        /// A page for people.
        public String text() {
            return subject
                    + ": "
                    + runs.map(this::sentence).orElse("runs as the image says, root mostly")
                    + "\n\n"
                    + table.text();
        }

        private String sentence(Spec.User user) {
            return "runs as "
                    + user.uid()
                    + ":"
                    + user.gid()
                    + ", on the host "
                    + shown(table.hostUid(user.uid()))
                    + ":"
                    + shown(table.hostGid(user.gid()));
        }

        private static String shown(long id) {
            return id < 0 ? "nobody" : Long.toString(id);
        }

        /// The same as an object: `Subject`, `RunsAs`, `Users`, `Groups`.
        public Json.Obj json() {
            Json.Obj rows = table.json();
            return runs.isEmpty()
                    ? rows.with("Subject", Json.of(subject))
                    : rows.with("Subject", Json.of(subject)).with("RunsAs", user(runs.get()));
        }

        private Json user(Spec.User user) {
            return Json.object()
                    .put("Uid", user.uid())
                    .put("Gid", user.gid())
                    .put("HostUid", table.hostUid(user.uid()))
                    .put("HostGid", table.hostGid(user.gid()))
                    .build();
        }
    }

    /// Of a container.
    ///
    /// @throws dev.jong.base.JongException NOT_FOUND without one
    public Explained container(String name, Caller caller) {
        ContainerRecord record = containers.find(name);
        Spec spec = ReadSpec.read(record.readable().spec());
        IdMap map = spec.namespaces().users().orElse(SAME);
        return new Explained(record.name(), Optional.of(spec.process().user()), table(map, caller));
    }

    /// Of one that would be made with such a namespace; without one, of any container.
    public Explained options(Optional<UserNamespace> asked, Caller caller) {
        IdMap map =
                asked.flatMap(wanted ->
                                new DecideUsers(host.get(), containers)
                                        .decide("", wanted, "", caller))
                        .orElse(SAME);
        boolean keeps = asked.isPresent() && asked.get() instanceof UserNamespace.KeepId;
        Optional<Spec.User> runs =
                keeps
                        ? Optional.of(kept((UserNamespace.KeepId) asked.get(), caller))
                        : Optional.empty();
        return new Explained("a container", runs, table(map, caller));
    }

    private static Spec.User kept(UserNamespace.KeepId keep, Caller caller) {
        return new Spec.User(
                keep.uid().orElse(caller.uid()), keep.gid().orElse(caller.gid()), List.of());
    }

    private static WhoIsWho table(IdMap map, Caller caller) {
        return WhoIsWho.of(map, OuterIds.read(), caller.uid(), caller.gid());
    }
}
