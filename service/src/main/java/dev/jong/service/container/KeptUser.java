package dev.jong.service.container;

import dev.jong.base.Text;
import dev.jong.runtime.spec.Spec;
import dev.jong.service.user.UserNamespace;
import dev.jong.store.disk.SmallFile;
import dev.jong.store.snapshot.LayeredView;
import java.nio.file.Path;
import java.util.List;

/// Who a caller that keeps its ids (`--userns keep-id`) is in an image that does not know it: many programs want a name
/// and a home of whoever runs them.
///
/// @param passwd the line that the image's `/etc/passwd` lacks; empty when it has one
/// @param group the same of `/etc/group`
/// @param home where the user is at home if the line is added
record KeptUser(String passwd, String group, String home) {
    private static final Path PASSWD = Path.of("/etc/passwd");
    private static final Path GROUP = Path.of("/etc/group");

    /// Decides.
    ///
    /// @param known users of the image
    /// @param image its layers, topmost first
    /// @param mounts of the container
    static KeptUser of(
            UserNamespace.KeepId keep,
            Caller caller,
            UserDatabase known,
            List<Path> image,
            List<Spec.Mount> mounts,
            String workingDirectory) {
        int uid = keep.uid().orElse(caller.uid());
        int gid = keep.gid().orElse(caller.gid());
        // Another number is another user: the caller's name and home would mislead.
        String[] user = keep.uid().isPresent() ? new String[0] : line(PASSWD, caller.uid());
        String[] group = keep.gid().isPresent() ? new String[0] : line(GROUP, caller.gid());
        String name = name(user, uid, known.hasUser(user.length == 0 ? "" : user[0]));
        String home = user.length > 5 ? user[5] : "";
        String settled = isThere(home, image, mounts) ? home : workingDirectory;
        String comment = user.length > 4 ? user[4] : "container user";
        String passwd =
                name + ":*:" + uid + ":" + gid + ":" + comment + ":" + settled + ":/bin/sh\n";
        String groupName = name(group, gid, known.hasGroup(group.length == 0 ? "" : group[0]));
        return new KeptUser(
                known.hasUser(Integer.toString(uid)) ? "" : passwd,
                known.hasGroup(Integer.toString(gid))
                        ? ""
                        : groupName + ":x:" + gid + ":" + name + "\n",
                settled);
    }

    /// The name on the host, unless the image has it for somebody else: then the number stands for itself.
    private static String name(String[] entry, int id, boolean taken) {
        return entry.length == 0 || entry[0].isEmpty() || taken ? Integer.toString(id) : entry[0];
    }

    private static boolean isThere(String home, List<Path> image, List<Spec.Mount> mounts) {
        if (!home.startsWith("/") || home.equals("/")) {
            return false;
        }
        for (Spec.Mount mount : mounts) {
            if (home.equals(mount.target()) || home.startsWith(mount.target() + "/")) {
                return true;
            }
        }
        return !new LayeredView(image).directory(home).isEmpty();
    }

    /// The fields of the entry with a number; none without one.
    private static String[] line(Path file, int id) {
        String all = SmallFile.read(file, UserDatabase.LIMIT).map(Text::of).orElse("");
        for (String line : all.split("\n")) {
            String[] fields = line.split(":", -1);
            if (fields.length > 2 && fields[2].equals(Integer.toString(id))) {
                return fields;
            }
        }
        return new String[0];
    }
}
