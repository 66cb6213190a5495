package dev.jong.it.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.Await;
import dev.jong.it.harness.EngineProcess;
import dev.jong.it.harness.Load;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Shell;
import dev.jong.it.harness.Site;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Mixed work against a model of what must come of it, with the engine killed in between. The order comes from a seed, which
/// is printed.
@Tag("root")
class SoakTest {
    private static final int NAMES = 5;

    private final long seed = Long.getLong("jong.seed", System.nanoTime());
    private final Random random = new Random(seed);

    /// What each container does as far as known: `running`, `created` or `exited`.
    private final Map<String, String> model = new TreeMap<>();

    private Site site;
    private EngineProcess engine;

    @BeforeEach
    void open() {
        System.err.println("SoakTest: -Djong.seed=" + seed);
        site = Site.open(Account.root());
        engine = new EngineProcess(site);
    }

    @AfterEach
    void close() {
        site.end();
    }

    @Test
    void W08_mixed_work_with_killed_engines_loses_and_leaves_nothing() throws Exception {
        work(10);
        removeAll();
        String files = files();
        int kills = Load.of(3, 30);
        for (int kill = 0; kill < kills; kill++) {
            work(Load.of(12, 500));
            killWithin();
        }
        removeAll();
        work(10);
        removeAll();
        assertThat(files()).isEqualTo(files);
        // A new engine, which has not opened yet what it keeps open.
        work(20);
        removeAll();
        long pid = engine.pid();
        int descriptors = entries(pid, "fd");
        int threads = entries(pid, "task");
        work(Load.of(20, 1000));
        removeAll();
        assertThat(engine.pid()).isEqualTo(pid);
        Await.that(() -> entries(pid, "fd") <= descriptors + 2, "no descriptors are left open");
        Await.that(() -> entries(pid, "task") <= threads + 2, "no threads are left");
    }

    private void work(int count) {
        for (int i = 0; i < count; i++) {
            String name = "n" + random.nextInt(NAMES);
            String[] command = command(name);
            Result result = site.jong(command);
            assertThat(result.code()).as(String.join(" ", command) + ": " + result).isZero();
            account(name, command);
            assertThat(states()).as("after " + String.join(" ", command)).isEqualTo(model);
        }
    }

    /// Something that can be done to a container in its state.
    private String[] command(String name) {
        return switch (model.getOrDefault(name, "")) {
            case "" ->
                    random.nextBoolean()
                            ? new String[] {"run", "-d", "--name", name, "box", "sleep", "1000"}
                            : new String[] {"create", "--name", name, "box", "sleep", "1000"};
            case "running" ->
                    switch (random.nextInt(5)) {
                        case 0 -> new String[] {"stop", "-t", "0", name};
                        case 1 -> new String[] {"rm", "-f", name};
                        case 2 -> new String[] {"restart", "-t", "0", name};
                        default -> new String[] {"exec", name, "true"};
                    };
            default ->
                    random.nextInt(3) == 0
                            ? new String[] {"rm", name}
                            : new String[] {"start", name};
        };
    }

    private void account(String name, String[] command) {
        switch (command[0]) {
            case "run", "start", "restart" -> model.put(name, "running");
            case "create" -> model.put(name, "created");
            case "stop" -> model.put(name, "exited");
            case "rm" -> model.remove(name);
            default -> {
                return;
            }
        }
    }

    /// Kills the engine in the middle of a command: the container is then as before or as after, and no other changes.
    private void killWithin() throws Exception {
        String name = "n" + random.nextInt(NAMES);
        String[] command = command(name);
        Process front = site.command(command).begin();
        Await.millis(random.nextInt(30));
        engine.kill();
        assertThat(front.waitFor(30, TimeUnit.SECONDS)).isTrue();
        String before = model.getOrDefault(name, "");
        Map<String, String> now = states();
        String found = now.getOrDefault(name, "");
        Map<String, String> others = new HashMap<>(now);
        others.remove(name);
        Map<String, String> expected = new HashMap<>(model);
        expected.remove(name);
        assertThat(others).as(String.join(" ", command)).isEqualTo(expected);
        account(name, command);
        // What was between two steps: a container without a run yet, or one that a restart has
        // stopped.
        Set<String> possible = new TreeSet<>(List.of(before, model.getOrDefault(name, "")));
        if (command[0].equals("run")) {
            possible.add("created");
        } else if (command[0].equals("restart") || command[0].equals("rm")) {
            possible.add("exited");
        }
        assertThat(possible).as(String.join(" ", command)).contains(found);
        if (site.jong("container", "exists", name).code() == 0) {
            // Also one that is only half made: whoever wants the name removes it.
            site.succeeds("rm", "-f", name);
        }
        model.remove(name);
    }

    private Map<String, String> states() {
        Map<String, String> found = new TreeMap<>();
        for (String line : site.succeeds("ps", "-a", "--format", "{{.Names}} {{.State}}").lines()) {
            int space = line.indexOf(' ');
            found.put(line.substring(0, space), line.substring(space + 1));
        }
        return found;
    }

    private void removeAll() {
        for (String name : Set.copyOf(model.keySet())) {
            site.succeeds("rm", "-f", name);
        }
        model.clear();
        assertThat(site.succeeds("ps", "-aq").text()).isEmpty();
    }

    /// Names of everything in the store and the runtime directory that would stay.
    private String files() {
        engine.stop();
        Shell.script(
                site.store(), "find . -mindepth 1 -exec touch -h -d '2 minutes ago' {} +; true");
        site.succeeds("ps");
        Await.that(
                () ->
                        Shell.script(
                                                site.store(),
                                                "ls containers names trash tmp/* | grep -c . || true")
                                        .strip()
                                        .length()
                                > 0,
                "the store is there");
        engine.stop();
        return Shell.script(
                site.folder(),
                "find store -not -name '*.lock' -not -path '*/tmp/*' -not -path 'store/containers/*'"
                        + " -not -path 'store/names/*' | LC_ALL=C sort; find run -path '*/c/*'");
    }

    private static int entries(long pid, String folder) {
        String[] names = Path.of("/proc/" + pid + "/" + folder).toFile().list();
        return names == null ? 0 : names.length;
    }
}
