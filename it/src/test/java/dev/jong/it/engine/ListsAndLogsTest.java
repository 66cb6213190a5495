package dev.jong.it.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.Shell;
import dev.jong.it.harness.Site;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What is told of containers, and what they told.
@Tag("root")
class ListsAndLogsTest {
    private Site site;

    @BeforeEach
    void open() {
        site = Site.open(Account.root());
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void a_beginning_of_an_id_is_enough_when_it_is_the_only_one() {
        String id = site.succeeds("create", "box", "true").line();
        assertThat(site.succeeds("inspect", "--format", "{{.Id}}", id.substring(0, 6)).line())
                .isEqualTo(id);
        site.succeeds("rm", id.substring(0, 12));
    }

    @Test
    void lists_are_filtered_and_sorted() {
        site.succeeds("create", "--name", "a1", "--label", "k=v", "box", "true");
        site.succeeds("create", "--name", "a2", "box", "true");
        site.succeeds("run", "-d", "--name", "b1", "box", "sleep", "1000");
        assertThat(names()).containsExactly("b1", "a2", "a1");
        assertThat(names("--filter", "name=a")).containsExactly("a2", "a1");
        assertThat(names("--filter", "label=k=v")).containsExactly("a1");
        assertThat(names("--filter", "status=running")).containsExactly("b1");
        assertThat(names("--filter", "status=created", "--filter", "status=running")).hasSize(3);
        assertThat(names("-n", "2")).containsExactly("b1", "a2");
        assertThat(names("-l")).containsExactly("b1");
        site.succeeds("rm", "-f", "a1", "a2", "b1");
    }

    @Test
    void a_list_has_the_columns_that_users_know() {
        String id = site.succeeds("create", "--name", "shown", "box", "sleep", "1").line();
        List<String> lines = site.succeeds("ps", "-a").lines();
        assertThat(lines.getFirst())
                .matches("CONTAINER ID +IMAGE +COMMAND +CREATED +STATUS +PORTS +NAMES");
        assertThat(lines.getLast())
                .matches(id.substring(0, 12) + " +box +\"sleep 1\" +.* ago +Created +shown");
        site.succeeds("rm", "shown");
    }

    @Test
    void the_log_holds_every_byte_with_stream_and_time() throws Exception {
        String script = "printf 'out\\nsecond'; printf 'e\\0rr\\377\\n' >&2";
        String id = site.succeeds("run", "-d", "box", "sh", "-c", script).line();
        site.succeeds("wait", id);
        String log = text(folder(id).resolve("log"));
        assertThat(log.split("(?<=\n)"))
                .hasSize(3)
                .allSatisfy(line ->
                        assertThat(line)
                                .matches(
                                        "(?s)\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{9}Z (stdout|stderr) [FP] .*\n"));
        assertThat(log)
                .contains("Z stdout F out\n", "Z stdout P second\n", "Z stderr F e\0rr\u00ff\n");
        site.succeeds("rm", id);
    }

    @Test
    void a_large_log_is_turned_over_and_loses_nothing_but_its_oldest_part() throws Exception {
        String id = site.succeeds("run", "-d", "box", "sh", "-c", "seq 1 2000000").line();
        site.succeeds("wait", id);
        List<String> files = Shell.script(folder(id), "ls log*").lines().toList();
        assertThat(files).containsExactly("log", "log.1", "log.2");
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (String name : files.reversed()) {
            assertThat(Files.size(folder(id).resolve(name))).isLessThanOrEqualTo(16L << 20);
            all.write(Files.readAllBytes(folder(id).resolve(name)));
        }
        List<String> lines = all.toString(StandardCharsets.ISO_8859_1).lines().toList();
        int first = number(lines.getFirst());
        for (int i = 0; i < lines.size(); i++) {
            assertThat(number(lines.get(i))).isEqualTo(first + i);
        }
        assertThat(number(lines.getLast())).isEqualTo(2_000_000);
        site.succeeds("rm", id);
    }

    private static int number(String line) {
        return Integer.parseInt(line.substring(line.lastIndexOf(' ') + 1));
    }

    private List<String> names(String... options) {
        List<String> command = new ArrayList<>(List.of("ps", "-a", "--format", "{{.Names}}"));
        command.addAll(List.of(options));
        return site.succeeds(command.toArray(new String[0])).lines();
    }

    private Path folder(String id) {
        return site.store().resolve("containers").resolve(id);
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }
}
