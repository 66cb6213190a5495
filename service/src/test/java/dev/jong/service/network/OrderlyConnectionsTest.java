package dev.jong.service.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.JongException;
import dev.jong.service.container.ContainerRecord;
import dev.jong.service.container.Front;
import dev.jong.service.container.NetworkOptions;
import dev.jong.store.lease.Hold;
import dev.jong.store.network.NetworkRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrderlyConnectionsTest {
    private static final int TIMES = 8;
    private static final NetworkRecord FRONT = Connected.network("front", "10.1.0.0/16");
    private static final NetworkOptions.Join WISH = NetworkOptions.Join.of("front");

    @TempDir private Path directory;
    private final Changes changes = new Changes();
    private Site site;
    private ContainerRecord web;

    @BeforeEach
    void open() throws Exception {
        site = new Site(directory);
        web = site.container("web", "bridge");
    }

    /// Notes how many were at it at once.
    private static final class Changes implements ChangeConnections {
        private final AtomicInteger now = new AtomicInteger();
        private final AtomicInteger most = new AtomicInteger();
        private final AtomicInteger all = new AtomicInteger();

        @Override
        public void connect(
                NetworkRecord network,
                ContainerRecord container,
                NetworkOptions.Join wish,
                List<NetworkOptions.Link> links,
                Front front) {
            change();
        }

        @Override
        public void disconnect(
                NetworkRecord network, ContainerRecord container, boolean force, Front front) {
            change();
        }

        private void change() {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            try {
                Thread.sleep(10);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            all.incrementAndGet();
            now.decrementAndGet();
        }
    }

    @Test
    void of_many_who_change_the_networks_of_a_container_one_is_at_it() throws Exception {
        CountDownLatch begin = new CountDownLatch(1);
        List<Future<?>> ends = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(TIMES)) {
            for (int i = 0; i < TIMES; i++) {
                boolean connects = i % 2 == 0;
                // Each as a command has it.
                OrderlyConnections orderly = new OrderlyConnections(site.containers, changes);
                ends.add(
                        threads.submit(() -> {
                            begin.await();
                            change(orderly, connects);
                            return true;
                        }));
            }
            begin.countDown();
            for (Future<?> end : ends) {
                end.get();
            }
        }
        assertThat(changes.all).hasValue(TIMES);
        assertThat(changes.most).hasValue(1);
    }

    @Test
    void who_waits_for_too_long_is_refused_and_others_are_not() throws Exception {
        OrderlyConnections orderly = new OrderlyConnections(site.containers, changes, 2);
        try (Hold _ = site.containers.holdConnections(web.id()).orElseThrow()) {
            for (boolean connects : List.of(true, false)) {
                assertThatThrownBy(() -> change(orderly, connects))
                        .isInstanceOf(JongException.class)
                        .hasMessage(
                                "cannot change the networks of container web: another command is at it");
            }
            web = site.container("other", "bridge");
            change(orderly, true);
        }
        assertThat(changes.all).hasValue(1);
    }

    @Test
    void a_container_that_somebody_starts_or_has_in_the_foreground_can_be_connected() {
        try (Hold _ = site.containers.holdStopped(web.id()).orElseThrow()) {
            change(new OrderlyConnections(site.containers, changes, 0), true);
        }
        assertThat(changes.all).hasValue(1);
    }

    private void change(OrderlyConnections orderly, boolean connects) {
        if (connects) {
            orderly.connect(FRONT, web, WISH, List.of(), site.front);
        } else {
            orderly.disconnect(FRONT, web, false, site.front);
        }
    }
}
