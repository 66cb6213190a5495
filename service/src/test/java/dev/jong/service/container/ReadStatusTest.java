package dev.jong.service.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadStatusTest {
    private static final String ID = Fixtures.FIRST;

    @TempDir Path directory;
    private Fixtures fixtures;

    @BeforeEach
    void prepare() {
        fixtures = new Fixtures(directory);
        fixtures.container(ID, "web");
    }

    @Test
    void a_new_one_is_created() {
        assertThat(status()).isEqualTo(new Status.Created());
    }

    @Test
    void one_whose_process_lives_runs() {
        fixtures.running(ID);
        assertThat(status())
                .isInstanceOfSatisfying(
                        Status.Running.class,
                        running -> {
                            assertThat(running.pid()).isEqualTo(ProcessHandle.current().pid());
                            assertThat(running.startTime())
                                    .isEqualTo(Long.parseLong(Fixtures.startTime()));
                            assertThat(running.started())
                                    .isCloseTo(System.currentTimeMillis() / 1000, within(10));
                        });
    }

    @Test
    void R085_a_recycled_pid_is_somebody_else() {
        long started = Long.parseLong(Fixtures.startTime());
        fixtures.writePid(ID, ProcessHandle.current().pid() + " " + (started - 1) + "\n");
        assertThat(status())
                .isInstanceOfSatisfying(
                        Status.Exited.class, exited -> assertThat(exited.known()).isFalse());
        fixtures.writePid(ID, "999999999 " + started + "\n");
        assertThat(status()).isInstanceOf(Status.Exited.class);
    }

    @Test
    void a_process_that_is_gone_has_ended_as_its_record_says() {
        fixtures.writePid(ID, "999999999 1\n");
        fixtures.writeExit(ID, "137 9 1 1767225600.000000123\n");
        assertThat(status()).isEqualTo(new Status.Exited(137, 9, true, 1767225600, true));
    }

    @Test
    void a_living_process_counts_more_than_an_old_record() {
        fixtures.writeExit(ID, "0 0 0 1767225600.000000000\n");
        fixtures.running(ID);
        assertThat(status()).isInstanceOf(Status.Running.class);
    }

    @Test
    void one_that_ran_and_left_no_record_ended_unseen() {
        Fixtures.write(fixtures.containers.folder(ID).folder().resolve("started"), "1 1\n");
        assertThat(status())
                .isInstanceOfSatisfying(
                        Status.Exited.class,
                        exited -> {
                            assertThat(exited.code()).isEqualTo(255);
                            assertThat(exited.known()).isFalse();
                        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "1",
                "1 2",
                "1 2 3",
                "1 2 3 x",
                "a b c d",
                " ",
                "99999999999 0 0 1.0",
                "\n\n"
            })
    void R3_a_damaged_exit_record_is_an_end_that_nobody_saw(String text) {
        fixtures.writeExit(ID, text);
        assertThat(status())
                .isInstanceOfSatisfying(
                        Status.Exited.class,
                        exited -> {
                            assertThat(exited.code()).isEqualTo(255);
                            assertThat(exited.known()).isFalse();
                        });
    }

    @Test
    void R3_no_bytes_in_the_pid_record_are_taken_for_a_process() {
        for (String text :
                new String[] {
                    "self " + Fixtures.startTime(),
                    "../../proc/1 1",
                    "1",
                    "1 ",
                    "\0 \0",
                    "-1 1",
                    "1 x",
                    "1 1 1"
                }) {
            fixtures.writePid(ID, text);
            assertThat(status()).as(text).isNotInstanceOf(Status.Running.class);
        }
        for (long seed = 1; seed <= 500; seed++) {
            byte[] bytes = new byte[new Random(seed).nextInt(20)];
            new Random(seed).nextBytes(bytes);
            fixtures.writePid(ID, new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1));
            assertThat(status()).as("seed %d", seed).isNotInstanceOf(Status.Running.class);
        }
    }

    @Test
    void a_zombie_has_ended() throws Exception {
        // Java reaps its children; a grandchild that nobody waits for stays a zombie of its parent.
        // It ends only when its parent is no shell any more, which might wait for it.
        String script =
                "(while [ \"$(cat /proc/$$/comm)\" != sleep ]; do :; done) & echo $!; exec sleep 30";
        Process parent = new ProcessBuilder("sh", "-c", script).start();
        try {
            String pid = parent.inputReader().readLine();
            Path stat = Path.of("/proc", pid, "stat");
            for (int i = 0; i < 200 && !Files.readString(stat).contains(") Z "); i++) {
                Thread.sleep(10);
            }
            String[] words = Files.readString(stat).split(" ");
            fixtures.writePid(ID, pid + " " + words[21]);
            assertThat(status()).isInstanceOf(Status.Exited.class);
        } finally {
            parent.destroyForcibly();
        }
    }

    private Status status() {
        return ReadStatus.of(fixtures.containers.folder(ID));
    }

    private static org.assertj.core.data.Offset<Long> within(long seconds) {
        return org.assertj.core.data.Offset.offset(seconds);
    }
}
