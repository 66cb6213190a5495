package dev.jong.it.life;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.Await;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Site;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// `--log-driver journald`, with a journal of the test and a scripted `journalctl`.
@Tag("root")
class JournalTest {
    private Site site;
    private Path entries;
    private Path tools;
    private JournalSocket journal;

    @BeforeEach
    void open() throws Exception {
        site = Site.open(Account.root());
        entries = site.work().resolve("entries");
        tools = site.directory("tools");
        journal = JournalSocket.on(socket(), entries);
    }

    @AfterEach
    void close() throws Exception {
        journal.close();
        site.end();
    }

    @Test
    void without_a_journal_a_container_is_not_started() throws Exception {
        Result refused =
                site.command("run", "-d", "--log-driver", "journald", "box", "true")
                        .with("JONG_JOURNAL", site.work().resolve("nothing").toString())
                        .finish();
        assertThat(refused.code()).isEqualTo(125);
        assertThat(refused.err())
                .startsWith("jong: cannot send output to the journal: there is no socket \"/")
                .contains("hint: start systemd-journald")
                .hasLineCount(2);
        assertThat(site.succeeds("ps", "-aq").text()).isEmpty();
    }

    @Test
    void entries_have_the_fields_that_docker_gives_them() throws Exception {
        run(
                "echo hello; echo error >&2",
                "--label=tier=front",
                "--env=PLACE=a\nb",
                "--log-opt=tag={{.Name}}/{{.ID}}",
                "--log-opt=labels=tier",
                "--log-opt=env=PLACE");
        Await.that(() -> journal.text().contains("error\n\n"), "both entries are there");
        String id = site.succeeds("inspect", "--format", "{{.Id}}", "said").line();
        String fixed =
                "CONTAINER_ID="
                        + id.substring(0, 12)
                        + "\nCONTAINER_ID_FULL="
                        + id
                        + "\nCONTAINER_NAME=said\nCONTAINER_TAG=said/"
                        + id.substring(0, 12)
                        + "\nIMAGE_NAME=box\nSYSLOG_IDENTIFIER=said/"
                        + id.substring(0, 12)
                        + "\nTIER=front\nPLACE\n\3\0\0\0\0\0\0\0a\nb\nPRIORITY=";
        assertThat(journal.text())
                .contains(fixed + "6\nSYSLOG_TIMESTAMP=2")
                .contains(fixed + "3\nSYSLOG_TIMESTAMP=2")
                .contains("Z\nMESSAGE\n\5\0\0\0\0\0\0\0hello\n\n");
        assertThat(site.succeeds("inspect", "--format", "{{.LogPath}}", "said").line()).isEmpty();
    }

    @Test
    void logs_are_read_back_by_journalctl() throws Exception {
        journalctl("cat");
        run("head -c 20000 /dev/zero | tr '\\0' x; echo; printf 'e\\0rr' >&2");
        Await.that(() -> journal.text().contains("rr\n\n"), "all entries are there");
        Result shown = logs("said");
        assertThat(shown.text()).isEqualTo("x".repeat(20000) + "\n");
        assertThat(shown.err()).isEqualTo("e\0rr");
        String id = site.succeeds("inspect", "--format", "{{.Id}}", "said").line();
        assertThat(asked()).contains("--output=export").endsWith("CONTAINER_ID_FULL=" + id);
        assertThat(logs("-t", "said").text()).startsWith("20").contains("Z xxx");
        assertThat(logs("--since", "1s", "--until", "2000-01-01", "said").text()).isEmpty();
        assertThat(asked()).contains("--since=@");
        logs("--tail", "7", "said");
        assertThat(asked()).contains("--lines=7 ").doesNotContain("--since");
    }

    @Test
    void what_journalctl_cannot_do_is_said() throws Exception {
        run("echo x");
        Result missing = site.command("logs", "said").with("PATH", "/nowhere").finish();
        assertThat(missing.code()).isNotZero();
        assertThat(missing.err()).contains("there is no journalctl in PATH").contains("hint: ");
        journalctl("echo 'No journal files were opened' >&2; exit 1; cat");
        assertThat(site.command("logs", "said").with("PATH", tools.toString()).finish().err())
                .contains("cannot read the journal: No journal files were opened");
    }

    @Test
    void following_ends_with_the_container() throws Exception {
        journalctl("tail -n +1 -f");
        run("echo first; sleep 1; echo last");
        Result shown = logs("-f", "said");
        assertThat(shown.text()).isEqualTo("first\nlast\n");
        assertThat(asked()).contains("--follow");
    }

    private Path socket() {
        return site.work().resolve("journal");
    }

    /// Says with what it was called, and shows the entries.
    private void journalctl(String how) throws Exception {
        Path program =
                Files.writeString(
                        tools.resolve("journalctl"),
                        "#!/bin/sh\nPATH=/usr/bin:/bin\necho \"$*\" > "
                                + tools.resolve("asked")
                                + "\n"
                                + (how.equals("tail -n +1 -f") ? "exec " : "")
                                + how
                                + " "
                                + entries
                                + "\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
    }

    private String asked() throws Exception {
        return Files.readString(tools.resolve("asked")).strip();
    }

    private void run(String script, String... options) throws Exception {
        String[] before = {"run", "-d", "--name", "said", "--log-driver", "journald"};
        String[] after = {"box", "sh", "-c", script};
        String[] all =
                java.util.stream.Stream.of(before, options, after)
                        .flatMap(java.util.Arrays::stream)
                        .toArray(String[]::new);
        Result started = site.command(all).with("JONG_JOURNAL", socket().toString()).finish();
        assertThat(started.code()).as(started.toString()).isZero();
    }

    private Result logs(String... arguments) throws Exception {
        String[] all =
                java.util.stream.Stream.concat(
                                java.util.stream.Stream.of("logs"),
                                java.util.Arrays.stream(arguments))
                        .toArray(String[]::new);
        Result shown = site.command(all).with("PATH", tools.toString()).finish();
        assertThat(shown.code()).as(shown.toString()).isZero();
        return shown;
    }
}
