package dev.jong.build.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.linux.NativeSyscalls;
import dev.jong.linux.Syscalls;
import dev.jong.oci.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryTreeTest {
    private static final int ROUNDS = 10_000;

    @TempDir private Path temporary;

    private Path context;

    @BeforeEach
    void make() throws IOException {
        context = Files.createDirectory(temporary.resolve("context"));
        Files.createDirectory(temporary.resolve("outside"));
        Files.writeString(temporary.resolve("outside/secret"), "secret");
    }

    private DirectoryTree tree(String... rules) {
        return DirectoryTree.open(
                new NativeSyscalls(),
                context,
                IgnoreRules.of(List.of(rules)),
                StatCache.none(InstantSource.system()));
    }

    private void write(String name, String content) throws IOException {
        Path file = context.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    @Test
    void shows_files_as_root_has_them() throws IOException {
        write("src/a.txt", "hello");
        Files.setPosixFilePermissions(
                context.resolve("src/a.txt"), PosixFilePermissions.fromString("rwxr-x-w-"));
        try (DirectoryTree tree = tree()) {
            FileEntry file = tree.find("src/a.txt").orElseThrow();
            assertThat(file.path()).isEqualTo("src/a.txt");
            assertThat(file.kind()).isEqualTo(FileEntry.Kind.REGULAR);
            assertThat(file.mode()).isEqualTo(0752);
            assertThat(file.uid()).isZero();
            assertThat(file.gid()).isZero();
            assertThat(file.size()).isEqualTo(5);
            assertThat(tree.digest(file)).isEqualTo(Digest.of(Text.bytes("hello")));
            try (InputStream in = tree.open(file)) {
                assertThat(in.readNBytes(100)).isEqualTo(Text.bytes("hello"));
            }
            assertThat(tree.list(tree.find("").orElseThrow())).containsExactly("src");
        }
    }

    @Test
    void lists_names_by_their_bytes() throws IOException {
        for (String name : List.of("b", "B", "a.b", "a", "\u00e4")) {
            write(name, "");
        }
        try (DirectoryTree tree = tree()) {
            assertThat(tree.list(tree.find("").orElseThrow()))
                    .containsExactly("B", "a", "a.b", "b", Text.utf8("\u00e4"));
        }
    }

    @Test
    void leaves_out_what_rules_say_and_keeps_directories_of_what_is_taken_back()
            throws IOException {
        write("keep.txt", "");
        write("drop.log", "");
        write("out/a/b/keep.txt", "");
        write("out/a/c/drop.txt", "");
        write("empty/x", "");
        try (DirectoryTree tree = tree("*.log", "out", "empty", "!**/keep.txt")) {
            FileEntry root = tree.find("").orElseThrow();
            assertThat(tree.list(root)).containsExactly("keep.txt", "out");
            assertThat(tree.list(tree.find("out/a").orElseThrow())).containsExactly("b");
            assertThat(tree.find("out/a/b/keep.txt")).isPresent();
            assertThat(tree.find("drop.log")).isEmpty();
            assertThat(tree.exclusion("drop.log")).contains("\"*.log\"");
        }
    }

    @Test
    void does_not_look_into_directories_from_which_nothing_is_taken() throws IOException {
        write("node_modules/x/y", "");
        List<Object> opened = new ArrayList<>();
        Syscalls kernel =
                (Syscalls)
                        Proxy.newProxyInstance(
                                Syscalls.class.getClassLoader(),
                                new Class<?>[] {Syscalls.class},
                                (proxy, call, arguments) -> {
                                    if (call.getName().equals("openat2")) {
                                        opened.add(arguments[1]);
                                    }
                                    return call.invoke(new NativeSyscalls(), arguments);
                                });
        IgnoreRules rules = IgnoreRules.of(List.of("node_modules", "!src/x"));
        StatCache cache = StatCache.none(InstantSource.system());
        try (DirectoryTree tree = DirectoryTree.open(kernel, context, rules, cache)) {
            assertThat(tree.list(tree.find("").orElseThrow())).isEmpty();
        }
        assertThat(opened).contains(".").doesNotContain("node_modules");
    }

    @Test
    void B01_no_path_and_no_link_leads_out() throws IOException {
        write("sub/a", "inside");
        write("outside/secret", "mine");
        Files.createSymbolicLink(context.resolve("up"), Path.of("../outside"));
        Files.createSymbolicLink(context.resolve("root"), Path.of("/"));
        Files.createSymbolicLink(context.resolve("sub/up"), Path.of("../../../outside/secret"));
        String absolute = temporary.resolve("outside/secret").toString();
        Files.createSymbolicLink(context.resolve("absolute"), Path.of(absolute));
        try (DirectoryTree tree = tree()) {
            assertThat(tree.find("../outside/secret").orElseThrow().path())
                    .isEqualTo("outside/secret");
            assertThat(tree.resolve("up").orElseThrow().path()).isEqualTo("outside");
            assertThat(tree.resolve("root/sub/a").orElseThrow().path()).isEqualTo("sub/a");
            assertThat(tree.resolve("root/../root/..").orElseThrow().path()).isEmpty();
            assertThat(content(tree, "sub/up")).isEqualTo("mine");
            assertThat(tree.resolve("absolute")).isEmpty();
            assertThat(tree.find("../../etc/passwd")).isEmpty();
            assertThat(tree.find("root/etc/passwd")).isEmpty();
        }
    }

    @Test
    void B01_a_directory_that_becomes_a_link_out_is_not_followed() throws IOException {
        write("sub/a", "inside");
        try (DirectoryTree tree = tree()) {
            FileEntry sub = tree.find("sub").orElseThrow();
            swap("sub", temporary.resolve("outside"));
            assertThatThrownBy(() -> tree.list(sub)).isInstanceOf(JongException.class);
        }
    }

    @Test
    void B01_a_file_whose_directory_becomes_a_link_out_is_not_read() throws IOException {
        write("sub/secret", "inside");
        try (DirectoryTree tree = tree()) {
            FileEntry file = tree.find("sub/secret").orElseThrow();
            swap("sub", temporary.resolve("outside"));
            assertThatThrownBy(() -> tree.open(file)).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> tree.digest(file)).isInstanceOf(JongException.class);
        }
    }

    /// Somebody exchanges a directory for a link out of the context, and back, as fast as the kernel does.
    @Test
    void B13_a_directory_that_turns_into_a_link_out_all_the_time_leads_nowhere() throws Exception {
        write("sub/deep/file", "inside");
        Path outside = Files.createDirectories(temporary.resolve("elsewhere/deep"));
        Files.writeString(outside.resolve("file"), "secret");
        Files.writeString(outside.resolve("theirs"), "secret");
        Files.createSymbolicLink(context.resolve("link"), outside.getParent());
        AtomicBoolean done = new AtomicBoolean();
        Thread exchanging = Thread.ofPlatform().start(() -> exchange("sub", "link", done));
        Set<String> seen = new HashSet<>();
        try {
            for (int round = 0; round < ROUNDS; round++) {
                seen.addAll(look());
            }
        } finally {
            done.set(true);
            exchanging.join();
        }
        assertThat(seen).containsExactlyInAnyOrder("file", "inside", "nothing");
    }

    private void exchange(String one, String other, AtomicBoolean done) {
        Syscalls kernel = new NativeSyscalls();
        String first = context.resolve(one).toString();
        String second = context.resolve(other).toString();
        while (!done.get()) {
            kernel.renameat2(
                    Syscalls.AT_FDCWD, first, Syscalls.AT_FDCWD, second, Syscalls.RENAME_EXCHANGE);
        }
    }

    /// Names and contents that a build would find in the directory just now.
    private List<String> look() {
        List<String> seen = new ArrayList<>();
        try (DirectoryTree tree = tree()) {
            Optional<FileEntry> deep = tree.find("sub/deep");
            if (deep.isPresent()) {
                seen.addAll(tree.list(deep.get()));
                seen.add(content(tree, "sub/deep/file"));
            }
        } catch (IOException | JongException changed) {
            seen.add("nothing");
        }
        return seen;
    }

    @Test
    void a_file_that_changed_since_it_was_looked_at_is_an_error() throws IOException {
        write("a", "one");
        try (DirectoryTree tree = tree()) {
            FileEntry file = tree.find("a").orElseThrow();
            Files.writeString(context.resolve("a"), "another");
            assertThatThrownBy(() -> tree.digest(file))
                    .isInstanceOf(JongException.class)
                    .hasMessageContaining("\"a\" has changed since the build looked at it");
        }
    }

    @Test
    void links_in_a_circle_lead_nowhere() throws IOException {
        Files.createSymbolicLink(context.resolve("a"), Path.of("b"));
        Files.createSymbolicLink(context.resolve("b"), Path.of("a"));
        try (DirectoryTree tree = tree()) {
            assertThat(tree.resolve("a")).isEmpty();
            assertThat(tree.find("a").orElseThrow().linkTarget()).isEqualTo("b");
        }
    }

    private void swap(String name, Path target) throws IOException {
        Files.move(context.resolve(name), context.resolve("moved"));
        Files.createSymbolicLink(context.resolve(name), target);
    }

    private static String content(DirectoryTree tree, String path) throws IOException {
        try (InputStream in = tree.open(tree.resolve(path).orElseThrow())) {
            return Text.of(in.readNBytes(100));
        }
    }
}
