package dev.jong.service.container;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.runtime.host.Host;
import dev.jong.runtime.spec.IdMap;
import dev.jong.runtime.spec.Spec;
import dev.jong.service.user.IdPool;
import dev.jong.service.user.MapIds;
import dev.jong.service.user.OuterIds;
import dev.jong.service.user.SubordinateIds;
import dev.jong.service.user.UserNamespace;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Decides about a user namespace of the container's own. Only loaded where one was asked for.
final class DecideUsers {
    private final Host host;
    private final Containers containers;

    DecideUsers(Host host, Containers containers) {
        this.host = host;
        this.containers = containers;
    }

    /// The map; empty where it would be the engine's own.
    ///
    /// @param id of the container; empty where none will be made
    /// @param user as it was asked for
    Optional<IdMap> decide(String id, UserNamespace asked, String user, Caller caller) {
        if (host.isolation() == Host.Isolation.CHROOT) {
            throw JongException.of(
                            ErrorKind.PRECONDITION,
                            "cannot give the container ids of its own (--userns): this host refuses namespaces, only chroot is left")
                    .hint("jong doctor says why, and what would help");
        }
        boolean root = host.isolation() == Host.Isolation.ROOT;
        MapIds maps =
                new MapIds(
                        OuterIds.read(),
                        new IdPool(containers.store(), InstantSource.system()),
                        SubordinateIds.USERS,
                        SubordinateIds.GROUPS);
        IdMap map =
                maps.map(
                        asked,
                        new MapIds.Asker(id, caller.uid(), caller.gid(), root, wanted(user)));
        return isSame(map.uids()) && isSame(map.gids()) ? Optional.empty() : Optional.of(map);
    }

    /// Who runs in it, where nobody says so and the image's user is not meant.
    static Optional<String> user(UserNamespace asked, Caller caller) {
        return asked instanceof UserNamespace.KeepId keep
                ? Optional.of(
                        keep.uid().orElse(caller.uid()) + ":" + keep.gid().orElse(caller.gid()))
                : Optional.empty();
    }

    /// Where the user is at home.
    ///
    /// @param found what the image says
    static String home(
            UserNamespace asked,
            Caller caller,
            UserDatabase known,
            RootImage image,
            List<Spec.Mount> mounts,
            String workingDirectory,
            UserDatabase.Found found) {
        boolean added =
                asked instanceof UserNamespace.KeepId keep
                        && found.user().uid() == keep.uid().orElse(caller.uid())
                        && !known.hasUser(Integer.toString(found.user().uid()));
        return added
                ? KeptUser.of(
                                (UserNamespace.KeepId) asked,
                                caller,
                                known,
                                image.layers(),
                                mounts,
                                workingDirectory)
                        .home()
                : found.home();
    }

    private static boolean isSame(List<IdMap.Range> ranges) {
        boolean same = true;
        for (IdMap.Range range : ranges) {
            same &= range.inside() == range.outside();
        }
        return same;
    }

    /// The user by number that was asked for.
    private static long wanted(String user) {
        long highest = 0;
        for (String part : user.split(":")) {
            boolean digits = !part.isEmpty() && part.length() < 10;
            for (int i = 0; i < part.length(); i++) {
                digits &= part.charAt(i) >= '0' && part.charAt(i) <= '9';
            }
            highest = digits ? Math.max(highest, Long.parseLong(part)) : highest;
        }
        return highest;
    }
}
