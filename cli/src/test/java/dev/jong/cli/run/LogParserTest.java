package dev.jong.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.JongException;
import dev.jong.service.container.LogOptions;
import dev.jong.service.container.RunOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogParserTest {
    @Test
    void is_empty_when_nobody_says_anything() {
        assertThat(new RunLine().with().streams().log()).isEmpty();
    }

    @Test
    void reads_sizes_and_numbers_and_keeps_what_was_typed() {
        LogOptions log =
                log(
                        "--log-driver",
                        "local",
                        "--log-opt",
                        "max-size=10m",
                        "--log-opt",
                        "max-file=5");
        assertThat(log.driver()).isEqualTo("local");
        assertThat(log.limit()).isEqualTo(10 << 20);
        assertThat(log.files()).isEqualTo(5);
        assertThat(log.options()).containsEntry("max-size", "10m").containsEntry("max-file", "5");
        assertThat(log.isKept()).isTrue();
    }

    @Test
    void files_that_were_rotated_may_be_compressed_or_not() {
        assertThat(log("--log-opt", "compress=true").options()).containsEntry("compress", "true");
        assertThat(log("--log-opt", "compress=false").options()).containsEntry("compress", "false");
    }

    @Test
    void is_bounded_unless_that_is_taken_away() {
        assertThat(log("--log-opt", "mode=blocking").limit()).isEqualTo(16 << 20);
        assertThat(log("--log-opt", "max-size=-1").limit()).isZero();
        assertThat(log("--log-driver", "none").isKept()).isFalse();
    }

    @Test
    void output_that_must_not_wait_has_a_buffer() {
        assertThat(log("--log-opt", "mode=blocking").buffer()).isZero();
        assertThat(log("--log-opt", "mode=non-blocking").buffer()).isEqualTo(1 << 20);
        assertThat(
                        log("--log-opt", "max-buffer-size=64k", "--log-opt", "mode=non-blocking")
                                .buffer())
                .isEqualTo(64 << 10);
        assertThat(log("--log-driver", "journald").isInJournal()).isTrue();
        assertThat(log("--log-driver", "journald").isInFiles()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--log-driver=syslog", "--log-opt=labels-regex=a"})
    void refuses_by_name_what_is_not_done(String option) {
        assertThatThrownBy(() -> log(option))
                .isInstanceOf(JongException.class)
                .hasMessageContaining("not supported");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--log-opt=max-size=0",
                "--log-opt=max-size=x",
                "--log-opt=max-file=0",
                "--log-opt=max-file=5000",
                "--log-opt=max-file=99999999999",
                "--log-opt=compress=maybe",
                "--log-opt=mode=slow",
                "--log-opt=max-buffer-size=4m",
                "--log-opt=max-buffer-size=0",
                "--log-opt=nonsense=1",
                "--log-opt=max-size"
            })
    void refuses_nonsense(String option) {
        assertThatThrownBy(() -> log(option)).isInstanceOf(JongException.class);
    }

    private static LogOptions log(String... options) {

        RunOptions parsed = new RunLine().with(options);
        return parsed.streams().log().orElseThrow();
    }
}
