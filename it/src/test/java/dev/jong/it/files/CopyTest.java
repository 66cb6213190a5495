package dev.jong.it.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.Prober;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Shell;
import dev.jong.it.harness.Site;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `jong cp`.
@Tag("root")
class CopyTest {
    private static Site site;

    @BeforeAll
    static void open() throws Exception {
        site = Site.open(Account.root());
        Path tree = Prober.copy(site.folder().resolve("tree"));
        Files.createDirectories(tree.resolve("srv/old/deep"));
        Files.writeString(tree.resolve("srv/old/deep/file"), "of the image");
        Files.writeString(tree.resolve("srv/plain"), "plain");
        Files.createSymbolicLink(tree.resolve("srv/link"), Path.of("/srv/plain"));
        site.image("files", tree);
    }

    @AfterAll
    static void close() {
        site.close();
    }

    @BeforeEach
    void source() {
        Shell.script(
                site.work(),
                "mkdir -p src/sub; echo one > src/one; echo two > src/sub/two; ln -sf one src/link; ln -f src/one src/hard");
    }

    @AfterEach
    void empty() {
        site.jong("rm", "-f", "-v", "one", "other");
        Shell.script(site.work(), "rm -rf ./*");
    }

    /// Running, paused, stopped, and never started.
    private static void container(String state, String... options) {
        var command = new java.util.ArrayList<String>();
        command.add("create");
        command.addAll(java.util.List.of("--name", "one"));
        command.addAll(java.util.List.of(options));
        command.addAll(java.util.List.of("files", "sleep", "1000"));
        site.succeeds(command.toArray(new String[0]));
        if (!state.equals("created")) {
            site.succeeds("start", "one");
        }
        if (state.equals("stopped")) {
            site.succeeds("stop", "-t", "0", "one");
        }
        if (state.equals("paused")) {
            site.succeeds("pause", "one");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"running", "paused", "stopped", "created"})
    void a_tree_comes_out_as_it_went_in(String state) {
        container(state);
        site.succeeds("cp", "src", "one:/srv");
        site.succeeds("cp", "src/.", "one:/srv/old");
        site.succeeds("cp", "src/one", "one:/srv/plain");
        site.succeeds("container", "cp", "one:/srv", "out");
        assertThat(Shell.script(site.work(), "cd out; find . | sort | tr '\\n' ' '; cat plain"))
                .isEqualTo(
                        ". ./link ./old ./old/deep ./old/deep/file ./old/hard ./old/link ./old/one ./old/sub"
                                + " ./old/sub/two ./plain ./src ./src/hard ./src/link ./src/one ./src/sub"
                                + " ./src/sub/two one\n");
        assertThat(
                        Shell.script(
                                site.work(),
                                "test out/src/one -ef out/src/hard; readlink out/src/link"))
                .isEqualTo("one\n");
    }

    @Test
    void a_directory_is_not_copied_into_itself() {
        container("running", "-v", site.work() + ":/mnt");
        refuses("cannot copy directory \"old\" into itself", "one:/srv/old", "one:/srv/old");
        refuses("cannot copy directory \"new\" into itself", "one:/srv/old", "one:/srv/old/new");
        refuses(
                "cannot copy directory \"old/deep\" into itself",
                "one:/srv/old",
                "one:/srv/old/deep");
        refuses("cannot copy directory \"src/sub\" into itself", "src", "one:/mnt/src/sub");
        refuses("cannot copy directory \"mnt/src\" into itself", "one:/mnt", "src");
        site.succeeds("cp", "one:/srv/old", "one:/srv/older");
        assertThat(Shell.script(site.work(), "find src | wc -l").strip()).isEqualTo("11");
    }

    @ParameterizedTest
    @ValueSource(strings = {"running", "stopped"})
    void targets_and_their_errors_are_those_of_docker(String state) {
        container(state);
        refuses("could not find the file /none in container one", "one:/none", "x");
        refuses("lstat " + site.work() + "/none: no such file or directory", "none", "one:/");
        refuses("could not find the file /no in container one", "src/one", "one:/no/x");
        refuses("no such directory", "src/one", "one:/no/");
        refuses("cannot copy directory", "src", "one:/srv/plain");
        refuses("not a directory", "one:/srv/plain/", "x");
        refuses("not a directory", "src/one", "one:/srv/plain/");
        refuses("directory \"/no/such\" does not exist", "one:/srv/plain", "/no/such/x");
        refuses("must specify at least one container source", "src", "x");
        refuses("source can not be empty", "", "one:/");
        refuses("no such container: none", "none:/x", "x");
        refuses("destination \"one:/srv/plain\" must be a directory", "-", "one:/srv/plain");
        Shell.script(site.work(), "mkdir -p odd/plain full/old; echo > full/old/deep");
        refuses("cannot overwrite non-directory \"plain\" with directory", "odd/.", "one:/srv");
        refuses("cannot overwrite directory \"old/deep\" with non-directory", "full/.", "one:/srv");
        site.succeeds("cp", "--overwrite", "odd/.", "one:/srv");
        site.succeeds("cp", "one:/srv/link", "as-link");
        assertThat(site.work().resolve("as-link")).isSymbolicLink();
        site.succeeds("cp", "src", "one:/srv/new");
        site.succeeds("cp", "-L", "one:/srv/new/link", "followed");
        assertThat(site.work().resolve("followed")).hasContent("one");
    }

    @Test
    void archives_go_through_standard_input_and_output() throws Exception {
        container("running");
        byte[] tar = site.succeeds("cp", "one:/srv/old", "-").out();
        Files.write(site.work().resolve("x.tar"), tar);
        assertThat(Shell.run(site.work(), "tar", "tf", "x.tar"))
                .isEqualTo("old/\nold/deep/\nold/deep/file\n");
        Shell.script(site.work(), "chown 7:8 src/one; tar cf in.tar src");
        byte[] in = Files.readAllBytes(site.work().resolve("in.tar"));
        assertThat(site.command("cp", "-", "one:/srv").input(in).finish().code()).isZero();
        assertThat(site.succeeds("exec", "one", "stat", "-c", "%u:%g", "/srv/src/one").line())
                .isEqualTo("7:8");
        assertThat(site.command("cp", "-", "one:/srv").input("no archive").finish().code())
                .isEqualTo(125);
    }

    @ParameterizedTest
    @ValueSource(strings = {"running", "stopped"})
    void owners_are_root_unless_something_else_is_asked_for(String state) {
        container(state);
        Shell.script(site.work(), "chown -R 7:8 src");
        site.succeeds("cp", "src", "one:/srv/plain-copy");
        site.succeeds("cp", "-a", "src", "one:/srv/archive");
        site.succeeds("cp", "--chown", "bob", "src", "one:/srv/bobs");
        site.succeeds("cp", "--chown", "5:6", "src", "one:/srv/numbers");
        if (state.equals("stopped")) {
            site.succeeds("start", "one");
        }
        assertThat(
                        site.succeeds(
                                        "exec",
                                        "one",
                                        "sh",
                                        "-c",
                                        "cd /srv; stat -c %u:%g plain-copy/sub/two archive/sub/two numbers/sub"
                                                + " numbers/link; stat -c %U bobs/one")
                                .lines())
                .containsExactly("0:0", "7:8", "5:6", "5:6", "bob");
        assertThat(site.jong("cp", "--chown", "nobody-here", "src", "one:/x").code())
                .isEqualTo(125);
    }

    @ParameterizedTest
    @ValueSource(strings = {"running", "stopped"})
    void volumes_and_binds_are_seen_as_the_container_sees_them(String state) throws Exception {
        Files.writeString(
                Files.createDirectories(site.folder().resolve("bound")).resolve("b"), "b");
        container(
                state,
                "-v",
                "data:/srv/data",
                "-v",
                site.folder().resolve("bound") + ":/srv/bound:ro");
        site.succeeds("cp", "src/one", "one:/srv/data/");
        assertThat(site.store().resolve("volumes/data/data/one")).hasContent("one");
        site.succeeds("cp", "one:/srv", "out");
        assertThat(site.work().resolve("out/data/one")).hasContent("one");
        assertThat(site.work().resolve("out/bound/b")).hasContent("b");
        Result refused = site.jong("cp", "src/one", "one:/srv/bound/");
        assertThat(refused.code()).isEqualTo(126);
        assertThat(refused.err()).contains("read-only");
        assertThat(site.folder().resolve("bound/one")).doesNotExist();
        site.succeeds("cp", "one:/etc/hostname", "hostname");
        assertThat(Files.readString(site.work().resolve("hostname"))).hasSizeGreaterThan(5);
        site.succeeds("rm", "-f", "one");
        site.succeeds("volume", "rm", "data");
    }

    @Test
    void what_goes_over_removed_files_of_a_stopped_container_is_all_there_is() {
        site.succeeds("run", "--name", "one", "files", "rm", "-r", "/srv/old");
        Shell.script(site.work(), "mkdir old; echo new > old/new");
        site.succeeds("cp", "old", "one:/srv");
        site.succeeds("run", "-d", "--name", "other", "files", "sleep", "1000");
        site.succeeds("cp", "one:/srv/old", "other:/srv/from-one");
        assertThat(site.succeeds("exec", "other", "ls", "/srv/from-one").line()).isEqualTo("new");
        assertThat(site.succeeds("diff", "one").lines())
                .contains("D /srv/old/deep", "A /srv/old/new");
    }

    @Test
    void V03_devices_special_bits_and_foreign_owners_come_out_as_the_callers_own() {
        container("running");
        site.succeeds(
                "exec",
                "--privileged",
                "one",
                "sh",
                "-c",
                "mkdir /t; cd /t; cp /bin/busybox suid; chown 7:8 suid; chmod 6755 suid; mknod null c 1 3; mkfifo fifo");
        Result copied = site.succeeds("cp", "one:/t", "plain");
        assertThat(copied.err()).contains("left out the device plain/null");
        assertThat(stat("plain")).isEqualTo("fifo 644 0:0\nsuid 755 0:0\n");
        site.succeeds("cp", "-a", "one:/t", "archive");
        assertThat(stat("archive")).isEqualTo("fifo 644 0:0\nnull 644 0:0\nsuid 6755 7:8\n");
        site.succeeds("cp", "archive", "one:/back");
        assertThat(
                        site.succeeds(
                                        "exec",
                                        "one",
                                        "sh",
                                        "-c",
                                        "cd /back; stat -c '%n %a %u:%g' *")
                                .text())
                .isEqualTo("fifo 644 0:0\nsuid 755 0:0\n");
    }

    @Test
    void V17_nothing_stays_mounted_after_a_copy_that_failed() throws Exception {
        container("stopped", "-v", "data:/srv/data");
        site.succeeds("cp", "one:/srv", "out");
        site.jong("cp", "one:/srv", "/no/such/place");
        site.jong("cp", "one:/none", "x");
        assertThat(Files.readString(Path.of("/proc/self/mountinfo")))
                .doesNotContain(site.store().toString());
        site.succeeds("rm", "one");
        site.succeeds("volume", "rm", "data");
    }

    private static String stat(String directory) {
        return Shell.script(site.work(), "cd " + directory + "; stat -c '%n %a %u:%g' *");
    }

    private static void refuses(String why, String from, String to) {
        Result refused = site.jong("cp", from, to);
        assertThat(refused.code()).as(refused.toString()).isEqualTo(125);
        assertThat(refused.err()).contains(why);
    }
}
