package dev.jong.build.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.JongException;
import dev.jong.build.step.StepInputs;
import dev.jong.linux.NativeSyscalls;
import dev.jong.oci.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SelectionTest {
    @TempDir private Path context;

    private String rules = "";

    private DirectoryTree tree() {
        return DirectoryTree.open(
                new NativeSyscalls(),
                context,
                IgnoreRules.parse(rules, ".dockerignore"),
                StatCache.none(InstantSource.system()));
    }

    private void write(String... names) throws IOException {
        for (String name : names) {
            Path file = context.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, name);
        }
    }

    private List<String> targets(boolean parents, List<String> excludes, String... sources) {
        try (DirectoryTree tree = tree()) {
            return Selection.of(tree, new Selection.Wishes(List.of(sources), parents, excludes))
                    .items()
                    .stream()
                    .map(Selected::target)
                    .toList();
        }
    }

    private List<String> targets(String... sources) {
        return targets(false, List.of(), sources);
    }

    private HashedSelection hashed(String... sources) {
        try (DirectoryTree tree = tree()) {
            return Selection.of(tree, new Selection.Wishes(List.of(sources), false, List.of()))
                    .hash();
        }
    }

    private void fails(String message, String hint, String... sources) {
        assertThatThrownBy(() -> targets(sources))
                .isInstanceOfSatisfying(
                        JongException.class,
                        e -> {
                            assertThat(e.text()).isEqualTo(message);
                            assertThat(e.hint()).isEqualTo(hint);
                        });
    }

    @Test
    void a_file_keeps_its_name_and_a_directory_gives_what_is_in_it() throws IOException {
        write("a/b.txt", "d/e/f", "d/g");
        assertThat(targets("a/b.txt")).containsExactly("b.txt");
        assertThat(targets("d")).containsExactly("", "e", "e/f", "g");
        assertThat(targets("/d/", "a/b.txt")).containsExactly("", "b.txt", "e", "e/f", "g");
        assertThat(targets(".")).containsExactly("", "a", "a/b.txt", "d", "d/e", "d/e/f", "d/g");
    }

    @Test
    void one_file_may_get_another_name() throws IOException {
        write("a", "b", "d/x");
        try (DirectoryTree tree = tree()) {
            assertThat(select(tree, "a").onlyFile()).map(Selected::target).contains("a");
            assertThat(select(tree, "[a]").onlyFile()).isPresent();
            assertThat(select(tree, "?").onlyFile()).isEmpty();
            assertThat(select(tree, "?").sources()).isEqualTo(3);
            assertThat(select(tree, "d").onlyFile()).isEmpty();
        }
    }

    private static Selection select(DirectoryTree tree, String source) {
        return Selection.of(tree, new Selection.Wishes(List.of(source), false, List.of()));
    }

    @Test
    void globs_match_name_by_name() throws IOException {
        write("x/a.go", "x/b.md", "y/c.go", "d.go", "[1].txt");
        assertThat(targets("*/*.go")).containsExactly("a.go", "c.go");
        assertThat(targets("x/*")).containsExactly("a.go", "b.md");
        assertThat(targets("[[]1].txt")).containsExactly("[1].txt");
        assertThat(targets("d.go", "nope*")).containsExactly("d.go");
    }

    @Test
    void a_source_that_is_a_link_is_followed_and_links_in_directories_are_kept()
            throws IOException {
        write("d/f");
        Files.createSymbolicLink(context.resolve("l"), Path.of("d/f"));
        Files.createSymbolicLink(context.resolve("d/k"), Path.of("f"));
        try (DirectoryTree tree = tree()) {
            Selected link = select(tree, "l").items().getFirst();
            assertThat(link.target()).isEqualTo("l");
            assertThat(link.entry().kind()).isEqualTo(FileEntry.Kind.REGULAR);
            assertThat(select(tree, "d").items().getLast().entry().linkTarget()).isEqualTo("f");
        }
    }

    @Test
    void excludes_files_of_directories_and_of_globs() throws IOException {
        write("d/a.txt", "d/a.md", "d/e/b.txt", "d/e/keep.txt", "home.txt", "home.md", "f/g");
        assertThat(targets(false, List.of("*.txt"), "d"))
                .containsExactly("", "a.md", "e", "e/b.txt", "e/keep.txt");
        assertThat(targets(false, List.of("**/*.txt", "!**/keep.txt"), "d"))
                .containsExactly("", "a.md", "e", "e/keep.txt");
        assertThat(targets(false, List.of("e"), "d")).containsExactly("", "a.md", "a.txt");
        assertThat(targets(false, List.of("*.txt"), "hom*")).containsExactly("home.md");
    }

    @Test
    void parents_keep_directories_from_the_pivot_on() throws IOException {
        write("x/a.txt", "x/y/b.txt", "x/y/c.md", "z/b.txt");
        assertThat(targets(true, List.of(), "x/y/b.txt")).containsExactly("x", "x/y", "x/y/b.txt");
        assertThat(targets(true, List.of(), "./x/./y/*.txt")).containsExactly("y", "y/b.txt");
        assertThat(targets(true, List.of(), "**/b.txt"))
                .containsExactly("x", "x/y", "x/y/b.txt", "z", "z/b.txt");
        assertThat(targets(true, List.of("**/*.md"), "x"))
                .containsExactly("x", "x/a.txt", "x/y", "x/y/b.txt");
    }

    @Test
    void says_what_is_missing_and_what_may_have_been_meant() throws IOException {
        write("src/main.py", "requirements.txt");
        rules = "# none\n*.log\n";
        fails(
                "\"/requirement.txt\": not found",
                "did you mean \"requirements.txt\"?",
                "requirement.txt");
        fails("\"/src/mian.py\": not found", "did you mean \"src/main.py\"?", "src/mian.py");
        fails(
                "\"/x.log\": not found",
                "the rule \"*.log\" in line 2 of the ignore file leaves it out of the context",
                "x.log");
        fails("no source files were specified", "no file of the build context matches", "*.zip");
    }

    @Test
    void B01_sources_that_lead_out_are_looked_for_inside() throws IOException {
        write("a");
        fails(
                "\"/etc/passwd\": not found",
                "nothing outside of the build context can be copied",
                "../../etc/passwd");
        fails("\"/etc/passwd\": not found", "", "/etc/passwd");
        Files.createSymbolicLink(context.resolve("root"), Path.of("/"));
        Files.createSymbolicLink(context.resolve("up"), Path.of("../.."));
        assertThat(targets("root")).containsExactly("", "a", "root", "up");
        assertThat(targets("up/*")).contains("a");
        assertThatThrownBy(() -> targets("root/etc/passwd")).isInstanceOf(JongException.class);
    }

    @Test
    void a_file_and_a_directory_cannot_have_one_place() throws IOException {
        write("a/x", "b/x/y");
        assertThatThrownBy(() -> targets("a", "b"))
                .hasMessageContaining("to one place: one of them is a directory");
    }

    @Test
    void content_counts_and_times_do_not() throws IOException {
        write("d/a", "d/b");
        Digest before = hashed("d").content();
        Files.setLastModifiedTime(context.resolve("d/a"), FileTime.fromMillis(1000));
        assertThat(hashed("d").content()).isEqualTo(before);
        Files.writeString(context.resolve("d/a"), "other");
        Digest changed = hashed("d").content();
        assertThat(changed).isNotEqualTo(before);
        Files.setPosixFilePermissions(
                context.resolve("d/a"), PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThat(hashed("d").content()).isNotEqualTo(changed);
    }

    @Test
    void inputs_name_the_files() throws IOException {
        write("d/a");
        Files.setPosixFilePermissions(
                context.resolve("d/a"), PosixFilePermissions.fromString("rw-r--r--"));
        StepInputs.Input file = hashed("d").inputs().get(1);
        assertThat(file.name()).isEqualTo("file d/a");
        assertThat(file.value())
                .isEqualTo(
                        "file 644 0:0 3 "
                                + Digest.of("d/a".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                                        .hex());
    }

    @Test
    void files_that_are_one_count_as_one() throws IOException {
        write("d/a");
        write("d/b");
        Files.writeString(context.resolve("d/b"), "d/a");
        Digest two = hashed("d").content();
        Files.delete(context.resolve("d/b"));
        Files.createLink(context.resolve("d/b"), context.resolve("d/a"));
        assertThat(hashed("d").content()).isNotEqualTo(two);
    }
}
