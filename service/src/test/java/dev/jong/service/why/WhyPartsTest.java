package dev.jong.service.why;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.service.container.Finding;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WhyPartsTest {
    @Test
    void counters_of_both_versions_are_read() {
        Counters first =
                Counters.parse(
                        "= memory.max_usage_in_bytes\n1000\n= memory.oom_control\noom_kill_disable 0\noom_kill 2\n= pids.events\nmax 3\n");
        assertThat(first.memoryPeak()).isEqualTo(1000);
        assertThat(first.outOfMemory()).isEqualTo(2);
        assertThat(first.processesRefused()).isEqualTo(3);
        Counters second =
                Counters.parse(
                        "= memory.peak\n7\n= memory.events\noom 1\noom_kill 1\n= cpu.stat\nnr_periods 9\nnr_throttled 4\n");
        assertThat(second.memoryPeak()).isEqualTo(7);
        assertThat(second.outOfMemory()).isEqualTo(1);
        assertThat(second.throttled()).isEqualTo(4);
        assertThat(second.periods()).isEqualTo(9);
        assertThat(Counters.parse("rubbish").memoryPeak()).isEqualTo(-1);
    }

    @Test
    void records_of_the_kernel_are_taken_apart() {
        List<KernelLog.Entry> found = new ArrayList<>();
        KernelLog.parse("6,12,3456,-;oom-kill:a=1,task=a b,pid=77,uid=0\n SUBSYSTEM=x\n", found);
        KernelLog.parse("rubbish", found);
        KernelLog.parse("6,12,x,-;text", found);
        assertThat(found).hasSize(1);
        assertThat(found.getFirst().microseconds()).isEqualTo(3456);
        String text = found.getFirst().text();
        assertThat(KernelLog.value(text, "pid")).isEqualTo("77");
        assertThat(KernelLog.value(text, "id")).isEmpty();
        assertThat(KernelLog.value("type=1326 audit(1): pid=5 syscall=101", "syscall"))
                .isEqualTo("101");
    }

    @Test
    void exit_codes_are_told_apart() {
        assertThat(text(137, 9)).isEqualTo("exit code 137: SIGKILL (9) ended it");
        assertThat(text(143, 0)).contains("ended by itself").contains("SIGTERM (15)");
        assertThat(text(0, 0)).contains("success");
        assertThat(text(255, 0)).contains("255 is mostly -1");
        assertThat(text(127, 0)).contains("not found");
        assertThat(text(126, 0)).contains("could not be run");
        assertThat(ExitMeaning.of(0, 0, false).hint()).isEmpty();
    }

    @Test
    void messages_of_logs_are_known_and_shown_safely() {
        List<Finding> found =
                LogHints.of(
                        List.of(
                                "sh: can't create /x: Read-only file system",
                                "\u001b[31mdd: No space left on device"));
        assertThat(found).extracting(Finding::kind).containsExactly("read-only", "no-space");
        assertThat(found.getLast().text()).contains("\\x1b[31m").doesNotContain("\u001b");
        assertThat(LogHints.of(List.of("all is well"))).isEmpty();
    }

    @Test
    void sizes_have_one_digit_behind_the_point() {
        assertThat(Sizes.of(64L << 20)).isEqualTo("64 MiB");
        assertThat(Sizes.of(3L << 29)).isEqualTo("1.5 GiB");
        assertThat(Sizes.of(7)).isEqualTo("7 bytes");
        assertThat(Sizes.of(Long.MAX_VALUE)).endsWith(" TiB");
    }

    private static String text(int code, int signal) {
        return ExitMeaning.of(code, signal, true).text();
    }
}
