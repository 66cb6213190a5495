package dev.jong.it.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.Canary;
import dev.jong.it.harness.Probe;
import dev.jong.it.harness.Prober;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Shell;
import dev.jong.it.harness.Site;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Images that were made to do harm with what they say about themselves.
@Tag("root")
class ImageTest {
    private static final AtomicInteger IMAGES = new AtomicInteger();

    private static Site site;
    private static Canary canary;

    @BeforeAll
    static void open() {
        site = Site.open(Account.root());
        canary = Canary.in(site.folder());
    }

    @AfterAll
    static void close() {
        canary.check();
        site.close();
    }

    /// Names of users are looked up by a parser of our own; digits win over names, odd lines are no lines.
    @ParameterizedTest
    @CsvSource({
        "root:x:1000:1000::/:/bin/sh, root, 1000",
        "'0:x:1000:1000::/:/bin/sh', 0, 0",
        "'7:x:0:0::/:/bin/sh', 7, 7",
        "evil:x:4294967296:0::/:/bin/sh, evil, none",
        "evil:x:-1:0::/:/bin/sh, evil, none",
        "evil:x:+0:0::/:/bin/sh, evil, none",
        "evil:x:0x0:0::/:/bin/sh, evil, none",
        "evil:x: 0:0::/:/bin/sh, evil, none",
        "evil:x::0::/:/bin/sh, evil, none",
        "evil:x, evil, none",
        "evil, evil, none",
        "'evil:x:5:6::/:/bin/sh', evil, 5",
        "'+::::::', +, none"
    })
    void L17_users_come_from_the_image_s_file_by_strict_rules(String line, String user, String uid)
            throws Exception {
        Path tree = tree();
        Files.writeString(tree.resolve("etc/passwd"), line + "\n");
        Files.writeString(tree.resolve("etc/nsswitch.conf"), "passwd: evil files\n");
        Result result = site.jong("run", "--rm", "-u", user, image(tree), "probe", "dump");
        if (uid.equals("none")) {
            assertThat(result.code()).as(result.toString()).isEqualTo(125);
        } else {
            assertThat(result.probe().value("status.Uid")).startsWith(uid + " ");
        }
    }

    /// The file is looked for in the image, whatever links say, and nothing but a plain file is read.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ln -s HOST etc/passwd",
                "ln -s ../../../../../../HOST etc/passwd",
                "mkfifo etc/passwd",
                "mkdir etc/passwd",
                "mknod etc/passwd c 1 5",
                "ln -s passwd etc/passwd",
                "ln -s /proc/self/environ etc/passwd"
            })
    void L17_the_user_file_of_the_host_is_never_read(String trap) throws Exception {
        Path host = site.folder().resolve("users-of-the-host");
        Files.writeString(host, "hostuser:x:4711:4711::/:/bin/sh\n");
        Path tree = tree();
        Shell.script(tree, "rm etc/passwd; " + trap.replace("HOST", host.toString()));
        String image = image(tree);
        Result named = site.jong("run", "--rm", "-u", "hostuser", image, "probe", "dump");
        assertThat(named.code()).as(named.toString()).isEqualTo(125);
        Result numbered = site.jong("run", "--rm", "-u", "5", image, "probe", "dump");
        assertThat(numbered.code()).as(numbered.toString()).isIn(0, 125);
    }

    @Test
    void L17_libraries_of_the_image_are_not_loaded_by_the_launcher() throws Exception {
        Path tree = tree();
        Shell.script(
                tree,
                "mkdir -p lib/x86_64-linux-gnu lib64 usr/lib; for l in lib/libnss_files.so.2 lib64/ld-linux-x86-64.so.2 lib/libc.so.6 etc/ld.so.preload; do echo broken > $l; done");
        assertThat(site.succeeds("run", "--rm", "-u", "alice", image(tree), "id", "-un").line())
                .isEqualTo("alice");
        assertThat(Shell.run("file", site.program())).contains("statically linked");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/proc/self/fd/7",
                "/proc/self/fd/3",
                "/proc/1/cwd",
                "/proc/self/root/proc/self/fd/4"
            })
    void M11_a_working_directory_of_the_image_that_is_a_magic_link_is_refused(String directory)
            throws Exception {
        Path tree = tree();
        Files.createSymbolicLink(tree.resolve("link"), Path.of(directory));
        for (String image :
                new String[] {image(tree, "WORKDIR " + directory), image(tree, "WORKDIR /link")}) {
            Result result = site.jong("run", "--rm", image, "pwd");
            assertThat(result.code()).as(result.toString()).isIn(125, 126);
            assertThat(result.out()).isEmpty();
        }
    }

    @Test
    void M11_a_working_directory_that_a_link_leads_away_is_made_inside() throws Exception {
        Path tree = tree();
        Files.createSymbolicLink(tree.resolve("out"), canary.path().resolve("made"));
        Files.createSymbolicLink(
                tree.resolve("up"), Path.of("../../../../../../../../" + canary.path() + "/made2"));
        Result result = site.jong("run", "--rm", image(tree, "WORKDIR /out/deep"), "pwd");
        assertThat(result.code()).as(result.toString()).isIn(0, 125, 126);
        result = site.jong("run", "--rm", image(tree, "WORKDIR /up"), "pwd");
        assertThat(result.code()).as(result.toString()).isIn(0, 125, 126);
        canary.check();
    }

    @Test
    void M13_labels_of_an_image_steer_nothing() throws Exception {
        String image =
                image(
                        tree(),
                        "LABEL dev.jong.privileged=true",
                        "LABEL dev.jong.network=host",
                        "LABEL dev.jong.mounts=/:/host",
                        "LABEL url=file:///etc/passwd",
                        "LABEL yaml=\"--privileged -v /:/host\"",
                        "LABEL plain=kept");
        Probe odd = site.in(image, "dump");
        Probe usual = site.dump();
        assertThat(odd.capabilities("Bnd")).isEqualTo(usual.capabilities("Bnd"));
        assertThat(odd.mounts().stream().map(Probe.Mount::target))
                .containsExactlyInAnyOrderElementsOf(
                        usual.mounts().stream().map(Probe.Mount::target).toList());
        site.succeeds("create", "--name", "labelled", image, "true");
        String labels =
                site.succeeds("inspect", "--format", "{{json .Config.Labels}}", "labelled").line();
        assertThat(labels).contains("\"plain\":\"kept\"").doesNotContain("dev.jong.");
        site.succeeds("rm", "labelled");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "truncate -s 1G etc/passwd",
                "head -c 500000000 /dev/zero | tr '\\0' a > etc/passwd",
                "yes group:x:1:someone | head -n 10000000 > etc/group",
                "yes alice:x:1:1::/: | head -c 10485761 > etc/passwd"
            })
    void M23_user_files_of_any_size_are_read_up_to_a_limit(String huge) throws Exception {
        Path tree = site.directory("huge" + IMAGES.incrementAndGet());
        Shell.run("cp", "-a", Prober.tree() + "/.", tree.toString());
        Shell.script(tree, huge);
        long start = System.nanoTime();
        Result result =
                site.jong("run", "--rm", "-u", "nobody-here", "--rootfs", tree.toString(), "true");
        assertThat(result.code()).as(result.toString()).isEqualTo(125);
        assertThat(result.err()).as("names the file").contains("etc/");
        result = site.jong("run", "--rm", "--rootfs", tree.toString(), "true");
        assertThat(result.code()).as(result.toString()).isEqualTo(125);
        assertThat(System.nanoTime() - start).isLessThan(20_000_000_000L);
        Shell.run("rm", "-rf", tree.toString());
    }

    @Test
    void M23_a_user_file_just_below_the_limit_is_read() throws Exception {
        Path tree = site.directory("large");
        Shell.run("cp", "-a", Prober.tree() + "/.", tree.toString());
        Shell.script(
                tree,
                "yes '#line' | head -c 10485700 > etc/passwd; echo >> etc/passwd; echo 'last:x:77:77::/:' >> etc/passwd");
        assertThat(
                        site.succeeds(
                                        "run",
                                        "--rm",
                                        "-u",
                                        "last",
                                        "--rootfs",
                                        tree.toString(),
                                        "probe",
                                        "dump")
                                .probe()
                                .value("status.Uid"))
                .startsWith("77 ");
    }

    /// A set-uid root program of an image lies in the store for as long as the image does.
    @Test
    void T17_set_uid_programs_in_the_store_are_out_of_reach_for_other_users() throws Exception {
        Path tree = tree();
        Shell.run("chmod", "4755", tree.resolve("bin/probe").toString());
        image(tree);
        String program =
                Shell.run("find", site.store() + "/layers", "-name", "probe", "-perm", "-4000")
                        .lines()
                        .findFirst()
                        .orElseThrow();
        try (Account other = Account.single()) {
            // setpriv itself still has its capabilities when it starts a program; the shell has
            // none.
            Result result =
                    Shell.attempt(
                            Path.of("/"),
                            "setpriv",
                            "--reuid=" + other.uid(),
                            "--regid=" + other.gid(),
                            "--clear-groups",
                            "sh",
                            "-c",
                            "exec " + program + " dump");
            assertThat(result.code()).isNotZero();
            assertThat(result.err()).contains("ermission denied");
            assertThat(result.out()).isEmpty();
        }
    }

    private static Path tree() {
        return Prober.copy(site.folder().resolve("tree" + IMAGES.incrementAndGet()));
    }

    private static String image(Path tree, String... changes) {
        String name = "odd" + IMAGES.incrementAndGet();
        site.image(name, tree, changes);
        return name;
    }
}
