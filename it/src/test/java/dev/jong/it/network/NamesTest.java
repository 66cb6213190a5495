package dev.jong.it.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.Await;
import dev.jong.it.harness.EngineProcess;
import dev.jong.it.harness.Needs;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Shell;
import dev.jong.it.harness.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Containers find each other by name, whoever is killed or flushed.
@Tag("root")
class NamesTest {
    private static final Duration SOON = Duration.ofSeconds(5);

    private static Site site;
    private static EngineProcess engine;

    @BeforeAll
    static void open() {
        Needs.program("/usr/sbin/nft");
        site = Site.open(Account.root());
        engine = new EngineProcess(site);
        site.succeeds("network", "create", "front");
        site.succeeds("network", "create", "back");
    }

    @AfterAll
    static void close() {
        site.jong("network", "rm", "front", "back");
        site.end();
    }

    @AfterEach
    void clear() {
        site.removeContainers();
    }

    @Test
    void containers_find_each_other_by_name_alias_host_name_and_short_id() {
        String id = begin("web", "front", "--network-alias", "www", "--hostname", "Big");
        String address = address("web");
        for (String name : List.of("web", "www", "WEB", "big", id.substring(0, 12), "web.front")) {
            assertThat(ask("front", name)).as(name).contains("Address: " + address);
        }
        assertThat(ask("front", address)).contains("name = web.front");
    }

    @Test
    void names_of_other_networks_are_not_known() {
        begin("web", "front");
        begin("db", "back");
        assertThat(asked("front", "db").code()).isNotZero();
        assertThat(asked("back", "web").code()).isNotZero();
        site.succeeds("network", "connect", "back", "web");
        assertThat(asked("back", "web").code()).isZero();
        site.succeeds("network", "disconnect", "back", "web");
        assertThat(asked("back", "web").code()).isNotZero();
    }

    @Test
    void a_container_that_is_renamed_has_its_new_name_only() {
        begin("web", "front");
        site.succeeds("rename", "web", "shop");
        assertThat(asked("front", "shop").code()).isZero();
        assertThat(asked("front", "web").code()).isNotZero();
    }

    @Test
    void N03_an_internal_network_asks_nobody_outside() throws Exception {
        site.succeeds("network", "create", "--dns", "127.0.0.1", "open");
        site.succeeds("network", "create", "--internal", "--dns", "127.0.0.1", "closed");
        try (Upstream upstream = new Upstream()) {
            assertThat(ask("open", "example.test")).contains("Address: 192.0.2.7");
            assertThat(upstream.queries()).isNotEmpty();
            int before = upstream.queries().size();
            begin("web", "closed");
            assertThat(asked("closed", "web").code()).isZero();
            assertThat(asked("closed", "secret.example.test").text()).contains("NXDOMAIN");
            assertThat(upstream.queries()).hasSize(before);
        } finally {
            site.removeContainers();
            site.succeeds("network", "rm", "open", "closed");
        }
    }

    @Test
    void R009_names_work_again_when_the_engine_was_killed() {
        begin("web", "front");
        begin("asking", "front");
        awaitFront();
        engine.kill();
        within(SOON, NamesTest::isKnown, "names are served by another engine");
    }

    @Test
    void R009_whoever_is_killed_with_the_engine_is_replaced_by_the_next_one() {
        begin("web", "front");
        awaitFront();
        ProcessHandle front = fronts().getFirst();
        Shell.run("kill", "-STOP", Long.toString(front.pid()));
        engine.kill();
        front.destroyForcibly();
        Await.that(() -> fronts().isEmpty(), "the front is dead");
        site.succeeds("ps");
        awaitFront();
        assertThat(asked("front", "web").code()).isZero();
    }

    @Test
    void N05_rules_that_somebody_removed_are_back_soon() {
        begin("web", "front");
        String table = table();
        String rules = rules(table);
        assertThat(rules).contains("masquerade");
        Shell.run("nft", "delete", "table", "inet", table);
        within(SOON, () -> rules(table).equals(rules), "the table is back");
        assertThat(Shell.run("nft", "list", "set", "inet", table, "bridges")).contains(bridge());
        Shell.run("nft", "flush", "table", "inet", table);
        within(SOON, () -> rules(table).equals(rules), "the rules are back");
        assertThat(Shell.run("nft", "list", "set", "inet", table, "bridges")).contains(bridge());
    }

    @Test
    void one_front_looks_after_all_and_nothing_is_left_when_the_last_container_has_ended() {
        begin("web", "front");
        begin("db", "back");
        site.succeeds("run", "-d", "--name", "plain", "box", "sleep", "1000");
        awaitFront();
        assertThat(fronts()).hasSize(1);
        assertThat(listening()).isTrue();
        site.removeContainers();
        Await.that(() -> fronts().isEmpty(), "no front is left");
        Await.that(() -> !listening(), "no name server is left");
        assertThat(Files.exists(engine.folder().resolve("net/duty"))).isFalse();
    }

    private static String begin(String name, String network, String... options) {
        String[] command = new String[options.length + 8];
        System.arraycopy(
                new String[] {"run", "-d", "--name", name, "--network=" + network},
                0,
                command,
                0,
                5);
        System.arraycopy(options, 0, command, 5, options.length);
        System.arraycopy(new String[] {"box", "sleep", "1000"}, 0, command, 5 + options.length, 3);
        return site.succeeds(command).line();
    }

    private static String address(String name) {
        return site.succeeds(
                        "inspect",
                        "--format",
                        "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}",
                        name)
                .line();
    }

    private static Result asked(String network, String name) {
        return site.jong("run", "--rm", "--network", network, "box", "nslookup", name);
    }

    private static String ask(String network, String name) {
        Result result = asked(network, name);
        assertThat(result.code()).as(result.toString()).isZero();
        return result.text();
    }

    /// From where no command starts an engine.
    private static boolean isKnown() {
        String pid = site.succeeds("inspect", "--format", "{{.State.Pid}}", "asking").line();
        return Shell.attempt(
                                site.work(),
                                "nsenter",
                                "--net=/proc/" + pid + "/ns/net",
                                "busybox",
                                "nslookup",
                                "web",
                                gateway())
                        .code()
                == 0;
    }

    private static String gateway() {
        return site.succeeds(
                        "network",
                        "inspect",
                        "--format",
                        "{{range .IPAM.Config}}{{.Gateway}}{{end}}",
                        "front")
                .line();
    }

    private static List<ProcessHandle> fronts() {
        return ProcessHandle.allProcesses()
                .filter(one ->
                        EngineProcess.commandLine(one.pid())
                                .contains("\0" + site.store() + "\0duty\0networks\0"))
                .toList();
    }

    private static void awaitFront() {
        Path mark = engine.folder().resolve("net/duty");
        Await.that(
                () -> Files.exists(mark) && fronts().size() == 1, "a front looks after networks");
    }

    /// Whether anybody listens on port 53.
    private static boolean listening() {
        try {
            return Files.readAllLines(Path.of("/proc/self/net/udp")).stream()
                    .anyMatch(line -> line.contains(":0035 "));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String table() {
        String hash = engine.folder().getFileName().toString();
        return "jong" + hash.substring(0, 8);
    }

    /// Without elements of sets, which come in any order.
    private static String rules(String table) {
        return Shell.attempt(site.work(), "nft", "-t", "list", "table", "inet", table).text();
    }

    private static String bridge() {
        String id = site.succeeds("network", "inspect", "--format", "{{.Id}}", "front").line();
        return "jg" + id.substring(0, 12);
    }

    private static void within(Duration time, BooleanSupplier condition, String what) {
        long begun = System.nanoTime();
        Await.that(condition, what);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).as(what).isLessThan(time);
    }
}
