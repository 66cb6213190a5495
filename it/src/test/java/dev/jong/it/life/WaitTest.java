package dev.jong.it.life;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.Await;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// `jong wait` for ends and for other states.
@Tag("root")
class WaitTest {
    private Site site;

    @BeforeEach
    void open() {
        site = Site.open(Account.root());
    }

    @AfterEach
    void close() {
        site.end();
    }

    @Test
    void several_are_waited_for_and_one_that_is_not_there_is_told_or_ignored() {
        site.succeeds("run", "-d", "--name", "one", "box", "sh", "-c", "exit 3");
        site.succeeds("run", "-d", "--name", "two", "box", "sh", "-c", "sleep 0.2; exit 4");
        site.succeeds("create", "--name", "three", "box", "true");
        assertThat(site.succeeds("wait", "one", "two", "three").lines())
                .containsExactly("3", "4", "0");
        Result missing = site.jong("wait", "one", "nobody", "two");
        assertThat(missing.code()).isEqualTo(1);
        assertThat(missing.lines()).containsExactly("3", "4");
        assertThat(missing.err()).contains("nobody");
        assertThat(site.succeeds("wait", "--ignore", "nobody", "two").lines())
                .containsExactly("-1", "4");
        assertThat(site.succeeds("wait", "--latest").line()).isEqualTo("0");
        assertThat(site.jong("wait", "--latest", "one").code()).isEqualTo(125);
        assertThat(site.jong("wait").code()).isEqualTo(125);
        assertThat(site.jong("wait", "--condition", "happy", "one").err()).contains("happy");
        assertThat(site.jong("wait", "--interval", "soon", "one").err()).contains("interval");
    }

    @Test
    void the_code_of_a_container_that_goes_with_its_end_is_known() throws Exception {
        for (int code = 1; code < 6; code++) {
            String script = "while [ ! -e /go/go" + code + " ]; do sleep 0.02; done; exit " + code;
            String id =
                    site.succeeds(
                                    "run",
                                    "-d",
                                    "--rm",
                                    "-v",
                                    site.work() + ":/go",
                                    "box",
                                    "sh",
                                    "-c",
                                    script)
                            .line();
            Path waiting = begin(id);
            // That one and this question.
            Await.that(() -> engine().contains("sessions: 2"), this::engine);
            site.file("go" + code, "");
            String expected = code + "\n";
            Await.that(() -> text(waiting).equals(expected), () -> text(waiting));
        }
    }

    @Test
    void other_states_are_waited_for() throws Exception {
        site.succeeds("create", "--name", "one", "box", "sleep", "1000");
        assertThat(site.succeeds("wait", "--condition", "created", "one").line()).isEqualTo("-1");
        Path running = begin("--condition=running", "one");
        site.succeeds("start", "one");
        Await.that(() -> text(running).equals("-1\n"), "running");
        Path next = begin("--condition=next-exit", "one");
        Path gone = begin("--condition", "removed", "--interval", "20ms", "one");
        Path first = begin("--condition", "paused", "--condition", "exited", "one");
        // The last of them may not have looked yet: only what ends after its first look counts.
        Await.that(() -> text(next).equals("137\n") || ranAgain(), "next-exit");
        site.succeeds("wait", "one");
        Await.that(() -> text(first).equals("137\n"), "exited");
        assertThat(text(gone)).isEmpty();
        // That one and this question.
        Await.that(() -> engine().contains("sessions: 2"), this::engine);
        site.succeeds("rm", "one");
        Await.that(() -> text(gone).equals("137\n"), "removed");
    }

    private String engine() {
        return site.succeeds("engine", "status").text();
    }

    private boolean ranAgain() {
        site.succeeds("start", "one");
        site.succeeds("kill", "one");
        site.succeeds("wait", "one");
        return false;
    }

    private Path begin(String... options) throws IOException {
        Path out = Files.createTempFile(site.work(), "wait", "");
        java.util.List<String> command = new java.util.ArrayList<>(java.util.List.of("sh", "-c"));
        command.add("f=$1; shift; exec \"$0\" wait \"$@\" > $f");
        command.addAll(java.util.List.of(site.program(), out.toString()));
        command.addAll(java.util.List.of(options));
        site.host(command.toArray(new String[0])).begin();
        return out;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
