package dev.jong.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A tree on the host that nothing in a container may read, create, change or remove anything in: names, inodes,
/// modes, owners, link counts, times of change and contents are compared.
public final class Canary {
    private final Path tree;
    private final String before;

    private Canary(Path tree) {
        this.tree = tree;
        this.before = state();
    }

    /// Makes one.
    public static Canary in(Path folder) {
        try {
            Path tree = Files.createDirectories(folder.resolve("canary/etc"));
            Files.writeString(tree.resolve("passwd"), "secret of the host\n");
            Files.writeString(tree.resolve("shadow"), "secret of root\n");
            Shell.run("chmod", "600", tree.resolve("shadow").toString());
            return new Canary(folder.resolve("canary"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The tree.
    public Path path() {
        return tree;
    }

    /// Fails when anything is not as it was.
    public void check() {
        String after = state();
        if (!after.equals(before)) {
            throw new AssertionError("the host was changed:\n" + before + "is now\n" + after);
        }
    }

    private String state() {
        return Shell.script(
                tree,
                "find . -printf '%p %i %m %U:%G %n %C@ %y %l\\n' | sort; find . -type f -exec sha256sum {} + | sort");
    }
}
