package dev.jong.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A root file system to make images of: busybox, the prober, a few users. Made once for a JVM, without network.
public final class Prober {
    private static final Path TREE = make();

    private Prober() {}

    /// The tree; not to be changed.
    public static Path tree() {
        Needs.that(!TREE.toString().isEmpty(), "gcc and a static /bin/busybox");
        return TREE;
    }

    /// The prober, for use on the host.
    public static String program() {
        return tree().resolve("bin/probe").toString();
    }

    /// A copy of the tree to change.
    public static Path copy(Path to) {
        Shell.run("cp", "-a", tree().toString(), to.toString());
        return to;
    }

    private static Path make() {
        if (!Files.isExecutable(Path.of("/usr/bin/gcc"))
                || !Files.isExecutable(Path.of("/bin/busybox"))) {
            return Path.of("");
        }
        try {
            Path folder = Files.createTempDirectory("jong-it-tree");
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(() -> Shell.run("rm", "-rf", folder.toString())));
            Path tree = folder.resolve("tree");
            fill(tree);
            String sources = Path.of("src/test/resources/probe").toAbsolutePath().toString();
            Shell.script(
                    folder,
                    "gcc -std=gnu11 -D_GNU_SOURCE -O1 -Wall -Wextra -Werror -static -o tree/bin/probe "
                            + sources
                            + "/*.c");
            return tree;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void fill(Path tree) throws IOException {
        for (String directory : new String[] {"bin", "etc", "tmp", "root", "home/alice", "var"}) {
            Files.createDirectories(tree.resolve(directory));
        }
        Shell.script(
                tree,
                "chmod 755 . && chmod 1777 tmp && cp /bin/busybox bin/busybox && chown 1000:1000 home/alice && "
                        + "for name in $(/bin/busybox --list); do [ $name = busybox ] || ln -s busybox bin/$name; done");
        Files.writeString(
                tree.resolve("etc/passwd"),
                "root:x:0:0:root:/root:/bin/sh\nalice:x:1000:1000:Alice:/home/alice:/bin/sh\nbob:x:1001:100::/:/bin/sh\n");
        Files.writeString(
                tree.resolve("etc/group"),
                "root:x:0:\nalice:x:1000:\nusers:x:100:\nwheel:x:10:alice,bob\naudio:x:29:alice\n");
        Shell.script(tree, "touch -d @1700000000 bin/* etc/*");
    }
}
