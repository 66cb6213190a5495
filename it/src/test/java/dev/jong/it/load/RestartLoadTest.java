package dev.jong.it.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.Await;
import dev.jong.it.harness.EngineProcess;
import dev.jong.it.harness.Load;
import dev.jong.it.harness.Site;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Many containers that end as soon as they are started.
@Tag("root")
class RestartLoadTest {
    private Site site;
    private EngineProcess engine;

    @BeforeEach
    void open() {
        site = Site.open(Account.root());
        engine = new EngineProcess(site);
    }

    @AfterEach
    void close() {
        site.end();
    }

    /// The sum of the waits before the n-th restart is 100 ms times 2^n - 1, and from the tenth on a minute each. In a
    /// night the engine's share of a core is looked at too, once the waits have become long.
    @Test
    void W15_containers_that_end_at_once_calm_down_and_so_does_the_engine() {
        long start = System.nanoTime();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < Load.of(10, 100); i++) {
            String name = "loop" + i;
            site.succeeds("run", "-d", "--name", name, "--restart=always", "box", "true");
            names.add(name);
        }
        for (String name : names) {
            Await.that(() -> count(name) >= 3, () -> name + ": " + count(name) + " restarts");
        }
        int minutes = Load.of(0, 10);
        if (minutes > 0) {
            Await.millis(Duration.ofMinutes(2).toMillis());
            Duration before = busy();
            Duration later = Duration.ofMinutes(minutes - 2);
            Await.millis(later.toMillis());
            assertThat(busy().minus(before)).isLessThan(later.dividedBy(10));
        }
        for (String name : names) {
            long count = count(name);
            Duration passed = Duration.ofNanos(System.nanoTime() - start);
            assertThat(waited(count)).as(count + " restarts").isLessThanOrEqualTo(passed);
        }
        List<String> remove = new ArrayList<>(List.of("rm", "-f"));
        remove.addAll(names);
        site.succeeds(remove.toArray(new String[0]));
        assertThat(site.succeeds("ps", "-aq").text()).isEmpty();
    }

    private static Duration waited(long restarts) {
        Duration sum = Duration.ZERO;
        Duration wait = Duration.ofMillis(100);
        for (long i = 0; i < restarts; i++) {
            sum = sum.plus(wait);
            wait = wait.multipliedBy(2);
            wait = wait.compareTo(Duration.ofMinutes(1)) > 0 ? Duration.ofMinutes(1) : wait;
        }
        return sum;
    }

    private long count(String name) {
        return Long.parseLong(site.succeeds("inspect", "-f", "{{.RestartCount}}", name).line());
    }

    /// Processor time of the engine.
    private Duration busy() {
        return ProcessHandle.of(engine.pid())
                .flatMap(process -> process.info().totalCpuDuration())
                .orElseThrow();
    }
}
