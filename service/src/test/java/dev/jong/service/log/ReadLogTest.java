package dev.jong.service.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadLogTest {
    private static final Instant NOW = Instant.parse("2026-02-01T00:00:00Z");

    @TempDir private Path folder;
    private WrittenLog log;
    private final PrintedFront front = new PrintedFront();

    @BeforeEach
    void begin() {
        log = new WrittenLog(folder);
    }

    @Test
    void shows_each_line_on_its_stream() {
        log.out("one").err("two").out("three");
        read(LogQuery.ALL);
        assertThat(front.out).hasToString("one\nthree\n");
        assertThat(front.err).hasToString("two\n");
    }

    @Test
    void X13_what_could_not_be_written_is_told_where_it_is_missing() {
        log.out("one").part("half of").record("stdout", "D", "7 lines are missing here").out("two");
        read(LogQuery.ALL);
        assertThat(front.out).hasToString("one\nhalf of\ntwo\n");
        assertThat(front.err).asString().contains("7 lines are missing here");
        front.out.setLength(0);
        read(new LogQuery(Optional.empty(), Optional.empty(), 1, false, false, ""));
        assertThat(front.out).as("it counts as no line").hasToString("two\n");
    }

    @Test
    void O05_gives_back_every_byte_as_it_came() {
        String bytes = "e\0rr\u00ff \u001b[31m P \r";
        log.out(bytes).record("stderr", "F", "").part("no newline");
        read(LogQuery.ALL);
        assertThat(front.out).hasToString(bytes + "\nno newline");
        assertThat(front.err).hasToString("\n");
    }

    @Test
    void O03_joins_the_parts_of_a_long_line_and_passes_them_on_in_pieces() {
        String part = "x".repeat(16384);
        for (int i = 0; i < 640; i++) {
            log.part(part);
        }
        log.out("end").out("next");
        read(new LogQuery(Optional.empty(), Optional.empty(), -1, false, true, ""));
        String line = front.out.substring(0, front.out.indexOf("\n"));
        assertThat(line).hasSize(31 + 640 * 16384 + 3);
        assertThat(front.out.substring(line.length() + 1)).endsWith("Z next\n").hasSize(36);
        assertThat(front.longest).isLessThanOrEqualTo(128 << 10);
    }

    @Test
    void ends_where_the_log_ended_when_it_began_to_read() {
        for (int i = 0; i < 40; i++) {
            log.out("x".repeat(16000));
        }
        front.meanwhile = () -> log.out("late");
        read(LogQuery.ALL);
        assertThat(front.out.toString().lines()).hasSize(40).doesNotContain("late");
    }

    @Test
    void puts_times_and_more_before_lines_but_not_before_their_parts() {
        log.part("a").record("stderr", "F", "b").out("c");
        read(new LogQuery(Optional.empty(), Optional.empty(), -1, false, true, "k=v "));
        assertThat(front.out).hasToString("2026-01-01T00:00:00.000000000Z k=v ac\n");
        assertThat(front.err).hasToString("2026-01-01T00:00:01.000000000Z k=v b\n");
    }

    @Test
    void shows_what_was_said_between_two_times_both_included() {
        log.out("0").out("1").out("2").out("3");
        Optional<Instant> since = Optional.of(Instant.parse("2026-01-01T00:00:01Z"));
        Optional<Instant> until = Optional.of(Instant.parse("2026-01-01T00:00:02Z"));
        read(new LogQuery(since, until, -1, false, false, ""));
        assertThat(front.out).hasToString("1\n2\n");
    }

    @Test
    void takes_lines_from_the_end_over_all_files_and_counts_parts_as_one() {
        log.out("0").out("1").rotate(3).out("2").part("3").rotate(3).part("3").out("3").out("4");
        assertThat(tail(0)).isEmpty();
        assertThat(tail(1)).isEqualTo("4\n");
        assertThat(tail(2)).isEqualTo("333\n4\n");
        assertThat(tail(3)).isEqualTo("2\n333\n4\n");
        assertThat(tail(4)).isEqualTo("1\n2\n333\n4\n");
        assertThat(tail(99)).isEqualTo("0\n1\n2\n333\n4\n");
    }

    @Test
    void takes_lines_from_the_end_of_a_log_larger_than_what_is_looked_at_at_once() {
        Random random = new Random(7);
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            String line = i + "-" + "y".repeat(random.nextInt(3000));
            log.out(line);
            all.append(line).append('\n');
        }
        List<String> lines = all.toString().lines().toList();
        for (int wanted : new int[] {1, 17, 18, 150, 299}) {
            String expected = String.join("\n", lines.subList(300 - wanted, 300)) + "\n";
            assertThat(tail(wanted)).isEqualTo(expected);
        }
    }

    @Test
    void leaves_out_what_is_no_record() {
        log.out("0").raw("garbage\n\n").raw("\0".repeat(600_000)).raw("\n").out("1");
        log.raw("2026-01-01T00:00:09.000000000Z stdout F half");
        read(LogQuery.ALL);
        assertThat(front.out).hasToString("0\n1\n");
        assertThat(tail(1)).isEqualTo("1\n");
    }

    /// An hour that comes twice, between two files and within one, and a second that does.
    @Test
    void R073_lines_of_a_clock_that_was_set_back_are_shown_once_and_in_the_order_of_the_log() {
        log.outAt("2026-10-25T00:59:59", "0").outAt("2026-10-25T01:00:00", "1").rotate(3);
        log.outAt("2026-10-25T00:00:01", "2").outAt("2026-10-25T00:59:59", "3");
        log.outAt("2026-10-25T00:59:59", "4").rotate(3);
        log.outAt("2026-10-25T00:00:02", "5").outAt("2026-10-25T01:00:01", "6");
        read(LogQuery.ALL);
        assertThat(front.out).hasToString("0\n1\n2\n3\n4\n5\n6\n");
        assertThat(tail(5)).isEqualTo("2\n3\n4\n5\n6\n");
        front.out.setLength(0);
        Optional<Instant> since = Optional.of(Instant.parse("2026-10-25T00:59:59Z"));
        read(new LogQuery(since, Optional.empty(), -1, false, false, ""));
        assertThat(front.out).hasToString("0\n1\n3\n4\n6\n");
    }

    @Test
    void R073_whoever_follows_misses_nothing_when_the_clock_is_set_back() {
        log.outAt("2026-12-31T23:59:59", "0");
        follow(
                () -> log.rotate(3).outAt("2026-12-31T23:59:58", "1"),
                () -> log.outAt("2026-12-31T23:59:59", "2"));
        assertThat(front.out).hasToString("0\n1\n2\n");
        assertThat(front.err).isEmpty();
    }

    @Test
    void shows_nothing_of_a_container_without_a_log() {
        read(LogQuery.ALL);
        assertThat(front.out).isEmpty();
    }

    @Test
    void follows_over_rotations_without_losing_a_line() {
        log.out("0");
        follow(
                () -> log.out("1").rotate(3).out("2"),
                () -> log.rotate(3).out("3").rotate(3).out("4"),
                () -> log.out("5"));
        assertThat(front.out).hasToString("0\n1\n2\n3\n4\n5\n");
        assertThat(front.err).isEmpty();
    }

    @Test
    void X13_says_where_lines_are_missing_when_a_log_is_rotated_faster_than_it_is_read() {
        log.out("0");
        follow(() -> log.rotate(2).out("1").rotate(2).out("2").rotate(2).out("3"));
        assertThat(front.out).hasToString("0\n2\n3\n");
        assertThat(front.err.toString()).contains("lines are missing here");
    }

    @Test
    void begins_anew_when_a_log_of_one_file_does() throws Exception {
        log.out("0").out("1");
        follow(() -> {
            cut(0);
            log.out("2");
        });
        assertThat(front.out).hasToString("0\n1\n2\n");
        assertThat(front.err.toString()).contains("lines are missing here");
    }

    @Test
    void takes_back_half_a_record_that_a_full_disk_made() throws Exception {
        log.out("0");
        long whole = Files.size(log.file);
        follow(
                () -> log.raw("2026-01-01T00:00:09.000000000Z stdout F half of"),
                () -> cut(whole),
                () -> log.out("1"));
        assertThat(front.out).hasToString("0\n1\n");
        assertThat(front.err).isEmpty();
    }

    @Test
    void waits_for_a_log_that_is_not_there_yet() {
        follow(() -> {}, () -> log.out("0"));
        assertThat(front.out).hasToString("0\n");
    }

    @Test
    void follows_no_longer_than_until() {
        log.out("0");
        LogQuery query =
                new LogQuery(
                        Optional.empty(), Optional.of(NOW.minusSeconds(1)), -1, true, false, "");
        new ReadLog(log.file, query, InstantSource.fixed(NOW))
                .run(
                        front,
                        () -> false,
                        busy -> {
                            throw new AssertionError("nothing to wait for");
                        });
        assertThat(front.out).hasToString("0\n");
    }

    private void cut(long size) {
        try (var channel =
                java.nio.channels.FileChannel.open(
                        log.file, java.nio.file.StandardOpenOption.WRITE)) {
            channel.truncate(size);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private String tail(long lines) {
        front.out.setLength(0);
        read(new LogQuery(Optional.empty(), Optional.empty(), lines, false, false, ""));
        return front.out.toString();
    }

    private void read(LogQuery query) {
        new ReadLog(log.file, query, InstantSource.fixed(NOW))
                .run(
                        front,
                        () -> true,
                        busy -> {
                            throw new AssertionError("nothing to wait for");
                        });
    }

    /// Does one thing after the other, each while the reader waits, and then ends the container.
    private void follow(Runnable... happenings) {
        Deque<Runnable> left = new ArrayDeque<>(List.of(happenings));
        LogQuery query = new LogQuery(Optional.empty(), Optional.empty(), -1, true, false, "");
        new ReadLog(log.file, query, InstantSource.fixed(NOW))
                .run(front, left::isEmpty, busy -> left.remove().run());
    }
}
