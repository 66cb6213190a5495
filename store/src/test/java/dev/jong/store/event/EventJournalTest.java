package dev.jong.store.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.jong.base.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventJournalTest {
    @TempDir Path store;

    @Test
    void records_come_back_as_they_were_whatever_is_in_them() throws IOException {
        long time =
                Instant.parse("2024-02-29T23:59:59.000000007Z").getEpochSecond() * 1_000_000_000;
        Event event =
                new Event(time + 7, "container", "die", "id", Map.of("a\nb", "\u00e4\"\u001b[2J"));
        new EventJournal(store).append(List.of(event, event));
        byte[] bytes = Files.readAllBytes(store.resolve("events/log"));
        String text = Text.of(bytes);
        assertThat(text).startsWith("2024-02-29T23:59:59.000000007Z stdout F {");
        int end = text.indexOf('\n');
        assertThat(text).hasSize(2 * (end + 1));
        assertThat(Event.parse(text.substring(0, 30), Arrays.copyOfRange(bytes, 40, end)))
                .isEqualTo(event);
    }

    @Test
    void stamps_are_what_the_calendar_says() {
        for (String time :
                List.of(
                        "1970-01-01T00:00:00Z",
                        "1999-12-31T23:59:59Z",
                        "2000-02-29T12:00:00Z",
                        "2000-03-01T00:00:00Z",
                        "2100-02-28T01:02:03Z",
                        "2100-03-01T01:02:03Z",
                        "2261-12-31T01:02:03Z")) {
            long seconds = Instant.parse(time).getEpochSecond();
            assertThat(Stamp.of(seconds * 1_000_000_000))
                    .isEqualTo(time.replace("Z", ".000000000Z"));
        }
    }

    @Test
    void the_files_are_bounded_and_the_newest_records_stay() throws IOException {
        EventJournal journal = new EventJournal(store, 4096);
        for (int i = 0; i < 1000; i++) {
            journal.append(Event.image("tag", "sha256:" + i, "name:" + i));
        }
        try (var files = Files.list(journal.folder())) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("lock", "log", "log.1", "log.2");
        }
        for (String name : List.of("log", "log.1", "log.2")) {
            assertThat(Files.size(journal.folder().resolve(name))).isLessThan(4096 + 300);
        }
        List<String> lines = new ArrayList<>(Files.readAllLines(journal.folder().resolve("log.1")));
        lines.addAll(Files.readAllLines(journal.file()));
        assertThat(lines.getLast()).contains("sha256:999");
        assertThat(lines.getFirst()).contains("sha256:" + (1000 - lines.size()) + "\"");
    }

    @Test
    void labels_without_an_end_are_cut_behind_what_matters() {
        Map<String, String> all = new java.util.LinkedHashMap<>();
        all.put("name", "web");
        for (int i = 0; i < 100; i++) {
            all.put("label" + i, "x".repeat(10_000));
        }
        assertThat(Event.now("container", "die", "id", all).text())
                .contains("\"name\":\"web\"")
                .hasSizeLessThan(70_000);
    }

    @Test
    void what_cannot_be_written_fails_no_command() throws IOException {
        Files.createFile(store.resolve("events"));
        assertThatCode(() -> new EventJournal(store).append(Event.volume("create", "v")))
                .doesNotThrowAnyException();
        assertThatCode(() ->
                        new EventJournal(store.resolve("none")).append(Event.volume("create", "v")))
                .doesNotThrowAnyException();
    }
}
