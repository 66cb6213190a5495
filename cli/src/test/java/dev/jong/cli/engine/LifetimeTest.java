package dev.jong.cli.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.channels.ServerSocketChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class LifetimeTest {
    @Test
    void belongs_to_the_build_of_its_first_front() {
        Lifetime lifetime = new Lifetime(60, false);
        assertThat(lifetime.fits("one")).isTrue();
        assertThat(lifetime.fits("one")).isTrue();
        assertThat(lifetime.fits("two")).isFalse();
        assertThat(lifetime.state().build()).isEqualTo("one");
    }

    @Test
    void counts_commands_in_progress() {
        Lifetime lifetime = new Lifetime(60, false);
        lifetime.enter();
        lifetime.enter();
        assertThat(lifetime.state().sessions()).isEqualTo(2);
        assertThat(lifetime.exit()).isFalse();
        assertThat(lifetime.exit()).as("the last one").isTrue();
        assertThat(lifetime.state().pid()).isEqualTo(ProcessHandle.current().pid());
    }

    @Test
    void who_only_waits_keeps_nobody_from_being_the_last() {
        Lifetime lifetime = new Lifetime(60, false);
        lifetime.enter();
        lifetime.beginWaiting();
        lifetime.enter();
        assertThat(lifetime.exit()).as("beside one that waits").isTrue();
        lifetime.enter();
        lifetime.enter();
        lifetime.endWaiting();
        assertThat(lifetime.exit()).as("beside two commands").isFalse();
    }

    @Test
    void closes_the_door_when_nobody_came_for_a_while() throws Exception {
        Lifetime lifetime = new Lifetime(0, false);
        try (ServerSocketChannel door = ServerSocketChannel.open()) {
            lifetime.begin(door);
            awaitClosed(door);
        }
    }

    @Test
    void stays_while_a_command_is_in_progress() throws Exception {
        Lifetime lifetime = new Lifetime(0, false);
        try (ServerSocketChannel door = ServerSocketChannel.open()) {
            lifetime.enter();
            lifetime.begin(door);
            Thread.sleep(600);
            assertThat(door.isOpen()).isTrue();
            lifetime.exit();
            awaitClosed(door);
        }
    }

    @Test
    void closes_the_door_at_once_when_told_to_leave_and_lets_commands_end() throws Exception {
        Lifetime lifetime = new Lifetime(60, false);
        try (ServerSocketChannel door = ServerSocketChannel.open()) {
            lifetime.enter();
            lifetime.begin(door);
            lifetime.leave();
            assertThat(door.isOpen()).isFalse();
        }
        Thread last =
                Thread.ofPlatform()
                        .start(() -> {
                            try {
                                Thread.sleep(200);
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                            lifetime.exit();
                        });
        lifetime.awaitRest();
        assertThat(lifetime.state().sessions()).isZero();
        last.join();
    }

    @Test
    void never_opens_the_door_after_it_was_told_to_leave() throws Exception {
        Lifetime lifetime = new Lifetime(60, false);
        lifetime.leave();
        try (ServerSocketChannel door = ServerSocketChannel.open()) {
            lifetime.begin(door);
            assertThat(door.isOpen()).isFalse();
        }
    }

    private static void awaitClosed(ServerSocketChannel door) throws InterruptedException {
        while (door.isOpen()) {
            Thread.sleep(20);
        }
    }
}
