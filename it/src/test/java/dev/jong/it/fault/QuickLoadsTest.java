package dev.jong.it.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.base.json.Json;
import dev.jong.it.harness.Account;
import dev.jong.it.harness.Await;
import dev.jong.it.harness.EngineProcess;
import dev.jong.it.harness.Load;
import dev.jong.it.harness.Prober;
import dev.jong.it.harness.Shell;
import dev.jong.it.harness.Site;
import dev.jong.it.image.Saved;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Much of the same: nothing grows, nothing is lost. Sizes and counts are held, times are not.
@Tag("root")
class QuickLoadsTest {
    private static final long MEBIBYTE = 1 << 20;

    private Site site;
    private EngineProcess engine;

    @BeforeEach
    void open() {
        site = Site.open(Account.root());
        engine = new EngineProcess(site);
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void W01_fifty_idle_containers_are_cheap_and_all_end() {
        int count = Load.of(50, 500);
        List<String> ids = start(count);
        assertThat(site.succeeds("ps", "-q").lines()).hasSize(count);
        for (String id : ids) {
            assertThat(monitorMemory(id))
                    .as("bytes of the monitor of " + id)
                    .isLessThan(3 * MEBIBYTE);
        }
        remove(ids);
        assertThat(site.succeeds("ps", "-aq").text()).isEmpty();
    }

    @Test
    void W02_three_hundred_containers_made_and_removed_leave_nothing() {
        cycle(50);
        String store = Leftovers.of(site);
        long pid = engine.pid();
        int descriptors = entries(pid, "fd");
        int threads = entries(pid, "task");
        cycle(Load.of(300, 10_000));
        assertThat(engine.pid()).isEqualTo(pid);
        Await.that(() -> entries(pid, "fd") <= descriptors + 2, "no descriptors are left open");
        Await.that(() -> entries(pid, "task") <= threads + 2, "no threads are left");
        assertThat(Leftovers.of(site)).isEqualTo(store);
        assertThat(Shell.script(site.folder(), "find run -path '*/c/*' -o -path '*/monitors/*'"))
                .isEmpty();
    }

    @Test
    void W09_ten_engines_in_a_row_know_twenty_containers() {
        List<String> ids = start(Load.of(20, 100));
        String before = states();
        String files = runtimeFiles();
        for (int round = 0; round < Load.of(10, 200); round++) {
            if (round % 2 == 0) {
                engine.stop();
            } else {
                engine.kill();
            }
            assertThat(states()).as("round " + round).isEqualTo(before);
            assertThat(runtimeFiles()).as("round " + round).isEqualTo(files);
        }
        remove(ids);
    }

    @Test
    void W10_an_image_of_128_layers_and_50000_files_loads_in_256_mebibytes() throws Exception {
        List<byte[]> layers = new ArrayList<>();
        for (int layer = 0; layer < 127; layer++) {
            layers.add(Saved.layer("layer" + layer, "x".repeat(layer + 1)));
        }
        layers.add(Saved.many("many", 50_000));
        Saved saved =
                new Saved().image(Json.EMPTY, "", List.of("large"), layers.toArray(new byte[0][]));
        Path archive = saved.to(site.work().resolve("large.tar"));
        Process load = site.command("load", "-i", archive.toString()).begin();
        long most = 0;
        while (load.isAlive()) {
            most = Math.max(most, workerMemory());
            Thread.sleep(20);
        }
        assertThat(load.waitFor()).isZero();
        assertThat(most).isBetween(1L, 256 * MEBIBYTE);
        String box = Prober.tree().resolve("bin/busybox") + ":/busybox:ro";
        String count = "/busybox ls /many | /busybox wc -l; /busybox ls / | /busybox grep -c layer";
        assertThat(
                        site.succeeds(
                                        "run",
                                        "--rm",
                                        "-v",
                                        box,
                                        "large",
                                        "/busybox",
                                        "sh",
                                        "-c",
                                        count)
                                .lines())
                .containsExactly("50000", "127");
        site.succeeds("rmi", "large");
    }

    private List<String> start(int count) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(site.succeeds("run", "-d", "box", "sleep", "1000").line());
        }
        return ids;
    }

    private void remove(List<String> ids) {
        List<String> command = new ArrayList<>(List.of("rm", "-f"));
        command.addAll(ids);
        site.succeeds(command.toArray(new String[0]));
    }

    private void cycle(int count) {
        for (int i = 0; i < count; i++) {
            String id = site.succeeds("create", "box", "true").line();
            site.succeeds("rm", id);
        }
    }

    private String states() {
        String format = "{{.Names}} {{.State}}";
        List<String> lines = new ArrayList<>(site.succeeds("ps", "-a", "--format", format).lines());
        lines.sort(null);
        String ids = String.join(" ", site.succeeds("ps", "-q").lines());
        String pids = site.jong(("inspect --format {{.State.Pid}} " + ids).split(" ")).text();
        return lines + pids;
    }

    /// What lies there for containers; the engine's own files come and go with it.
    private String runtimeFiles() {
        return Shell.script(site.folder(), "find run/*/c run/*/monitors | LC_ALL=C sort");
    }

    private static int entries(long pid, String folder) {
        String[] names = Path.of("/proc/" + pid + "/" + folder).toFile().list();
        return names == null ? 0 : names.length;
    }

    private static long monitorMemory(String id) {
        return ProcessHandle.allProcesses()
                .filter(process ->
                        EngineProcess.commandLine(process.pid())
                                .startsWith("jong: monitor of " + id.substring(0, 8)))
                .mapToLong(process -> kibibytes(process.pid(), "smaps_rollup", "Pss:"))
                .max()
                .orElse(Long.MAX_VALUE);
    }

    private long workerMemory() {
        return engine.all().stream()
                .filter(process ->
                        EngineProcess.commandLine(process.pid()).contains("\0--one-shot\0"))
                .mapToLong(process -> kibibytes(process.pid(), "status", "VmHWM:"))
                .max()
                .orElse(0);
    }

    private static long kibibytes(long pid, String file, String field) {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/" + file))) {
                if (line.startsWith(field)) {
                    return 1024 * Long.parseLong(line.replaceAll("[^0-9]", ""));
                }
            }
            return 0;
        } catch (IOException gone) {
            return 0;
        }
    }
}
