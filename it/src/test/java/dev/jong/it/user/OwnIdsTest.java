package dev.jong.it.user;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.Prober;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Site;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Containers of root whose ids are not the host's.
@Tag("root")
class OwnIdsTest {
    private static Site site;

    @BeforeAll
    static void open() throws Exception {
        site = Site.open(Account.root());
        Path tree = Prober.copy(site.folder().resolve("tree"));
        Files.writeString(
                tree.resolve("etc/passwd"), "root:x:0:0::/:/bin/sh\nfive:x:5:5::/:/bin/sh\n");
        Files.createDirectories(tree.resolve("srv"));
        Files.writeString(tree.resolve("srv/seed"), "seed\n");
        site.image("users", tree, "VOLUME /srv");
    }

    @AfterAll
    static void close() {
        site.close();
    }

    @AfterEach
    void empty() {
        site.jong("rm", "-f", "-v", "first", "second");
        site.succeeds("volume", "prune", "-a", "-f");
        assertThat(site.store().resolve("ids"))
                .satisfiesAnyOf(
                        ids -> assertThat(ids).doesNotExist(),
                        ids -> assertThat(ids).isEmptyDirectory());
    }

    @Test
    void U01_automatic_ranges_are_disjoint_and_freed() throws Exception {
        List<long[]> ranges = new ArrayList<>();
        site.succeeds("run", "-d", "--name", "first", "--userns", "auto", "box", "sleep", "100");
        site.succeeds(
                "run", "-d", "--name", "second", "--userns", "auto:size=99", "box", "sleep", "100");
        for (String name : List.of("first", "second")) {
            String map = site.succeeds("exec", name, "cat", "/proc/self/uid_map").line();
            String[] words = map.trim().split(" +", -1);
            long start = Long.parseLong(words[1]);
            ranges.add(new long[] {start, start + Long.parseLong(words[2])});
        }
        ranges.sort(Comparator.comparingLong(range -> range[0]));
        assertThat(ranges.getFirst()[1]).isLessThanOrEqualTo(ranges.getLast()[0]);
        try (var given = Files.list(site.store().resolve("ids"))) {
            assertThat(given).hasSize(2);
        }
    }

    @Test
    void the_image_belongs_to_the_container_s_root_and_the_disk_to_the_host_s() throws Exception {
        site.succeeds(
                "run",
                "--name",
                "first",
                "--userns",
                "auto",
                "users",
                "sh",
                "-c",
                "test $(stat -c %u:%g /etc/passwd /bin /etc/hosts | sort -u) = 0:0"
                        + " && touch /made && chown 5:6 /made && echo x >> /etc/hosts");
        Path made = upper().resolve("made");
        assertThat(Files.getAttribute(made, "unix:uid")).isEqualTo(5);
        assertThat(Files.getAttribute(made, "unix:gid")).isEqualTo(6);
    }

    @Test
    void nothing_of_the_host_s_tree_is_left() {
        List<String> roots = new ArrayList<>();
        for (String line : run("cat /proc/self/mountinfo", "--userns", "auto", "box")) {
            roots.add(line.split(" ")[4]);
        }
        assertThat(roots).contains("/", "/proc").doesNotContain("/root", "/boot", "/home");
        assertThat(roots).filteredOn("/"::equals).hasSize(1);
        assertThat(roots).filteredOn("/proc"::equals).hasSize(1);
        assertThat(run("ls /proc/self/fd", "--userns", "auto", "box")).hasSizeLessThan(6);
    }

    /// It is nobody to the host, whatever it is in the container.
    @Test
    void U05_a_remapped_root_is_refused_files_of_the_host_s_root() throws Exception {
        Path secret = site.file("secret", "secret\n").toAbsolutePath();
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        Result read =
                site.jong(
                        "run",
                        "--rm",
                        "--userns",
                        "auto",
                        "-v",
                        secret + ":/s",
                        "box",
                        "cat",
                        "/s");
        assertThat(read.code()).as(read.toString()).isEqualTo(1);
        assertThat(read.err()).contains("Permission denied");
        assertThat(run("stat -c %u /s", "--userns", "auto", "-v", secret + ":/s", "box"))
                .containsExactly("65534");
    }

    @Test
    void a_bind_is_shown_with_the_container_s_ids_or_given_to_its_user() throws Exception {
        Path shown = site.directory("shown");
        run("touch /w/file; chown 5 /w/file", "--userns", "auto", "-v", shown + ":/w:idmap", "box");
        assertThat(Files.getAttribute(shown.resolve("file"), "unix:uid")).isEqualTo(5);
        Path given = site.directory("given");
        Files.createSymbolicLink(given.resolve("link"), Path.of("/etc/hostname"));
        Files.writeString(given.resolve("file"), "");
        Object before = Files.getAttribute(Path.of("/etc/hostname"), "unix:uid");
        assertThat(
                        run(
                                "stat -c %u /w /w/file",
                                "--userns", "auto", "-u", "5", "-v", given + ":/w:U", "box"))
                .containsExactly("5", "5");
        assertThat(Files.getAttribute(Path.of("/etc/hostname"), "unix:uid")).isEqualTo(before);
    }

    @Test
    void directories_of_the_system_are_not_given_away() throws Exception {
        Path link = Files.createSymbolicLink(site.directory("l").resolve("etc"), Path.of("/etc"));
        for (String source : List.of("/", "/home", "/etc", "/usr/lib", link.toString())) {
            Result refused =
                    site.jong("run", "--rm", "-v", source + ":/w:U", "-u", "0", "box", "true");
            assertThat(refused.code()).as(refused.toString()).isEqualTo(125);
            assertThat(refused.err()).contains("it belongs to the system");
        }
        Result shown = site.jong("run", "--rm", "-v", "/srv:/w:idmap", "box", "true");
        assertThat(shown.err()).contains("cannot show the files of /srv", "hint: ");
    }

    @Test
    void volumes_are_shared_by_containers_with_other_ids() {
        run("touch /srv/one; chown 5 /srv/one", "--userns", "auto", "-v", "data:/srv", "users");
        assertThat(
                        run(
                                "stat -c %u /srv/seed /srv/one",
                                "--uidmap", "0:700000:1000", "-v", "data:/srv", "users"))
                .containsExactly("0", "5");
    }

    @Test
    void it_has_what_belongs_to_its_namespaces_and_no_more() {
        String script =
                "hostname other 2>/dev/null || echo no; cat /proc/sys/net/ipv4/ip_unprivileged_port_start;"
                        + " stat -c %g /dev/pts; ls /sys/class/net";
        assertThat(run(script, "--userns", "auto", "box"))
                .containsExactly("no", "0", "0", "eth0", "lo");
    }

    @Test
    void exec_goes_in_with_its_ids() {
        site.succeeds("run", "-d", "--name", "first", "--userns", "auto", "users", "sleep", "100");
        assertThat(site.succeeds("exec", "-u", "five", "first", "id", "-u").line()).isEqualTo("5");
        assertThat(site.succeeds("exec", "first", "sh", "-c", "touch /x && stat -c %u /x").line())
                .isEqualTo("0");
        site.succeeds("restart", "-t", "0", "first");
        assertThat(site.succeeds("exec", "first", "stat", "-c", "%u", "/x").line()).isEqualTo("0");
    }

    @Test
    void a_user_that_is_not_mapped_is_refused() {
        Result refused =
                site.jong("run", "--rm", "--uidmap", "0:700000:5", "-u", "7", "box", "true");
        assertThat(refused.code()).isEqualTo(125);
        assertThat(refused.err()).contains("cannot run as user 7:0", "hint: ");
    }

    private static List<String> run(String script, String... options) {
        List<String> command = new ArrayList<>(List.of("run", "--rm"));
        command.addAll(List.of(options));
        command.addAll(List.of("sh", "-c", script));
        return site.succeeds(command.toArray(new String[0])).lines();
    }

    private static Path upper() throws Exception {
        try (var containers = Files.list(site.store().resolve("containers"))) {
            return containers.findFirst().orElseThrow().resolve("upper");
        }
    }
}
