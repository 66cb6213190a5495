package dev.jong.service.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.service.container.EndpointFiles;
import dev.jong.service.container.Endpoints;
import dev.jong.store.network.NetworkRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkWatchTest {
    private static final String ID = "a".repeat(64);
    private static final NetworkRecord FRONT = Connected.network("front", "10.1.0.0/16");
    private static final NetworkRecord BACK = Connected.network("back", "10.2.0.0/16");
    private static final NetworkWatch.Pace PACE =
            new NetworkWatch.Pace(
                    Duration.ofSeconds(2), Duration.ofSeconds(1), Duration.ofSeconds(5));

    @TempDir private Path runtime;

    private final Set<String> running = ConcurrentHashMap.newKeySet();
    private final Set<String> open = ConcurrentHashMap.newKeySet();
    private final Set<String> taken = ConcurrentHashMap.newKeySet();
    private final List<RuntimeException> troubles = new CopyOnWriteArrayList<>();
    private final List<NetworkRecord> up = new ArrayList<>(List.of(FRONT, BACK));
    private final AtomicLong now = new AtomicLong();
    private final FakeTable table = new FakeTable();
    private EndpointFiles files;
    private NetworkWatch watch;

    @BeforeEach
    void open() {
        files = new EndpointFiles(runtime);
        watch = watch(PACE);
    }

    @AfterEach
    void close() {
        watch.close();
        assertThat(open).isEmpty();
    }

    private NetworkWatch watch(NetworkWatch.Pace pace) {
        return new NetworkWatch(
                new NameServers(this::open),
                new NetworkWatch.Sights(
                        new KnownEndpoints(files, running::contains), () -> up, now::get),
                table,
                pace,
                troubles::add);
    }

    private AutoCloseable open(NetworkRecord network) {
        if (taken.contains(network.name())) {
            throw JongException.of(ErrorKind.PRECONDITION, "taken");
        }
        assertThat(open.add(network.name())).as("opened once").isTrue();
        return () -> open.remove(network.name());
    }

    private static final class FakeTable implements WatchedTable {
        private volatile boolean there = true;
        private volatile int looks;

        @Override
        public boolean isThere() {
            looks++;
            return there;
        }

        @Override
        public void restore() {
            there = true;
        }
    }

    @Test
    void names_are_served_where_containers_run_and_no_longer() {
        runs(FRONT);
        assertThat(watch.look()).isTrue();
        assertThat(open).containsExactly("front");
        running.clear();
        pass(4);
        watch.look();
        assertThat(open).as("within the grace").containsExactly("front");
        pass(2);
        watch.look();
        assertThat(open).isEmpty();
    }

    @Test
    void a_network_without_names_or_without_addresses_of_the_host_is_not_served() {
        NetworkRecord unnamed = FRONT.with(new NetworkRecord.Names(false, List.of()));
        up.remove(FRONT);
        up.add(unnamed);
        runs(unnamed);
        assertThat(watch.look()).isTrue();
        assertThat(open).isEmpty();
    }

    @Test
    void what_another_engine_serves_is_tried_again_and_told_once() {
        runs(FRONT);
        taken.add("front");
        assertThat(watch.look()).isFalse();
        assertThat(watch.look()).isFalse();
        assertThat(troubles).hasSize(1);
        taken.clear();
        assertThat(watch.look()).isTrue();
        assertThat(open).containsExactly("front");
    }

    @Test
    void N05_a_table_that_somebody_removed_is_made_again() {
        runs(BACK);
        table.there = false;
        pass(2);
        watch.look();
        assertThat(table.there).isTrue();
    }

    @Test
    void the_table_is_looked_at_now_and_then_while_somebody_runs() {
        pass(2);
        watch.look();
        assertThat(table.looks).as("nobody runs").isZero();
        runs(FRONT);
        watch.look();
        watch.look();
        assertThat(table.looks).isEqualTo(1);
        pass(2);
        watch.look();
        assertThat(table.looks).isEqualTo(2);
    }

    @Test
    void names_are_served_when_serve_returns() {
        watch.serve(FRONT);
        assertThat(open).containsExactly("front");
    }

    @Test
    void it_ends_by_itself_and_begins_anew() throws Exception {
        watch.close();
        Duration moment = Duration.ofMillis(1);
        watch = watch(new NetworkWatch.Pace(moment, moment, moment));
        watch.serve(FRONT);
        pass(1);
        awaitNobody();
        assertThat(open).isEmpty();
        watch.serve(BACK);
        assertThat(open).containsExactly("back");
    }

    private static void awaitNobody() throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (isWatched()) {
            assertThat(System.nanoTime()).as("it ends").isLessThan(end);
            Thread.sleep(5);
        }
    }

    private static boolean isWatched() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("networks"));
    }

    private void runs(NetworkRecord network) {
        running.add(ID);
        files.write(
                new Endpoints(
                        ID, "web", List.of(Connected.endpoint(network, "10.1.0.2")), List.of()));
    }

    private void pass(long seconds) {
        now.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }
}
