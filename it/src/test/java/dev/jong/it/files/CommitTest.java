package dev.jong.it.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.Await;
import dev.jong.it.harness.Canary;
import dev.jong.it.harness.EngineProcess;
import dev.jong.it.harness.Needs;
import dev.jong.it.harness.Prober;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Shell;
import dev.jong.it.harness.Site;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// `jong commit`.
@Tag("root")
class CommitTest {
    private static final String DIFF_IDS = "{{json .RootFS.Layers}}";

    private static Site site;

    @BeforeAll
    static void open() throws Exception {
        site = Site.open(Account.root());
        Path tree = Prober.copy(site.folder().resolve("tree"));
        Files.createDirectories(tree.resolve("srv/old/deep"));
        Files.writeString(tree.resolve("srv/gone"), "gone");
        site.image("files", tree, "ENV FROM=image", "ENTRYPOINT [\"sh\"]");
    }

    @AfterAll
    static void close() {
        site.close();
    }

    @AfterEach
    void empty() {
        site.jong("rm", "-f", "-v", "one");
        site.jong("rmi", "-f", "made", "again");
    }

    private static void run(String script, String... options) {
        var command = new java.util.ArrayList<>(List.of("run", "--name", "one"));
        command.addAll(List.of(options));
        command.addAll(List.of("files", "-c", script));
        site.succeeds(command.toArray(new String[0]));
    }

    private static String inspect(String image, String format) {
        return site.succeeds("inspect", "-f", format, image).line();
    }

    @Test
    void an_image_of_a_container_shows_what_the_container_showed() {
        run(
                "echo new > /srv/new; rm /srv/gone; rm -r /srv/old; mkdir /srv/old; echo v > /data/v",
                "-e",
                "A=b",
                "-w",
                "/srv",
                "-v",
                "data:/data");
        String id = site.succeeds("commit", "-a", "me", "-m", "why", "one", "made").line();
        assertThat(id).matches("sha256:[0-9a-f]{64}");
        assertThat(
                        site.succeeds(
                                        "run",
                                        "--rm",
                                        "--entrypoint",
                                        "find",
                                        "made",
                                        "/srv",
                                        "/data")
                                .lines())
                .containsExactlyInAnyOrder("/srv", "/srv/new", "/srv/old", "/data");
        String base = inspect("files", DIFF_IDS);
        assertThat(inspect("made", DIFF_IDS)).startsWith(base.substring(0, base.length() - 1));
        assertThat(
                        inspect(
                                "made",
                                "{{.Author}} {{.Comment}} {{.Config.Env}} {{.Config.WorkingDir}}"))
                .isEqualTo("me why [FROM=image A=b] /srv");
        assertThat(inspect("made", "{{.Config.Entrypoint}} {{index .Config.Cmd 0}}"))
                .isEqualTo("[sh] -c");
        assertThat(site.succeeds("history", "made").text()).contains("sh -c echo new", "why");
        site.succeeds("rm", "one");
        site.succeeds("volume", "rm", "data");
    }

    @Test
    void all_instructions_change_the_image_in_both_forms() {
        run("true");
        site.succeeds(
                "commit",
                "-c",
                "CMD [\"a\", \"b\"]",
                "-c",
                "ENTRYPOINT top -b",
                "-c",
                "ENV x=1 y=\"2 3\"",
                "-c",
                "EXPOSE 80 53/udp",
                "-c",
                "LABEL l=m",
                "-c",
                "ONBUILD RUN make",
                "-c",
                "USER bob",
                "-c",
                "VOLUME /v",
                "-c",
                "WORKDIR /w",
                "-c",
                "STOPSIGNAL SIGINT",
                "one",
                "made");
        assertThat(inspect("made", "{{json .Config}}"))
                .contains(
                        "\"Cmd\":[\"a\",\"b\"]",
                        "\"Entrypoint\":[\"/bin/sh\",\"-c\",\"top -b\"]",
                        "\"x=1\",\"y=2 3\"",
                        "\"80/tcp\":{}",
                        "\"53/udp\":{}",
                        "\"l\":\"m\"",
                        "\"OnBuild\":[\"RUN make\"]",
                        "\"User\":\"bob\"",
                        "\"/v\":{}",
                        "\"WorkingDir\":\"/w\"",
                        "\"StopSignal\":\"SIGINT\"");
        Result wrong = site.jong("commit", "-c", "RUN make", "one", "again");
        assertThat(wrong.code()).isEqualTo(125);
        assertThat(wrong.err()).contains("invalid change \"RUN make\"");
        assertThat(site.jong("image", "exists", "again").code()).isEqualTo(1);
    }

    @Test
    void the_same_container_gives_the_same_image() {
        run("echo 1 > /one; rm /srv/gone");
        String first = site.succeeds("commit", "--timestamp", "7", "one", "made").line();
        String second =
                site.succeeds("commit", "--timestamp", "7", "--iidfile", "id", "one").line();
        assertThat(second).isEqualTo(first);
        assertThat(site.work().resolve("id")).hasContent(first);
        String squashed = site.succeeds("commit", "--squash", "one", "again").line();
        assertThat(squashed).isNotEqualTo(first);
        assertThat(inspect("again", DIFF_IDS)).doesNotContain(",");
        assertThat(site.succeeds("run", "--rm", "again", "-c", "cat /one; ls /srv").text())
                .isEqualTo("1\nold\n");
    }

    @Test
    void other_engines_load_it() {
        Needs.program("/usr/bin/skopeo");
        run("echo 1 > /one; rm /srv/gone");
        site.succeeds("commit", "-f", "docker", "one", "made");
        site.succeeds("save", "-o", "made.tar", "made");
        Shell.run(site.work(), "skopeo", "copy", "-q", "docker-archive:made.tar", "oci:layout:x");
        assertThat(Shell.run(site.work(), "skopeo", "inspect", "oci:layout:x"))
                .contains("FROM=image");
        Shell.script(site.work(), "rm -rf made.tar layout");
    }

    @Test
    void V15_what_turns_into_links_and_devices_meanwhile_brings_nothing_of_the_host() {
        Canary canary = Canary.in(site.folder());
        String host = canary.path().resolve("etc/passwd").toString();
        site.succeeds(
                "run",
                "-d",
                "--privileged",
                "--name",
                "one",
                "files",
                "-c",
                "mkdir /x; cd /x; ln -s "
                        + host
                        + " stays; while :; do echo in > f; rm f; ln -s "
                        + host
                        + " f; rm f; mkfifo f; rm f; mknod f c 1 5; rm f; mkdir f; echo in > f/passwd; rm -r f;"
                        + " ln -s "
                        + canary.path().resolve("etc")
                        + " f; rm f; done");
        int rounds = Integer.getInteger("jong.rounds", 4);
        for (int i = 0; i < rounds; i++) {
            Result made = site.jong("commit", "--no-pause", "one", "made");
            if (made.code() == 0) {
                site.succeeds("save", "-o", "made.tar", "made");
                assertThat(
                                Shell.script(site.work(), "grep -c 'secret of' made.tar || true")
                                        .strip())
                        .isEqualTo("0");
                Shell.script(site.work(), "rm made.tar");
            }
            site.jong("rmi", "-f", "made");
        }
        canary.check();
    }

    @Test
    void R015_a_container_goes_on_when_its_commit_is_killed_and_there_is_no_image()
            throws Exception {
        site.succeeds(
                "run",
                "-d",
                "--name",
                "one",
                "files",
                "-c",
                "truncate -s 2G /big; touch /ready; sleep 1000");
        Await.that(() -> site.jong("exec", "one", "test", "-e", "/ready").code() == 0, "the file");
        Process front = site.command("commit", "one", "made").begin();
        Await.that(() -> !begun().isEmpty(), "the commit is at work");
        assertThat(state()).isEqualTo("paused");
        new EngineProcess(site).killWorkers();
        assertThat(front.waitFor()).isNotZero();
        Await.that(() -> state().equals("running"), CommitTest::state);
        assertThat(site.jong("image", "exists", "made").code()).isEqualTo(1);
        site.succeeds("exec", "one", "rm", "/big");
        assertThat(site.succeeds("commit", "one", "made").line()).startsWith("sha256:");
        Await.that(() -> begun().isEmpty(), "what was begun is gone");
    }

    /// Large files that the store has begun to write.
    private static String begun() {
        return Shell.script(
                site.folder(),
                "find store/tmp store/images -type f -size +32M 2> /dev/null || true");
    }

    private static String state() {
        return site.jong("inspect", "-f", "{{.State.Status}}", "one").line();
    }
}
