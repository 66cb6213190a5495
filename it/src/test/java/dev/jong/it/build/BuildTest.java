package dev.jong.it.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Shell;
import dev.jong.it.harness.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// `jong build`.
@Tag("root")
class BuildTest {
    private static Site site;
    private Workshop shop;

    @BeforeAll
    static void open() {
        site = Site.open(Account.root());
    }

    @AfterAll
    static void close() {
        site.close();
    }

    @BeforeEach
    void fresh() {
        Shell.run("rm", "-rf", site.folder().resolve("context").toString());
        shop = new Workshop(site);
    }

    @Test
    void a_second_build_does_nothing_and_gives_the_same_image() {
        shop.file("hello.txt", "hello\n")
                .dockerfile(
                        "FROM box",
                        "WORKDIR /app",
                        "COPY hello.txt .",
                        "RUN cat hello.txt > copy && chmod 600 copy",
                        "CMD [\"cat\", \"copy\"]");
        shop.succeeds();
        String id = shop.inspect("{{.Id}}");
        String again = shop.succeeds();
        assertThat(again).contains("CACHED").doesNotContain("DONE");
        assertThat(shop.inspect("{{.Id}}")).isEqualTo(id);
        assertThat(site.succeeds("run", "--rm", "made").text()).isEqualTo("hello\n");
        assertThat(shop.succeeds("--no-cache")).contains("DONE");
        assertThat(shop.inspect("{{.Id}}")).isEqualTo(id);
    }

    @Test
    void times_and_modes_of_the_builder_do_not_change_the_image() throws Exception {
        shop.file("d/a", "a").file("d/b", "b").dockerfile("FROM box", "COPY d /d", "RUN touch /x");
        shop.succeeds("--no-cache");
        String id = shop.inspect("{{.Id}}");
        Shell.script(shop.context(), "touch -d 2001-01-01 d/a d; sleep 1");
        assertThat(shop.succeeds()).doesNotContain("DONE");
        shop.succeeds("--no-cache");
        assertThat(shop.inspect("{{.Id}}")).isEqualTo(id);
        assertThat(shop.shows("stat -c %Y /x /d/a").lines().distinct()).hasSize(1);
    }

    @Test
    void a_changed_file_is_noticed_and_named() throws IOException {
        shop.file("a", "1").file("b", "1").dockerfile("FROM box", "COPY a b /", "RUN cat /a /b");
        shop.succeeds();
        shop.file("b", "2");
        String shown = shop.succeeds("--why");
        assertThat(shown).contains("why: ").contains("file b has changed");
        assertThat(shop.shows("cat /b")).isEqualTo("2");
    }

    @Test
    void a_mistake_is_shown_with_its_line() {
        shop.dockerfile("FROM box", "COPPY . .");
        Result result = shop.build();
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("Dockerfile:2").contains(">>>").contains("COPY");
    }

    @Test
    void a_program_that_fails_ends_the_build_and_no_name_changes() {
        shop.dockerfile("FROM box", "RUN echo before");
        shop.succeeds();
        String id = shop.inspect("{{.Id}}");
        shop.dockerfile("FROM box", "RUN echo the reason; exit 3");
        Result result = shop.build();
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("the reason").contains("exit code: 3");
        assertThat(shop.inspect("{{.Id}}")).isEqualTo(id);
    }

    @Test
    void B01_nothing_outside_of_the_context_is_copied() throws IOException {
        Files.writeString(site.folder().resolve("secret"), "canary");
        Files.createSymbolicLink(shop.context().resolve("up"), Path.of("../secret"));
        Files.createSymbolicLink(
                shop.context().resolve("abs"), site.folder().resolve("secret").toAbsolutePath());
        for (String source : List.of("../secret", "/../secret", "up", "abs")) {
            shop.dockerfile("FROM box", "COPY " + source + " /stolen");
            Result result = shop.build();
            assertThat(result.code()).as(source).isEqualTo(1);
            assertThat(result.err()).as(source).contains("not found");
        }
    }

    @Test
    void B05_an_archive_on_standard_input_is_a_context_that_reaches_nothing_else()
            throws Exception {
        shop.file("f", "content").dockerfile("FROM box", "COPY f /f");
        Path archive = site.work().resolve("context.tar");
        Shell.run("tar", "-C", shop.context().toString(), "-cf", archive.toString(), ".");
        Result built =
                site.command("build", "-t", "made", "-")
                        .input(Files.readAllBytes(archive))
                        .finish();
        assertThat(built.code()).as(built.toString()).isZero();
        assertThat(shop.shows("cat /f")).isEqualTo("content");
        Files.delete(shop.context().resolve("Dockerfile"));
        Files.createSymbolicLink(shop.context().resolve("Dockerfile"), Path.of("/etc/passwd"));
        Shell.run("tar", "-C", shop.context().toString(), "-cf", archive.toString(), ".");
        Result link =
                site.command("build", "-t", "made", "-")
                        .input(Files.readAllBytes(archive))
                        .finish();
        assertThat(link.code()).isEqualTo(1);
        assertThat(link.err()).contains("failed to read dockerfile").doesNotContain("root:");
    }

    @Test
    void a_Dockerfile_can_come_on_standard_input() throws Exception {
        shop.file("f", "x");
        Result built =
                site.command("build", "-t", "made", "-f", "-", shop.context().toString())
                        .input("FROM box\nCOPY f /f\n")
                        .finish();
        assertThat(built.code()).as(built.toString()).isZero();
        assertThat(shop.shows("cat /f")).isEqualTo("x");
    }

    @Test
    void B17_a_secret_is_in_no_layer_no_history_no_cache_and_no_log() throws Exception {
        String secret = "canary-4711-of-the-caller";
        Path file = site.file("token", secret);
        shop.dockerfile(
                "FROM box",
                "RUN --mount=type=secret,id=token test \"$(cat /run/secrets/token)\" = "
                        + "canary-$((4700+11))-of-the-caller",
                "RUN --mount=type=secret,id=token,env=TOKEN test -n \"$TOKEN\"");
        Result built =
                site.command(
                                "build",
                                "-t",
                                "made",
                                "--secret",
                                "id=token,src=" + file,
                                shop.context().toString())
                        .finish();
        assertThat(built.code()).as(built.toString()).isZero();
        assertThat(
                        Shell.script(
                                site.folder(),
                                "grep -rlF " + secret + " store run 2> /dev/null || true"))
                .isEmpty();
        assertThat(shop.shows("ls /run/secrets 2>&1 || true")).doesNotContain("token");
    }

    @Test
    void B15_a_program_has_what_one_of_run_has_and_no_more() {
        shop.dockerfile("FROM box", "RUN probe dump > /dump; probe try > /try; true");
        shop.succeeds("--no-cache");
        var inBuild = shop.shows("grep -E '^(cap|seccomp|no_new|mask|ro )' /dump || true");
        shop.dockerfile("FROM box");
        shop.succeeds();
        var inRun = shop.shows("probe dump | grep -E '^(cap|seccomp|no_new|mask|ro )' || true");
        assertThat(inBuild).isEqualTo(inRun);
        shop.dockerfile("FROM box", "RUN --security=insecure true");
        assertThat(shop.build().err()).contains("--allow security.insecure");
        shop.dockerfile("FROM box", "RUN --network=host true");
        assertThat(shop.build().err()).contains("--allow network.host");
    }

    @Test
    void B23_files_for_a_directory_of_the_caller_stay_in_it() throws Exception {
        Path out = site.directory("out");
        Path outside = site.directory("outside");
        shop.dockerfile(
                "FROM box AS made",
                "RUN mkdir /made && ln -s " + outside + " /made/link && echo x > /made/f",
                "FROM scratch",
                "COPY --from=made /made /");
        shop.succeeds("-o", out.toString());
        assertThat(Files.readString(out.resolve("f"))).isEqualTo("x\n");
        shop.dockerfile(
                "FROM box AS made",
                "RUN mkdir -p /made/link && echo evil > /made/link/evil",
                "FROM scratch",
                "COPY --from=made /made /");
        shop.build("-o", out.toString());
        assertThat(outside).isEmptyDirectory();
    }

    @Test
    void B25_programs_see_no_variable_of_the_caller_but_proxies() throws Exception {
        shop.dockerfile("FROM box", "RUN env | sort > /env");
        Result built =
                site.command("build", "--no-cache", "-t", "made", shop.context().toString())
                        .with("SECRET_OF_CALLER", "canary")
                        .with("HTTP_PROXY", "http://proxy.example:3128")
                        .finish();
        assertThat(built.code()).as(built.toString()).isZero();
        String env = shop.shows("cat /env");
        assertThat(env).contains("HTTP_PROXY=http://proxy.example:3128").doesNotContain("canary");
        assertThat(env.lines().map(line -> line.substring(0, line.indexOf('='))))
                .isSubsetOf(
                        "HOME",
                        "HTTP_PROXY",
                        "http_proxy",
                        "PATH",
                        "PWD",
                        "SHLVL",
                        "SOURCE_DATE_EPOCH",
                        "HOSTNAME",
                        "container");
    }

    @Test
    void outputs_go_where_they_are_sent() throws Exception {
        shop.file("f", "x").dockerfile("FROM box", "COPY f /f");
        Path archive = site.work().resolve("out.tar");
        shop.succeeds("-o", "type=oci,dest=" + archive);
        assertThat(Shell.script(site.work(), "tar -tf out.tar")).contains("index.json");
        shop.succeeds("-o", "type=tar,dest=" + archive);
        assertThat(Shell.script(site.work(), "tar -tf out.tar").lines()).contains("f");
        shop.succeeds("-o", "type=docker,dest=" + archive);
        assertThat(site.succeeds("load", "-i", archive.toString()).text()).contains("Loaded");
    }

    @Test
    void cache_mounts_stay_and_are_in_no_layer() {
        shop.dockerfile(
                "FROM box",
                "RUN --mount=type=cache,target=/var/cache/x echo kept > /var/cache/x/f",
                "RUN --mount=type=cache,target=/var/cache/x cat /var/cache/x/f > /found");
        shop.succeeds();
        assertThat(shop.shows("cat /found; ls /var/cache/x 2> /dev/null || true"))
                .isEqualTo("kept\n");
    }
}
