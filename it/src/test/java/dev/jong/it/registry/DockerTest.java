package dev.jong.it.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.DockerDaemon;
import dev.jong.it.harness.LocalRegistry;
import dev.jong.it.harness.Needs;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Shell;
import dev.jong.it.harness.Site;
import dev.jong.it.image.Foreign;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Images to and from Docker: through registries and archives, with the digests and ids that they had.
@Tag("root")
class DockerTest {
    /// `secret`, as `htpasswd -B` writes it.
    private static final String USERS =
            "me:$2b$04$9ewPk7F/BoRRELfsHypI/O6g6J/de2LaQr1FUonHJmrU5a752ZE9y\n";

    private Site site;
    private DockerDaemon docker;
    private Path layout;

    @BeforeEach
    void open() {
        Needs.program("/usr/bin/umoci");
        site = Site.empty(Account.root());
        try {
            docker = DockerDaemon.open(site.directory("docker"));
        } catch (RuntimeException e) {
            site.close();
            throw e;
        }
        layout = site.folder().resolve("layout");
        Foreign.image(layout);
    }

    @AfterEach
    void close() {
        docker.close();
        site.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"oci", "v2s2"})
    void what_jong_pushes_and_docker_pushes_has_the_same_digest_for_both(String format)
            throws Exception {
        try (Serving serving = Serving.begin(site)) {
            exchange(serving.host(), format);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"oci", "v2s2"})
    void the_same_through_the_registry_of_the_distribution_project(String format) {
        try (LocalRegistry registry = LocalRegistry.open(site.directory("theirs"))) {
            exchange(registry.authority().replace("localhost", "127.0.0.1"), format);
        }
    }

    private void exchange(String host, String format) {
        String ours = host + "/team/box:1";
        String digest = copy("--format", format, "oci:" + layout + ":box", "docker://" + ours);
        assertThat(docker.run("pull", ours)).contains("Digest: " + digest);
        site.succeeds("pull", "-q", ours);
        assertThat(docker.id(ours)).isEqualTo(field("{{.ID}}", ours));
        assertThat(files(ours)).contains("second", "third").doesNotContain("first");

        String theirs = host + "/docker/box:2";
        docker.run("tag", ours, theirs);
        String said = docker.run("push", theirs);
        site.succeeds("pull", "-q", theirs);
        assertThat(said).contains("2: digest: " + field("{{.Digest}}", theirs) + " size: ");
        assertThat(docker.id(theirs)).isEqualTo(field("{{.ID}}", theirs));
        assertThat(site.succeeds("run", "--rm", theirs, "cat", "/third").text())
                .isEqualTo("three\n");

        String again = host + "/again/box:3";
        site.succeeds("push", "-q", theirs, again);
        assertThat(docker.run("pull", again)).contains("Digest: " + field("{{.Digest}}", theirs));
    }

    @Test
    void an_image_goes_round_through_archives_and_keeps_its_id() {
        site.succeeds("load", "-i", layout.toString());
        String id = site.succeeds("images", "-q", "--no-trunc").line();
        site.succeeds("tag", id, "box:1", "example.org/team/box:2");
        String archive = site.work().resolve("ours.tar").toString();
        site.succeeds("save", "-o", archive, "box:1", "example.org/team/box:2");
        docker.run("load", "-i", archive);
        assertThat(docker.id("box:1")).isEqualTo(id);
        assertThat(docker.id("example.org/team/box:2")).isEqualTo(id);
        assertThat(files("box:1")).contains("second", "third").doesNotContain("first");

        String theirs = site.work().resolve("theirs.tar").toString();
        docker.run("save", "-o", theirs, "box:1", "example.org/team/box:2");
        site.succeeds("rmi", "-f", id);
        assertThat(site.succeeds("load", "-i", theirs).lines())
                .containsExactlyInAnyOrder(
                        "Loaded image: box:1", "Loaded image: example.org/team/box:2");
        assertThat(field("{{.ID}}", "box:1")).isEqualTo(id);
        site.succeeds("save", "-o", archive, "box:1");
        docker.run("rmi", "-f", id);
        docker.run("load", "-i", archive);
        assertThat(docker.id("box:1")).isEqualTo(id);
    }

    @Test
    void of_a_list_that_jong_made_docker_pulls_the_image_for_this_host_and_the_reverse()
            throws Exception {
        try (Serving serving = Serving.begin(site)) {
            String name = serving.host() + "/box:1";
            String member = copy("--format", "v2s2", "oci:" + layout + ":box", "docker://" + name);
            String list = serving.host() + "/list:1";
            site.succeeds("manifest", "create", list, name);
            String digest = site.succeeds("manifest", "push", list).line();
            assertThat(docker.run("pull", list)).contains("Digest: " + digest);
            site.succeeds("pull", "-q", name);
            assertThat(docker.id(list)).isEqualTo(field("{{.ID}}", name));

            String theirs = serving.host() + "/list:2";
            docker.run("manifest", "create", "--insecure", theirs, name);
            String pushed =
                    docker.run("manifest", "push", "--insecure", theirs).lines().toList().getLast();
            Result raw = site.succeeds("inspect", "--raw", "docker://" + theirs);
            assertThat(raw.text()).contains(member, "manifest.list.v2+json");
            assertThat(site.succeeds("pull", theirs).text()).contains("Digest: " + pushed);
        }
    }

    @Test
    void a_password_is_asked_for_and_each_uses_the_login_of_the_other() throws Exception {
        Path users = site.file("users", USERS);
        try (Serving serving = Serving.begin(site, "--htpasswd", users.toString())) {
            String name = serving.host() + "/box:1";
            site.succeeds("load", "-i", layout.toString());
            site.succeeds("tag", site.succeeds("images", "-q").line(), name);
            String archive = site.work().resolve("box.tar").toString();
            site.succeeds("save", "-o", archive, name);
            docker.run("load", "-i", archive);
            assertThat(docker.attempt("push", name).err()).contains("no basic auth credentials");
            assertThat(login(serving, "wrong").code()).isEqualTo(1);
            assertThat(login(serving, "secret").text()).contains("Login Succeeded");
            docker.run("push", name);

            site.succeeds("rmi", name);
            assertThat(site.jong("pull", name).err()).contains("hint: log in with: jong login ");
            Result pulled =
                    site.command("pull", name)
                            .with("DOCKER_CONFIG", site.folder() + "/docker/.docker")
                            .finish();
            assertThat(pulled.code()).as(pulled.toString()).isZero();

            docker.run("logout", serving.host());
            Result login =
                    site.command("login", "-u", "me", "--password-stdin", serving.host())
                            .with("DOCKER_CONFIG", site.folder() + "/docker/.docker")
                            .input("secret")
                            .finish();
            assertThat(login.code()).as(login.toString()).isZero();
            assertThat(docker.run("pull", name)).contains("Digest: sha256:");
        }
    }

    private Result login(Serving serving, String password) throws Exception {
        return docker.command("login", "-u", "me", "--password-stdin", serving.host())
                .input(password)
                .finish();
    }

    private String copy(String... words) {
        String[] command = new String[words.length + 2];
        command[0] = "copy";
        command[1] = "-q";
        System.arraycopy(words, 0, command, 2, words.length);
        return site.succeeds(command).line();
    }

    private String field(String format, String image) {
        return site.succeeds("images", "--no-trunc", "--digests", "--format", format, image).line();
    }

    /// The files of an image as Docker unpacked it.
    private String files(String image) {
        String container = docker.run("create", image, "none").strip();
        docker.run("export", "-o", site.work() + "/tree.tar", container);
        docker.run("rm", container);
        return Shell.run("tar", "-tf", site.work() + "/tree.tar");
    }
}
