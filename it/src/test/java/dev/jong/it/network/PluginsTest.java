package dev.jong.it.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.Await;
import dev.jong.it.harness.EngineProcess;
import dev.jong.it.harness.Needs;
import dev.jong.it.harness.NetworkTraces;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Run;
import dev.jong.it.harness.Shell;
import dev.jong.it.harness.Site;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Networks of the CNI plugins that the host has.
@Tag("root")
class PluginsTest {
    private static final String LIST =
            """
            {"cniVersion": "1.0.0", "name": "NAME", "plugins": [
              {"type": "bridge", "bridge": "cniit0", "isGateway": true, "ipMasq": true,
               "capabilities": {"ips": true},
               "ipam": {"type": "host-local", "dataDir": "DATA",
                 "ranges": [[{"subnet": "10.217.0.0/24"}]], "routes": [{"dst": "0.0.0.0/0"}]},
               "dns": {"nameservers": ["10.217.0.53"], "search": ["site.example"]}},
              {"type": "portmap", "capabilities": {"portMappings": true}}MORE]}
            """;
    private static final String FAILING =
            ", {\"type\": \"tuning\", \"sysctl\": {\"net.nosuch\": \"1\"}}";

    private static Outside outside;
    private static Site site;
    private static Peers peers;
    private static Path configurations;
    private static Path data;

    @BeforeAll
    static void open() throws IOException {
        for (String plugin : List.of("bridge", "host-local", "portmap", "tuning")) {
            Needs.program("/usr/lib/cni/" + plugin);
        }
        Needs.program("/usr/sbin/iptables");
        outside = Outside.plugIn();
        site = Site.open(Account.root());
        peers = new Peers(site);
        configurations = site.directory("net.d");
        data = site.directory("data");
        write("10-site.conflist", "site", "");
        write("20-failing.conflist", "failing", FAILING);
    }

    private static void write(String file, String name, String more) throws IOException {
        String text = LIST.replace("NAME", name).replace("DATA", data.toString());
        Files.writeString(configurations.resolve(file), text.replace("MORE", more));
    }

    @AfterAll
    static void close() {
        try (Outside _ = outside) {
            site.end();
        } finally {
            Path root = Path.of("/");
            Shell.attempt(root, "ip", "link", "delete", "cniit0");
            Shell.attempt(root, "nft", "delete", "table", "ip", "nat");
        }
    }

    @AfterEach
    void empty() {
        site.removeContainers();
        nothingIsLeft();
        Shell.run("rm", "-rf", new EngineProcess(site).folder().resolve("monitors").toString());
    }

    private static Run command(String... args) {
        return site.command(args).with("CNI_CONFIG_DIR", configurations.toString());
    }

    private static Result jong(String... args) throws Exception {
        return command(args).finish();
    }

    private static void serve(String... options) throws Exception {
        List<String> words = new ArrayList<>(List.of("run", "-d", "--hostname", "web"));
        words.addAll(List.of(options));
        words.addAll(List.of("--name", "web", "--network", "cni:site", "box", "probe", "answer"));
        words.add(Integer.toString(Peers.PORT));
        assertThat(jong(words.toArray(new String[0])).err()).isEmpty();
        Await.that(() -> site.jong("logs", "web").text().contains("ready"), "it answers");
    }

    /// What plugins have made that is there still: leases, devices, networks, rules, and what is known of them.
    private static List<String> left() {
        List<String> left = new ArrayList<>(NetworkTraces.devices("veth"));
        Path net = new EngineProcess(site).folder().resolve("net");
        for (Path folder : List.of(net.resolve("cni"), net.resolve("ns"), net.resolve("at"))) {
            left.addAll(names(folder));
        }
        for (String lease : names(data.resolve("site"))) {
            if (lease.startsWith("10.")) {
                left.add(lease);
            }
        }
        for (String line : Shell.attempt(Path.of("/"), "iptables-save", "-t", "nat").lines()) {
            if (line.contains(" id: ")) {
                left.add(line);
            }
        }
        return left;
    }

    private static List<String> names(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void nothingIsLeft() {
        Await.that(() -> left().isEmpty(), "nothing is left of the plugins");
    }

    @Test
    void a_container_has_what_the_plugins_gave_it_and_gives_it_back() throws Exception {
        serve("-p", "8085:7000", "--ip", "10.217.0.77");
        assertThat(peers.address("web")).isEqualTo("10.217.0.77");
        assertThat(peers.field("web", "{{.NetworkSettings.Gateway}}")).isEqualTo("10.217.0.1");
        assertThat(site.succeeds("exec", "web", "cat", "/etc/resolv.conf").text())
                .isEqualTo("nameserver 10.217.0.53\nsearch site.example\n");
        assertThat(Peers.fromHost("tcp", "10.217.0.77", Peers.PORT)).startsWith("web saw ");
        assertThat(outside.ask("tcp", Outside.HOST, 8085)).isEqualTo("web saw " + Outside.ADDRESS);
        assertThat(jong("run", "--network", "cni:site", "-p", "8085:1", "box", "true").err())
                .contains("container web has it");
        assertThat(left()).contains("10.217.0.77");

        site.succeeds("stop", "-t", "0", "web");
        nothingIsLeft();
        assertThat(jong("start", "web").code()).isZero();
        assertThat(peers.address("web")).isEqualTo("10.217.0.77");
        site.succeeds("rm", "-f", "web");
        nothingIsLeft();
    }

    @Test
    void a_container_in_the_foreground_leaves_nothing_when_the_command_is_over() throws Exception {
        Result result =
                jong("run", "--rm", "--network", "cni:site", "box", "ip", "-4", "-o", "addr");
        assertThat(result.text()).contains("eth0", "inet 10.217.0.", "127.0.0.1");
        assertThat(left()).isEmpty();
    }

    @Test
    void a_plugin_that_fails_leaves_nothing_of_those_before_it() throws Exception {
        Result result = jong("run", "--rm", "--network", "cni:failing", "box", "true");
        assertThat(result.code()).isEqualTo(125);
        assertThat(result.err())
                .startsWith(
                        "jong: cannot connect the container to CNI network failing: plugin tuning: ");
        assertThat(left()).isEmpty();
        result = jong("run", "--rm", "--network", "cni:site", "box", "nosuch");
        assertThat(result.code()).isEqualTo(127);
        assertThat(left()).isEmpty();
        result = jong("run", "--rm", "--network", "cni:site", "--userns", "auto", "box", "true");
        assertThat(result.err()).contains("--userns");
        assertThat(left()).isEmpty();
    }

    @Test
    void explain_lists_the_plugins_and_runs_none() throws Exception {
        String text = jong("explain", "run", "--network", "cni:site", "box", "true").text();
        assertThat(text).contains("CNI_COMMAND=ADD ", "/usr/lib/cni/portmap  # CNI network site");
        assertThat(text).contains("spawn([\"/usr/lib/cni/bridge\"], [\"CNI_COMMAND=DEL\"");
        assertThat(left()).isEmpty();
    }

    @Test
    void R007_a_killed_front_leaves_nothing() throws Exception {
        Process front =
                command("run", "--name", "web", "--network", "cni:site", "box", "sleep", "1009")
                        .begin();
        Await.that(() -> !site.jong("ps", "-q").text().isEmpty(), "it runs");
        front.destroyForcibly().waitFor();
        nothingIsLeft();
    }

    @Test
    void R007_a_killed_front_and_engine_leave_what_the_next_engine_takes_back() throws Exception {
        Process front =
                command("run", "--name", "web", "--network", "cni:site", "box", "sleep", "1009")
                        .begin();
        Await.that(() -> !site.jong("ps", "-q").text().isEmpty(), "it runs");
        long pid = Long.parseLong(peers.field("web", "{{.State.Pid}}"));
        new EngineProcess(site).kill();
        front.destroyForcibly().waitFor();
        Await.that(() -> EngineProcess.commandLine(pid).isEmpty(), "the container has ended");
        assertThat(left()).isNotEmpty();
        site.succeeds("ps");
        nothingIsLeft();
    }

    @Test
    void R009_a_killed_engine_is_not_needed_to_give_all_back() throws Exception {
        serve();
        new EngineProcess(site).kill();
        assertThat(Peers.fromHost("tcp", peers.address("web"), Peers.PORT)).startsWith("web saw ");
        new EngineProcess(site).kill();
        ProcessHandle.of(Long.parseLong(peers.field("web", "{{.State.Pid}}")))
                .orElseThrow()
                .destroyForcibly();
        new EngineProcess(site).kill();
        nothingIsLeft();
    }
}
