package dev.jong.service.scope;

import dev.jong.base.Text;
import dev.jong.runtime.host.Cgroups;
import dev.jong.service.container.Moment;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// The group of a scope in the one hierarchy of cgroup v2.
///
/// @param path its directory
record ScopeGroup(Kernel kernel, Path path) {
    private static final int ROUNDS = 4000;
    private static final String[] CONTROLLERS = {"+memory", "+pids", "+cpu", "+cpuset", "+io"};

    /// Where the kernel shows processes and groups.
    record Kernel(Path proc, Path hierarchy) {
        /// Whether memory is limited in this hierarchy, not in one of version 1 beside it.
        boolean countsMemory() {
            return (" " + read(hierarchy.resolve("cgroup.controllers")) + " ").contains(" memory ");
        }
    }

    /// Where containers' groups are made.
    Cgroups.Unified cgroups() {
        return new Cgroups.Unified(path + "/jong");
    }

    /// Waits until a process is in a scope: systemd puts it there when its job is done. Empty when it never is.
    static Optional<ScopeGroup> await(Kernel kernel, String unit, long pid) {
        for (int i = 0; i < ROUNDS; i++) {
            String group = groupOf(kernel, pid) + "/";
            int end = group.indexOf("/" + unit + "/");
            if (end >= 0) {
                return Optional.of(
                        new ScopeGroup(
                                kernel,
                                Text.path(
                                        kernel.hierarchy()
                                                + group.substring(0, end + 1 + unit.length()))));
            }
            Moment.pass();
        }
        return Optional.empty();
    }

    /// Whether a process is in it, or in a group below.
    boolean holds(long pid) {
        return (kernel.hierarchy() + groupOf(kernel, pid) + "/").startsWith(path + "/");
    }

    /// Waits until it is.
    boolean awaitProcess(long pid) {
        for (int i = 0; i < ROUNDS; i++) {
            if (holds(pid)) {
                return true;
            }
            Moment.pass();
        }
        return false;
    }

    /// Moves the process into a group below, so that this one may hand its controllers down, and does that.
    ///
    /// @return false when memory and processes cannot be limited here
    boolean handDown(String below, long pid) throws IOException {
        Path group = Path.of(path + below);
        try {
            Files.createDirectory(group);
        } catch (FileAlreadyExistsException e) {
            // Another front made it.
        }
        write(group.resolve("cgroup.procs"), Long.toString(pid));
        for (String controller : CONTROLLERS) {
            try {
                write(path.resolve("cgroup.subtree_control"), controller);
            } catch (IOException missing) {
                // One that is not there is missed only by the limit that needs it.
                continue;
            }
        }
        String handed = " " + read(group.resolve("cgroup.controllers")) + " ";
        return handed.contains(" memory ") && handed.contains(" pids ");
    }

    private static String groupOf(Kernel kernel, long pid) {
        String all = "\n" + read(kernel.proc().resolve(pid + "/cgroup"));
        int line = all.indexOf("\n0::");
        if (line < 0) {
            return "";
        }
        int end = all.indexOf('\n', line + 1);
        return all.substring(line + 4, end < 0 ? all.length() : end);
    }

    private static String read(Path file) {
        try {
            return Text.of(Files.readAllBytes(file)).strip();
        } catch (IOException gone) {
            return "";
        }
    }

    /// In one call, as the kernel takes it.
    private static void write(Path file, String value) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(Text.bytes(value)));
        }
    }
}
