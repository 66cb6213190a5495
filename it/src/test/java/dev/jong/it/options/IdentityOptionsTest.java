package dev.jong.it.options;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.Probe;
import dev.jong.it.harness.Prober;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Site;
import java.nio.file.Files;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What a container is called, what is written down about it, and what its image says.
@Tag("root")
class IdentityOptionsTest {
    private static Site site;

    @BeforeAll
    static void open() {
        site = Site.open(Account.root());
    }

    @AfterAll
    static void close() {
        site.close();
    }

    @Test
    void a_name_is_taken_once_and_free_again() {
        site.succeeds("run", "--name", "mate", "box", "true");
        Result second = site.jong("run", "--name", "mate", "box", "true");
        assertThat(second.code()).isEqualTo(125);
        assertThat(second.err()).contains("mate");
        site.succeeds("rm", "mate");
        site.succeeds("run", "--rm", "--name", "mate", "box", "true");
        site.succeeds("run", "--rm", "--name", "mate", "box", "true");
    }

    @Test
    void rm_removes_and_its_absence_keeps() {
        site.succeeds("run", "--rm", "--name", "gone", "box", "true");
        assertThat(site.jong("inspect", "gone").code()).isNotZero();
        site.jong("run", "--name", "kept", "box", "probe", "exit", "3");
        assertThat(site.succeeds("inspect", "--format", "{{.State.ExitCode}}", "kept").line())
                .isEqualTo("3");
        site.succeeds("rm", "kept");
    }

    @Test
    void rm_removes_what_failed_to_start_too() {
        assertThat(site.jong("run", "--rm", "--name", "failed", "box", "no-such-program").code())
                .isEqualTo(127);
        assertThat(site.succeeds("ps", "-aq").out()).isEmpty();
    }

    @Test
    void cidfile_gets_the_id_and_must_be_new() throws Exception {
        site.succeeds("run", "-d", "--cidfile", "cid", "--name", "filed", "box", "probe", "wait");
        String id = Files.readString(site.work().resolve("cid"));
        assertThat(id).hasSize(64);
        assertThat(site.succeeds("inspect", "--format", "{{.Id}}", "filed").line()).isEqualTo(id);
        Result second = site.jong("run", "--rm", "--cidfile", "cid", "box", "true");
        assertThat(second.code()).isEqualTo(125);
        assertThat(second.err()).contains("cid");
        site.succeeds("rm", "-f", "filed");
    }

    @Test
    void labels_and_annotations_are_kept() {
        site.file("labels", "from.file=1\nempty\n");
        site.image("labelled", Prober.tree(), "LABEL of.image=yes", "LABEL changed=image");
        site.succeeds(
                "create",
                "--name",
                "signed",
                "-l",
                "changed=user",
                "--label",
                "a=b=c",
                "--label-file",
                "labels",
                "--annotation",
                "note=x",
                "labelled",
                "true");
        String labels =
                site.succeeds("inspect", "--format", "{{json .Config.Labels}}", "signed").line();
        assertThat(labels)
                .contains(
                        "\"of.image\":\"yes\"",
                        "\"changed\":\"user\"",
                        "\"a\":\"b=c\"",
                        "\"from.file\":\"1\"",
                        "\"empty\":\"\"");
        assertThat(site.succeeds("inspect", "signed").text()).contains("note");
        site.succeeds("rm", "signed");
    }

    @Test
    void hostname_and_domain_are_set() {
        Probe probe = site.dump("-h", "mast", "--domainname", "sea.example");
        assertThat(probe.value("hostname")).isEqualTo("mast");
        assertThat(probe.value("domainname")).isEqualTo("sea.example");
        assertThat(probe.value("hosts")).contains("mast");
        assertThat(site.succeeds("run", "--rm", "-h", "mast", "box", "cat", "/etc/hostname").line())
                .isEqualTo("mast");
        assertThat(site.dump().value("hostname")).matches("[0-9a-f]{12}");
    }

    @Test
    void hosts_and_name_servers_are_written() {
        Probe probe =
                site.dump(
                        "--add-host",
                        "quay:10.1.2.3",
                        "--add-host",
                        "six:[fd00::1]",
                        "--dns",
                        "10.9.8.7",
                        "--dns",
                        "10.9.8.6",
                        "--dns-search",
                        "sea.example",
                        "--dns-option",
                        "ndots:2");
        assertThat(probe.value("hosts"))
                .contains("10.1.2.3\\x09quay")
                .contains("fd00::1\\x09six")
                .contains("127.0.0.1\\x09localhost");
        assertThat(probe.value("resolver"))
                .contains("nameserver 10.9.8.7\\x0anameserver 10.9.8.6")
                .contains("search sea.example")
                .contains("options ndots:2");
        assertThat(site.jong("run", "--rm", "--add-host", "nonsense", "box", "true").code())
                .isEqualTo(125);
        assertThat(site.jong("run", "--rm", "--dns", "not-an-address", "box", "true").code())
                .isEqualTo(125);
    }

    @Test
    void files_that_jong_writes_are_not_in_the_image_s_layers() {
        assertThat(
                        site.succeeds(
                                        "run",
                                        "--rm",
                                        "box",
                                        "sh",
                                        "-c",
                                        "echo changed > /etc/hosts; cat /etc/hosts")
                                .line())
                .isEqualTo("changed");
        assertThat(site.dump().value("hosts")).contains("localhost");
    }

    @Test
    void the_image_s_words_are_the_defaults() {
        site.image(
                "spoken",
                Prober.tree(),
                "ENTRYPOINT [\"probe\"]",
                "CMD [\"dump\"]",
                "USER bob:audio",
                "WORKDIR /var/deep",
                "ENV SAIL=up");
        Probe probe = site.succeeds("run", "--rm", "spoken").probe();
        assertThat(probe.value("status.Uid")).startsWith("1001 ");
        assertThat(probe.value("status.Gid")).startsWith("29 ");
        assertThat(probe.value("cwd")).isEqualTo("/var/deep");
        assertThat(probe.environment()).containsEntry("SAIL", "up");
        Probe changed =
                site.succeeds("run", "--rm", "-u", "0", "-w", "/", "-e", "SAIL=down", "spoken")
                        .probe();
        assertThat(changed.value("status.Uid")).startsWith("0 ");
        assertThat(changed.value("cwd")).isEqualTo("/");
        assertThat(changed.environment()).containsEntry("SAIL", "down");
    }

    @Test
    void a_shell_form_command_runs_in_a_shell() {
        site.image("shelly", Prober.tree(), "CMD echo $((6 * 7))");
        assertThat(site.succeeds("run", "--rm", "shelly").line()).isEqualTo("42");
    }

    @Test
    void layers_are_shared_and_never_changed() {
        site.succeeds(
                "run",
                "--rm",
                "box",
                "sh",
                "-c",
                "echo gone > /etc/passwd; rm -rf /home; touch /new");
        assertThat(
                        site.succeeds(
                                        "run",
                                        "--rm",
                                        "box",
                                        "sh",
                                        "-c",
                                        "head -n 1 /etc/passwd; ls -d /home; ls /new 2>/dev/null || echo fresh")
                                .lines())
                .containsExactly("root:x:0:0:root:/root:/bin/sh", "/home", "fresh");
    }

    @Test
    void what_a_container_wrote_is_there_when_it_starts_again() {
        site.succeeds(
                "run", "--name", "again", "box", "sh", "-c", "echo x >> /count; wc -l < /count");
        assertThat(site.succeeds("start", "-a", "again").line()).isEqualTo("2");
        site.succeeds("rm", "again");
    }

    @Test
    void odd_names_are_refused() {
        for (String name : new String[] {"a/b", "..", "-x", "a b", "x".repeat(300)}) {
            Result result = site.jong("run", "--rm", "--name=" + name, "box", "true");
            assertThat(result.code()).as(name + ": " + result).isEqualTo(125);
        }
    }

    @Test
    void a_detached_container_is_known_by_the_id_that_is_printed() throws Exception {
        Result result =
                site.command("run", "-d", "box", "sh", "-c", "echo logged; sleep 0.1; exit 4")
                        .finish();
        assertThat(result.line()).matches("[0-9a-f]{64}");
        assertThat(site.succeeds("wait", result.line()).line()).isEqualTo("4");
        site.succeeds("rm", result.line().substring(0, 12));
    }
}
