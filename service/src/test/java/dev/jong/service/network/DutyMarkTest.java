package dev.jong.service.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.service.container.LiveProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DutyMarkTest {
    private static final LiveProcess ME =
            LiveProcess.of(ProcessHandle.current().pid()).orElseThrow();
    private static final LiveProcess OTHER = new LiveProcess(ME.pid(), ME.startTime() + 1);

    @TempDir private Path net;

    @Test
    void one_process_has_it_until_it_leaves() {
        DutyMark mark = new DutyMark(net);
        assertThat(mark.isTaken()).isFalse();
        assertThat(mark.take(ME)).isTrue();
        assertThat(mark.take(ME)).as("anew with another engine").isTrue();
        assertThat(new DutyMark(net).take(OTHER)).isFalse();
        assertThat(mark.leave(ME, () -> false)).isTrue();
        assertThat(mark.isTaken()).isFalse();
        assertThat(mark.isLeft()).isFalse();
    }

    @Test
    void it_is_kept_when_somebody_began_in_the_very_moment() {
        DutyMark mark = new DutyMark(net);
        mark.take(ME);
        assertThat(mark.leave(ME, () -> true)).isFalse();
        assertThat(mark.isTaken()).isTrue();
    }

    @Test
    void one_that_was_killed_leaves_it_to_others() throws Exception {
        Files.writeString(net.resolve("duty"), ME.pid() + " " + (ME.startTime() + 1) + "\n");
        DutyMark mark = new DutyMark(net);
        assertThat(mark.isLeft()).isTrue();
        assertThat(mark.take(ME)).isTrue();
        assertThat(mark.isLeft()).isFalse();
    }

    @Test
    void it_is_wanted_for_a_while() {
        DutyMark mark = new DutyMark(net.resolve("new"));
        assertThat(mark.isWanted()).isFalse();
        mark.want();
        assertThat(mark.isWanted()).isTrue();
    }
}
