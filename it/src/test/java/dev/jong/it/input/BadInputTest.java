package dev.jong.it.input;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.EngineProcess;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Site;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// R7: one line that names object and cause, perhaps a hint, the right exit code.
@Tag("root")
class BadInputTest {
    private static Site site;

    @BeforeAll
    static void open() {
        site = Site.open(Account.root());
    }

    @AfterAll
    static void close() {
        site.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "run --rm --pull never nosuchimage true | nosuchimage",
                "run --rm -e=BAD=1 --nosuch box true | --nosuch",
                "run --rm --memroy 1g box true | did you mean --memory",
                "rnu box | did you mean jong run",
                "run --rm -v /a:/b:/c:/d box true | /a:/b:/c:/d",
                "run --rm -v relative:path box true | path",
                "run --rm -v /nonexistent:/x:wrong box true | wrong",
                "run --rm --mount type=nosuch,target=/x box true | nosuch",
                "run --rm --mount type=bind,target=/x box true | source",
                "run --rm --mount type=bind,source=/nonexistent-jong,target=/x box true | /nonexistent-jong",
                "run --rm -e =x box true | =x",
                "run --rm --ulimit nofile box true | nofile",
                "run --rm --ulimit nofile=10:5 box true | nofile=10:5",
                "run --rm --ulimit nosuch=5 box true | nosuch",
                "run --rm --memory 1x box true | 1x",
                "run --rm --memory lots box true | lots",
                "run --rm --memory 1 box true | 1",
                "run --rm --cpus -1 box true | -1",
                "run --rm --pids-limit few box true | few",
                "run --rm --cap-add NOSUCH box true | NOSUCH",
                "run --rm --user nobody-here box true | nobody-here",
                "run --rm --network nosuchnet box true | nosuchnet",
                "run --rm --name .bad box true | .bad",
                "run --rm --hostname a..b/ box true | a..b/",
                "run --rm --env-file /nonexistent-jong box true | /nonexistent-jong",
                "run --rm --workdir relative box true | relative",
                "run --rm --stop-signal SIGNOSUCH box true | SIGNOSUCH",
                "run --rm --security-opt nosuch=1 box true | nosuch",
                "run --rm --tmpfs relative box true | relative",
                "run --rm --device /nonexistent-jong box true | /nonexistent-jong",
                "run --rm --publish nonsense box true | --publish",
                "run --rm -it box true | not a TTY",
                "run --rm | at least 1 argument",
                "run --rm BOX true | BOX",
                "run --rm box@sha256:abc true | sha256:abc",
                "run --rm oci:/nonexistent-jong true | /nonexistent-jong",
                "run --rm docker-archive:/nonexistent-jong true | /nonexistent-jong",
                "load -i /nonexistent-jong | /nonexistent-jong",
                "load -i /proc | /proc",
                "import /nonexistent-jong x | /nonexistent-jong",
                "import /etc x | /etc",
                "import --change NOSUCH=1 /etc/passwd x | NOSUCH",
                "ps --filter nosuch=1 | nosuch",
                "ps --format {{ | {{",
                "images --filter nosuch=1 | nosuch",
                "ps --last many | many",
                "start -a box box | attach",
            })
    void is_refused_with_one_line_and_125(String command, String named) {
        Result result = site.jong(words(command));
        assertThat(result.code()).as(result.toString()).isEqualTo(125);
        told(result, named);
        assertThat(result.text()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "start nosuch | nosuch",
                "stop nosuch | nosuch",
                "kill nosuch | nosuch",
                "rm nosuch | nosuch",
                "rmi nosuch | nosuch",
                "inspect nosuch | nosuch",
            })
    void a_missing_object_is_named_and_the_code_is_1(String command, String named) {
        Result result = site.jong(words(command));
        assertThat(result.code()).as(result.toString()).isEqualTo(1);
        told(result, named);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "run --rm box nosuchprogram | 127 | nosuchprogram",
                "run --rm box /etc/passwd | 126 | /etc/passwd",
                "run --rm box /etc | 126 | /etc",
                "run --rm --entrypoint /nosuch box | 127 | /nosuch",
            })
    void a_program_that_cannot_run_has_its_own_codes(String command, int code, String named) {
        Result result = site.jong(words(command));
        assertThat(result.code()).as(result.toString()).isEqualTo(code);
        told(result, named);
    }

    @Test
    void a_directory_cannot_be_mounted_on_a_file() throws Exception {
        Result result =
                site.jong(
                        "run", "--rm", "-v", site.directory("dir") + ":/etc/passwd", "box", "true");
        assertThat(result.code()).as(result.toString()).isIn(125, 126);
        told(result, "/etc/passwd");
    }

    @Test
    void a_file_cannot_be_mounted_on_a_directory() throws Exception {
        Result result =
                site.jong("run", "--rm", "-v", site.file("file", "") + ":/etc", "box", "true");
        assertThat(result.code()).as(result.toString()).isIn(125, 126);
        told(result, "/etc");
    }

    @Test
    void a_store_of_a_newer_version_is_refused_and_left_as_it_is() throws Exception {
        try (Account root = Account.root();
                Site newer = Site.empty(root)) {
            newer.succeeds("images");
            new EngineProcess(newer).stop();
            Files.writeString(newer.store().resolve("version"), "99\n");
            Result result = newer.jong("run", "--rm", "hello");
            assertThat(result.code()).as(result.toString()).isEqualTo(125);
            told(result, "layout 99");
            assertThat(Files.readString(newer.store().resolve("version"))).isEqualTo("99\n");
        }
    }

    @Test
    void a_directory_that_is_no_store_is_left_alone() throws Exception {
        site.directory("full");
        Files.writeString(site.folder().resolve("full/mine"), "x");
        Result result = site.jong("--root", site.folder().resolve("full").toString(), "images");
        site.jong("--root", site.folder().resolve("full").toString(), "engine", "stop");
        assertThat(result.code()).as(result.toString()).isEqualTo(125);
        told(result, "not a store");
        assertThat(site.folder().resolve("full").toFile().list()).containsExactly("mine");
    }

    @Test
    void H07_the_front_runs_with_closed_streams_and_without_environment() throws Exception {
        String program = site.program();
        String root = site.store().toString();
        String run = site.folder().resolve("run").toString();
        String closed =
                "exec env -i JONG_RUN="
                        + run
                        + " "
                        + program
                        + " --root "
                        + root
                        + " run --rm box true <&- >&- 2>&-";
        assertThat(site.host("/bin/sh", "-c", closed).finish().code()).isZero();
        Result nothing =
                site.host("/usr/bin/env", "-i", program, "--root", root, "version").finish();
        site.host("/usr/bin/env", "-i", program, "--root", root, "engine", "stop").finish();
        assertThat(nothing.code()).as(nothing.toString()).isZero();
        Result tiny = site.host("/bin/sh", "-c", "ulimit -n 3; exec " + program + " ps").finish();
        assertThat(tiny.code()).as(tiny.toString()).isEqualTo(125);
        told(tiny, "");
    }

    /// One line from us, perhaps a hint, nothing that looks like Java.
    private static void told(Result result, String named) {
        List<String> lines = result.err().lines().toList();
        assertThat(lines).as(result.toString()).isNotEmpty();
        assertThat(lines.getFirst()).startsWith("jong: ");
        assertThat(result.err())
                .contains(named)
                .doesNotContain("Exception")
                .doesNotContain("\tat ")
                .doesNotContain("internal error");
        assertThat(lines.size()).as(result.err()).isLessThanOrEqualTo(2);
        if (lines.size() == 2) {
            assertThat(lines.getLast()).startsWith("hint: ");
        }
    }

    private static String[] words(String command) {
        return new ArrayList<>(List.of(command.split(" "))).toArray(new String[0]);
    }
}
