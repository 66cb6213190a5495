package dev.jong.it.harness;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/// What a test needs of the host. Where it is missing the test is skipped, and the reason is printed, so that a
/// green run never hides what it left out.
public final class Needs {
    private Needs() {}

    /// Root, in the first user namespace: `set_uid` programs and device nodes work.
    public static void root() {
        that("root".equals(System.getProperty("user.name")), "root");
    }

    /// A program of the host.
    public static void program(String path) {
        that(Files.isExecutable(Path.of(path)), path);
    }

    /// Control groups of version 1, with this controller writable.
    public static void controller(String name) {
        that(
                Files.isDirectory(Path.of("/sys/fs/cgroup", name)),
                "the cgroup v1 controller " + name);
    }

    /// Anything else.
    ///
    /// @param what completes "skipped: needs "
    public static void that(boolean there, String what) {
        if (!there) {
            System.err.println("skipped: needs " + what);
        }
        Assumptions.assumeTrue(there, "needs " + what);
    }
}
