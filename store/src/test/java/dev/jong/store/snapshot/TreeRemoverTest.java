package dev.jong.store.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.linux.NativeSyscalls;
import dev.jong.linux.OpenFlag;
import dev.jong.linux.Syscalls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreeRemoverTest {
    @TempDir private Path directory;

    @Test
    void removes_files_links_and_directories() throws IOException {
        Path tree =
                Files.createDirectories(directory.resolve("tree/a/b/c"))
                        .getParent()
                        .getParent()
                        .getParent();
        Files.writeString(tree.resolve("a/file"), "x");
        Files.createSymbolicLink(tree.resolve("a/b/dangling"), Path.of("nowhere"));
        Files.createDirectory(tree.resolve("empty"));
        TreeRemover.remove(tree);
        assertThat(tree).doesNotExist();
    }

    @Test
    void never_follows_a_symbolic_link() throws IOException {
        Path victim = Files.createDirectory(directory.resolve("victim"));
        Files.writeString(victim.resolve("precious"), "x");
        Path tree = Files.createDirectory(directory.resolve("tree"));
        Files.createSymbolicLink(tree.resolve("link"), victim);
        TreeRemover.remove(tree);
        Path itself = Files.createSymbolicLink(directory.resolve("itself"), victim);
        TreeRemover.remove(itself);
        assertThat(victim.resolve("precious")).exists();
        assertThat(itself).doesNotExist();
    }

    @Test
    void removes_one_file() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "x");
        TreeRemover.remove(file);
        assertThat(file).doesNotExist();
    }

    @Test
    void does_nothing_when_the_tree_is_missing() throws IOException {
        TreeRemover.remove(directory.resolve("missing"));
        TreeRemover.remove(directory.resolve("missing/below"));
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void removes_directories_without_permissions() throws IOException {
        Path tree =
                Files.createDirectories(directory.resolve("tree/closed/inner"))
                        .getParent()
                        .getParent();
        Files.writeString(tree.resolve("closed/inner/file"), "x");
        Files.createDirectory(tree.resolve("closed/empty"));
        for (String name : new String[] {"closed/inner", "closed/empty", "closed", ""}) {
            Files.setPosixFilePermissions(
                    tree.resolve(name), PosixFilePermissions.fromString("---------"));
        }
        TreeRemover.remove(tree);
        assertThat(tree).doesNotExist();
    }

    @Test
    void T25_a_tree_ten_thousand_levels_deep_is_removed_without_recursion() throws IOException {
        Path tree = Files.createDirectory(directory.resolve("tree"));
        deepen(tree, 10_000);
        TreeRemover.remove(tree);
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void removes_names_that_are_not_valid_in_any_encoding() throws IOException {
        Path tree = Files.createDirectory(directory.resolve("tree"));
        Syscalls kernel = new NativeSyscalls();
        String name = tree + "/\u00ff\u00fe\u0080";
        assertThat(kernel.mkdirat(Syscalls.AT_FDCWD, name, 0755)).isZero();
        assertThat(kernel.mkdirat(Syscalls.AT_FDCWD, name + "/\u00c3", 0755)).isZero();
        TreeRemover.remove(tree);
        assertThat(tree).doesNotExist();
    }

    private static void deepen(Path top, int levels) {
        Syscalls kernel = new NativeSyscalls();
        long flags = OpenFlag.PATH | OpenFlag.DIRECTORY | OpenFlag.CLOSE_ON_EXEC;
        int here = kernel.openat2(Syscalls.AT_FDCWD, top.toString(), flags, 0, 0);
        for (int i = 0; i < levels; i++) {
            assertThat(kernel.mkdirat(here, "deeper-and-deeper", 0700)).isZero();
            int below = kernel.openat2(here, "deeper-and-deeper", flags, 0, 0);
            kernel.close(here);
            here = below;
        }
        kernel.close(here);
    }
}
