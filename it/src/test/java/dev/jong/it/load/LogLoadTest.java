package dev.jong.it.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.Await;
import dev.jong.it.harness.EngineProcess;
import dev.jong.it.harness.Load;
import dev.jong.it.harness.Site;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Containers that say much, and those who listen.
@Tag("root")
class LogLoadTest {
    private static final long MEBIBYTE = 1 << 20;

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
    void W06_a_flood_stays_within_its_files_and_takes_the_monitor_no_memory() throws Exception {
        String id =
                site.succeeds(
                                "run",
                                "-d",
                                "--name",
                                "said",
                                "--log-opt",
                                "max-size=1m",
                                "--log-opt",
                                "max-file=3",
                                "box",
                                "sh",
                                "-c",
                                "yes 0123456789012345678901234567890123456789012345678901234")
                        .line();
        Path folder = site.store().resolve("containers").resolve(id);
        Await.that(() -> Files.exists(folder.resolve("log.2")), "the log is full");
        long monitor = monitor(id);
        long before = kibibytes(monitor);
        for (int sample = 0; sample < Load.of(30, 600); sample++) {
            // One record more than the limit at the most.
            assertThat(bytes(folder)).isLessThan(3 * MEBIBYTE + (20 << 10));
            Await.millis(100);
        }
        assertThat(kibibytes(monitor) - before).isLessThan(8 << 10);
        assertThat(site.succeeds("ps", "-q").lines()).hasSize(1);
    }

    @Test
    void W07_followers_hear_all_lines_in_order_and_the_engine_stays_as_small() throws Exception {
        int count = Load.of(10, 50);
        int lines = Load.of(200_000, 20_000_000);
        String script = "while [ ! -e /go/go ]; do sleep 0.05; done; seq 1 " + lines;
        site.succeeds(
                "run",
                "-d",
                "--name",
                "said",
                "-v",
                site.work() + ":/go",
                "box",
                "sh",
                "-c",
                script);
        EngineProcess engine = new EngineProcess(site);
        List<Path> heard = new ArrayList<>();
        List<Process> followers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Path one = site.work().resolve("heard" + i);
            String[] command = {
                "sh", "-c", "exec \"$0\" logs -f said > \"$1\"", site.program(), one.toString()
            };
            followers.add(site.host(command).begin());
            heard.add(one);
        }
        Await.that(() -> engine().contains("sessions: " + (count + 1)), this::engine);
        long before = kibibytes(engine.pid());
        site.file("go", "");
        for (Process follower : followers) {
            assertThat(follower.waitFor()).isZero();
        }
        assertThat(kibibytes(engine.pid()) - before).isLessThan(64 << 10);
        for (Path one : heard) {
            assertThat(inOrder(one)).isEqualTo(lines);
        }
    }

    private String engine() {
        return site.succeeds("engine", "status").text();
    }

    /// The last line; each must be the one before and one more.
    private static long inOrder(Path file) throws IOException {
        long next = 1;
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                assertThat(Long.parseLong(line)).isEqualTo(next++);
            }
        }
        return next - 1;
    }

    /// Bytes of the log's files; one that gets another name meanwhile counts once.
    private static long bytes(Path folder) throws IOException {
        Map<Object, Long> sizes = new HashMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "log*")) {
            for (Path file : files) {
                Map<String, Object> seen = Files.readAttributes(file, "unix:ino,size");
                sizes.put(seen.get("ino"), (Long) seen.get("size"));
            }
        } catch (NoSuchFileException renamed) {
            return 0;
        }
        return sizes.values().stream().mapToLong(Long::longValue).sum();
    }

    private static long monitor(String id) {
        return ProcessHandle.allProcesses()
                .mapToLong(ProcessHandle::pid)
                .filter(pid ->
                        EngineProcess.commandLine(pid)
                                .startsWith("jong: monitor of " + id.substring(0, 8)))
                .findFirst()
                .orElseThrow();
    }

    private static long kibibytes(long pid) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("[^0-9]", ""));
            }
        }
        throw new AssertionError("process " + pid + " has no memory");
    }
}
