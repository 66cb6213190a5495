package dev.jong.it.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.Await;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Commands that meet an engine which is leaving, or one that is just coming up, are not lost.
@Tag("root")
class EngineStopTest {
    private static final int FRONTS = 3;
    private static final int ROUNDS = 20;

    @Test
    void no_run_of_root_is_lost_while_engines_come_and_go() throws Exception {
        try (Account account = Account.root();
                Site site = Site.open(account)) {
            comeAndGo(site);
        }
    }

    /// Here a front has to join the user namespace of the engine, also when the front that started the engine is gone.
    @Test
    void no_run_of_a_user_is_lost_while_engines_come_and_go() throws Exception {
        try (Account account = Account.single();
                Site site = Site.open(account)) {
            comeAndGo(site);
        }
    }

    private static void comeAndGo(Site site) throws InterruptedException {
        Queue<Result> failed = new ConcurrentLinkedQueue<>();
        List<Thread> fronts = new ArrayList<>();
        for (int i = 0; i < FRONTS; i++) {
            fronts.add(Thread.ofPlatform().start(() -> runs(site, failed)));
        }
        while (fronts.stream().anyMatch(Thread::isAlive)) {
            Result stopped = site.jong("engine", "stop");
            if (stopped.code() != 0) {
                failed.add(stopped);
            }
            Await.millis(100);
        }
        for (Thread front : fronts) {
            front.join();
        }
        assertThat(failed).isEmpty();
    }

    private static void runs(Site site, Queue<Result> failed) {
        for (int round = 0; round < ROUNDS; round++) {
            Result result = site.jong("run", "--rm", "box", "echo", "here");
            if (result.code() != 0 || !result.line().equals("here") || !result.err().isEmpty()) {
                failed.add(result);
            }
        }
    }
}
