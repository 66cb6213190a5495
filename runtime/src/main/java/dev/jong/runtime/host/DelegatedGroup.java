package dev.jong.runtime.host;

import dev.jong.base.Text;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.StringTokenizer;

/// Finds where a user without privileges can give limits in the one hierarchy of cgroup v2. A group with processes of
/// its own hands no controllers down ("no internal processes", Documentation/admin-guide/cgroup-v2.rst), and the one
/// that this engine was started in has at least the engine: so limits need a group further up that is the user's too.
final class DelegatedGroup {
    /// What limits of containers need at least.
    private static final String[] NEEDED = {"memory", "pids"};

    private final Path mount;

    /// @param mount where the hierarchy is mounted
    DelegatedGroup(String mount) {
        this.mount = Path.of(mount);
    }

    /// @param own the group of this process, `/` and on
    Cgroups find(String own) {
        Path group = directory(own);
        if (!isOwn(group)) {
            return new Cgroups.None("the cgroup " + own + " is not delegated to this user");
        }
        for (Path at = group;
                at != null && at.startsWith(mount) && isOwn(at);
                at = at.getParent()) {
            if (ReadHost.text(Text.of(at.resolve("cgroup.procs"))).isEmpty() && handsDown(at)) {
                return new Cgroups.Unified(at.resolve("jong").toString());
            }
        }
        return new Cgroups.Unified(group.resolve("jong").toString(), lacking(own, group));
    }

    private static String lacking(String own, Path group) {
        if (!names(group, "cgroup.controllers")) {
            return "the controllers memory and pids are not delegated to the cgroup " + own;
        }
        return "the cgroup "
                + own
                + " holds processes, and no group above it that is this user's hands down memory and pids";
    }

    private static boolean handsDown(Path group) {
        return names(group, "cgroup.subtree_control");
    }

    /// Whether a file of the group names all controllers that are needed.
    private static boolean names(Path group, String file) {
        StringTokenizer words = new StringTokenizer(ReadHost.text(Text.of(group.resolve(file))));
        int found = 0;
        while (words.hasMoreTokens()) {
            String word = words.nextToken();
            for (String needed : NEEDED) {
                found += word.equals(needed) ? 1 : 0;
            }
        }
        return found == NEEDED.length;
    }

    private Path directory(String group) {
        return group.equals("/") ? mount : Path.of(mount + group);
    }

    private static boolean isOwn(Path group) {
        return Files.isWritable(group) && Files.isWritable(group.resolve("cgroup.procs"));
    }
}
