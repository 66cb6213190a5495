package dev.jong.service.live;

import dev.jong.runtime.host.Cgroups;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.StringTokenizer;
import java.util.TreeSet;
import java.util.function.Supplier;

/// The control groups of running containers: of one hierarchy (v2), or one for each controller (v1).
public final class ContainerGroups {
    private final Supplier<Cgroups> cgroups;

    /// @param cgroups where groups are on this host
    public ContainerGroups(Supplier<Cgroups> cgroups) {
        this.cgroups = cgroups;
    }

    /// Where groups are on this host.
    public Cgroups host() {
        return cgroups.get();
    }

    /// The group that a controller's files are in; empty when the container has none for it.
    public Optional<Path> of(String controller, String id) {
        Optional<Path> place =
                switch (cgroups.get()) {
                    case Cgroups.Unified v2 -> Optional.of(Path.of(v2.parent(), id));
                    case Cgroups.Split v1 ->
                            Optional.ofNullable(v1.controllers().get(controller))
                                    .map(mount -> Path.of(mount, "jong", id));
                    case Cgroups.None none -> Optional.empty();
                };
        return place.filter(group -> Files.isDirectory(group, LinkOption.NOFOLLOW_LINKS));
    }

    /// The processes of a container's groups; empty when it has none.
    Set<Long> processes(String id) {
        Set<Long> pids = new TreeSet<>();
        of("pids", id).ifPresent(group -> collect(group, pids));
        return pids;
    }

    /// A container may make groups below its own.
    private static void collect(Path group, Set<Long> pids) {
        StringTokenizer lines = new StringTokenizer(KernelFile.read(group.resolve("cgroup.procs")));
        while (lines.hasMoreTokens()) {
            long pid = KernelFile.number(lines.nextToken(), 0);
            if (pid > 0) {
                pids.add(pid);
            }
        }
        try (DirectoryStream<Path> children = Files.newDirectoryStream(group)) {
            for (Path child : children) {
                if (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
                    collect(child, pids);
                }
            }
        } catch (IOException gone) {
            return;
        }
    }
}
