package dev.jong.it.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.Load;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Shell;
import dev.jong.it.harness.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Many builds with many stages, all at once.
@Tag("root")
class BuildLoadTest {
    private final int builds = Load.of(2, 8);
    private final int stages = Load.of(10, 50);
    private Site site;

    @BeforeEach
    void open() {
        site = Site.open(Account.root());
    }

    @AfterEach
    void close() {
        site.end();
    }

    @Test
    void W12_many_builds_of_many_stages_are_right_and_quick_when_they_are_built_again()
            throws Exception {
        for (int build = 0; build < builds; build++) {
            write(build);
        }
        List<String> ids = new ArrayList<>();
        Duration cold = all(ids);
        for (int build = 0; build < builds; build++) {
            String[] list = {"run", "--rm", "built" + build, "sh", "-c", "cat /from/* | sort -n"};
            assertThat(site.succeeds(list).lines()).isEqualTo(expected(build));
        }
        List<String> again = new ArrayList<>();
        Duration warm = all(again);
        assertThat(again).isEqualTo(ids).doesNotHaveDuplicates();
        // What takes as long whatever is built counts for more in the small size.
        assertThat(warm)
                .as("cold: " + cold)
                .isLessThan(cold.multipliedBy(Load.of(30, 5)).dividedBy(100));
        assertThat(left()).isEmpty();
    }

    /// Builds all at once.
    ///
    /// @param ids takes the images' ids
    private Duration all(List<String> ids) throws Exception {
        long start = System.nanoTime();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Result>> results = new ArrayList<>();
            for (int build = 0; build < builds; build++) {
                String name = "built" + build;
                Path context = site.work().resolve("context" + build);
                Callable<Result> task =
                        () -> site.command("build", "-q", "-t", name, context.toString()).finish();
                results.add(threads.submit(task));
            }
            for (Future<Result> result : results) {
                assertThat(result.get().code()).as(result.get().toString()).isZero();
                ids.add(result.get().line());
            }
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /// Stages of which each third begins with the one before, the others on their own; the last has a file of each.
    private void write(int build) throws IOException {
        Path context = site.directory("work/context" + build);
        StringBuilder text = new StringBuilder();
        StringBuilder last = new StringBuilder("FROM box\n");
        for (int stage = 0; stage < stages; stage++) {
            Files.writeString(context.resolve("file" + stage), build + "\n");
            String from = stage % 3 == 2 ? "stage" + (stage - 1) : "box";
            text.append("FROM " + from + " AS stage" + stage + "\n");
            text.append("COPY file" + stage + " /in\n");
            text.append("RUN sleep 0.1 && echo " + (1000 * build + stage) + " > /out\n");
            last.append("COPY --from=stage" + stage + " /out /from/" + stage + "\n");
        }
        Files.writeString(context.resolve("Dockerfile"), text.append(last));
    }

    private List<String> expected(int build) {
        List<String> lines = new ArrayList<>();
        for (int stage = 0; stage < stages; stage++) {
            lines.add("" + (1000 * build + stage));
        }
        return lines;
    }

    /// Containers, and what is being made in the store.
    private String left() {
        return site.succeeds("ps", "-aq").text()
                + Shell.script(
                        site.store(),
                        "find tmp/*/ containers trash -mindepth 1 -not -name '*.lock' 2>/dev/null || true");
    }
}
