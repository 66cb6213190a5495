package dev.jong.store.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.base.JongException;
import dev.jong.linux.NativeSyscalls;
import dev.jong.linux.Syscalls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Another process changes the tree while a layer is unpacked into it.
class LayerRaceTest {
    private static final int ROUNDS = 1_000;

    @TempDir private Path directory;

    @Test
    void T31_swapping_a_component_for_a_link_while_unpacking_never_leads_out() throws Exception {
        Path outside = Files.createDirectory(directory.resolve("outside"));
        Files.createDirectory(outside.resolve("b"));
        Unpacked layer = new Unpacked(directory, Owners.KEEP);
        Files.createDirectories(layer.tree.resolve("a/b"));
        Files.createSymbolicLink(layer.tree.resolve("swap"), Path.of("../outside"));
        AtomicBoolean done = new AtomicBoolean();
        Thread attacker = Thread.ofPlatform().start(() -> exchange(layer.tree, done));
        try {
            for (int round = 0; round < ROUNDS; round++) {
                try {
                    layer.apply(attacked());
                } catch (JongException e) {
                    // An error is a fine answer to an attack.
                }
                assertIsEmpty(outside);
            }
        } finally {
            done.set(true);
            attacker.join();
        }
        if (Files.isSymbolicLink(layer.tree.resolve("a"))) {
            exchangeOnce(new NativeSyscalls(), layer.tree);
        }
        layer.apply(attacked());
        assertThat(layer.content("a/b/escaped")).as("the archive is fine").isEqualTo("x");
    }

    /// Going to another directory in between makes the walk resolve "a/b" anew each time.
    private static Archive attacked() {
        Archive archive = new Archive();
        for (int i = 0; i < 20; i++) {
            archive.file("a/b/escaped", "x")
                    .link("a/link" + i, "t")
                    .file("other/f", "x")
                    .hardLink("a/h", "other/f");
        }
        return archive;
    }

    private static void exchange(Path tree, AtomicBoolean done) {
        Syscalls kernel = new NativeSyscalls();
        while (!done.get()) {
            exchangeOnce(kernel, tree);
        }
    }

    private static void exchangeOnce(Syscalls kernel, Path tree) {
        String one = tree.resolve("a").toString();
        String other = tree.resolve("swap").toString();
        kernel.renameat2(
                Syscalls.AT_FDCWD, one, Syscalls.AT_FDCWD, other, Syscalls.RENAME_EXCHANGE);
    }

    private static void assertIsEmpty(Path outside) throws IOException {
        try (var names = Files.walk(outside)) {
            assertThat(names).hasSize(2);
        }
    }
}
