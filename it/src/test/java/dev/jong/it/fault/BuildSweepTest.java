package dev.jong.it.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.fault.Injection.Point;
import dev.jong.it.harness.Account;
import dev.jong.it.harness.Await;
import dev.jong.it.harness.EngineProcess;
import dev.jong.it.harness.Load;
import dev.jong.it.harness.NetworkTraces;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Shell;
import dev.jong.it.harness.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A build is killed at some call, or at some moment: its front, its engine or one of its steps. What was finished is found by
/// the next build, which gives the same image and leaves what a build leaves that nobody has disturbed.
@Tag("root")
class BuildSweepTest {
    private static final int POINTS = Load.of(14, 200);
    private static final int ROUNDS = Load.of(10, 100);
    private static final String[] BUILD = {"build", "-q", "-t", "made", "."};

    private final long seed = Long.getLong("jong.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private Site site;
    private String id;
    private String before;

    @BeforeEach
    void open() {
        System.err.println("BuildSweepTest: -Djong.seed=" + seed);
        site = Site.open(Account.root());
        site.file("f", "content");
        site.file(
                "Dockerfile",
                """
                FROM box AS one
                RUN echo 1 > /1
                COPY f /one
                FROM box
                COPY f /f
                RUN --mount=type=cache,target=/cache --mount=type=bind,from=one,target=/stage \
                    cat /stage/one > /cache/f && ln /f /2
                WORKDIR /w
                COPY --from=one /1 /one /from/
                RUN rm /from/one
                """);
        id = site.succeeds(BUILD).line();
        // What its steps have left is removed behind the answer.
        Await.that(() -> !left().contains("trash"), "the trash is empty");
        before = left();
    }

    @AfterEach
    void close() {
        site.end();
    }

    @Test
    void R001_R003_R005_a_build_that_is_killed_at_any_call_goes_on_in_the_next() {
        Injection injection = new Injection(site);
        forget();
        for (Point point : injection.deaths(POINTS, BUILD)) {
            forget();
            injection.run(point, BUILD);
            goesOn(point.toString());
        }
        String unfinished = "find . -name '.tmp-*'";
        Shell.script(site.store(), unfinished + " -exec touch -d '2 minutes ago' {} +");
        new EngineProcess(site).stop();
        site.succeeds("images");
        Await.that(
                () -> Shell.script(site.store(), unfinished).isEmpty(),
                "records that were half written are gone");
    }

    @Test
    void R001_R005_a_build_that_loses_a_process_at_any_moment_goes_on_in_the_next()
            throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            forget();
            Process front = site.command(BUILD).begin();
            int millis = random.nextInt(1500);
            Await.millis(millis);
            EngineProcess engine = new EngineProcess(site);
            switch (round % 3) {
                case 0 -> engine.killWorkers();
                case 1 -> front.destroyForcibly();
                default -> engine.kill();
            }
            front.waitFor();
            goesOn("round " + round + " after " + millis + " ms");
        }
    }

    /// Everything that was built is gone.
    private void forget() {
        site.succeeds("rmi", "-f", "made");
        site.succeeds("builder", "prune", "-af");
        assertThat(steps()).isEmpty();
    }

    private void goesOn(String when) {
        Map<String, String> finished = steps();
        Result again = site.jong(BUILD);
        assertThat(again.code()).as(when + ": " + again).isZero();
        assertThat(again.line()).as(when).isEqualTo(id);
        // A step that is done again has another record.
        assertThat(steps()).as(when).containsAllEntriesOf(finished);
        Await.that(() -> left().equals(before), () -> when + " there is something left: " + left());
    }

    /// The records of finished steps.
    private Map<String, String> steps() {
        Map<String, String> out = new TreeMap<>();
        Path[] files = {};
        try (var all = Files.list(site.store().resolve("build/steps"))) {
            files = all.filter(file -> file.toString().endsWith(".json")).toArray(Path[]::new);
        } catch (IOException none) {
            return out;
        }
        for (Path file : files) {
            try {
                out.put(file.getFileName().toString(), Files.readString(file));
            } catch (IOException gone) {
                throw new AssertionError(gone);
            }
        }
        return out;
    }

    /// What there is of containers and builds, and what is being made; the folders of living engines are their own.
    private String left() {
        String store =
                Shell.script(
                        site.store(),
                        "find containers names trash layers build/steps build/mounts refs images"
                                + " -mindepth 1 -not -name '*.lock' -not -name '.tmp-*'"
                                + " -not -path 'layers/*/*' -not -path 'build/mounts/*/*'"
                                + " 2> /dev/null | LC_ALL=C sort;"
                                + " find tmp -mindepth 2 -o -name 'layer-*';"
                                + " find build/running -mindepth 1 2> /dev/null || true");
        return store
                + NetworkTraces.of(site).claims()
                + Shell.script(
                        site.folder(), "find run/*/build run/*/c -mindepth 1 2> /dev/null || true")
                + Shell.script(site.folder(), "grep -F " + site.folder() + " /proc/mounts || true");
    }
}
