package dev.jong.service.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.runtime.control.NetworkPlans;
import dev.jong.runtime.host.Cgroups;
import dev.jong.runtime.host.Host;
import dev.jong.runtime.launch.Wires;
import dev.jong.runtime.plan.EncodedPlan;
import dev.jong.runtime.plan.Machine;
import dev.jong.service.container.BareFront;
import dev.jong.service.container.Caller;
import dev.jong.service.container.Connected;
import dev.jong.service.container.Endpoints;
import dev.jong.service.container.NetworkOptions;
import dev.jong.service.container.NetworkOptions.Join;
import dev.jong.service.container.NetworkOptions.Port;
import dev.jong.service.container.NetworkOptions.Publish;
import dev.jong.service.container.Outcome;
import dev.jong.service.network.cni.AttachedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// With plugins that note what they are told, and a front that makes no network.
class PluginConnectorTest {
    private static final String ID = "a".repeat(64);
    private static final String RESULT =
            "{\"cniVersion\":\"1.0.0\",\"interfaces\":[{\"name\":\"eth0\",\"mac\":\"02:00:00:00:00:05\",\"sandbox\":\"x\"}],"
                    + "\"ips\":[{\"interface\":0,\"address\":\"10.9.0.5/24\",\"gateway\":\"10.9.0.1\"}],"
                    + "\"dns\":{\"nameservers\":[\"10.9.0.53\"],\"search\":[\"site.example\"]}}";
    private static final String LIST =
            """
            {"cniVersion":"1.0.0","name":"site","plugins":[
              {"type":"first","capabilities":{"ips":true}},
              {"type":"second","capabilities":{"portMappings":true}}]}
            """;

    @TempDir private Path directory;
    private Site site;
    private AttachedFiles files;
    private PluginConnector connector;
    private final Front front = new Front();

    /// Says that every plan is carried out.
    private final class Front extends BareFront {
        private Outcome outcome = new Outcome.Done(0);

        @Override
        public Caller caller() {
            Map<String, String> environment =
                    Map.of(
                            "CNI_CONFIG_DIR",
                            directory.resolve("net.d").toString(),
                            "CNI_PATH",
                            "relative:" + directory.resolve("bin"));
            return new Caller("/", environment, 0, 0, false, false, false, 80, 24, "/usr/bin/jong");
        }

        @Override
        public Outcome carryOut(EncodedPlan plan, Runnable meanwhile) {
            return outcome;
        }
    }

    @BeforeEach
    void open() throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createDirectory(directory.resolve("net.d"));
        Files.createDirectory(directory.resolve("bin"));
        site = new Site(directory);
        Path net = directory.resolve("run/net");
        files = new AttachedFiles(net);
        Host host =
                new Host(
                        Machine.X86_64,
                        Host.Isolation.ROOT,
                        new Cgroups.None("no"),
                        new Host.Identity(0, 4294967295L, 0, 1024, 0));
        connector =
                new PluginConnector(site.containers, files, new NetworkPlans(host), uid(directory));
        write("10-site.conflist", LIST);
        plugin("first", RESULT, 0);
        plugin("second", RESULT, 0);
    }

    private static int uid(Path file) throws IOException {
        return (Integer) Files.getAttribute(file, "unix:uid");
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(directory.resolve("net.d").resolve(name), text);
    }

    /// Adds with this result, and deletes in silence.
    private void plugin(String name, String result, int code) throws IOException {
        Path file = directory.resolve("bin").resolve(name);
        Files.writeString(
                file,
                "#!/bin/sh\n{ echo \"$CNI_COMMAND "
                        + name
                        + " $CNI_IFNAME $CNI_ARGS $CNI_CONTAINERID ${CNI_NETNS:+net}\"; cat; echo; } >>"
                        + directory
                        + "/told\n[ $CNI_COMMAND = DEL ] && exit\necho '"
                        + result
                        + "'\nexit "
                        + code
                        + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private List<String> told() throws IOException {
        Path file = directory.resolve("told");
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    /// Only who was told to do what.
    private List<String> calls() throws IOException {
        return told().stream()
                .filter(line -> !line.startsWith("{"))
                .map(line -> line.substring(0, line.indexOf(' ', 4)))
                .toList();
    }

    private static NetworkOptions asked(Join join, Publish... ports) {
        return new NetworkOptions(List.of(join), List.of(ports), false, List.of(), List.of());
    }

    private static Join join(String name) {
        return Join.of("cni:" + name);
    }

    private static Join join(Optional<String> address, Optional<String> hardware) {
        return new Join(
                "cni:site",
                List.of(),
                address,
                Optional.empty(),
                hardware,
                Optional.empty(),
                Map.of(),
                0);
    }

    private JongException refused(NetworkOptions asked) {
        return catchThrowableOfType(JongException.class, () -> connector.connect(ID, asked, front));
    }

    @Test
    void plugins_are_run_in_order_and_each_gets_the_result_of_the_one_before() throws IOException {
        Connected connected = connector.connect(ID, asked(join("site")), front);

        assertThat(told())
                .containsExactly(
                        "ADD first eth0 IgnoreUnknown=1 " + ID + " net",
                        "{\"cniVersion\":\"1.0.0\",\"name\":\"site\",\"type\":\"first\"}",
                        "ADD second eth0 IgnoreUnknown=1 " + ID + " net",
                        "{\"cniVersion\":\"1.0.0\",\"name\":\"site\",\"type\":\"second\",\"prevResult\":"
                                + RESULT
                                + "}");
        Endpoints.Endpoint endpoint = connected.endpoints().networks().getFirst();
        assertThat(endpoint.network()).isEqualTo("cni:site");
        assertThat(endpoint.address()).isEqualTo("10.9.0.5/24");
        assertThat(endpoint.gateway()).isEqualTo("10.9.0.1");
        assertThat(endpoint.hardware()).isEqualTo("02:00:00:00:00:05");
        assertThat(connected.gateway()).isEqualTo("10.9.0.1");
        assertThat(connected.servers()).containsExactly("10.9.0.53");
        assertThat(connected.domains()).containsExactly("site.example");
    }

    @Test
    void the_parent_runs_them_backwards_with_the_result() throws IOException {
        Connected connected = connector.connect(ID, asked(join("site")), front);

        Wires.Made made = connected.wires().made().orElseThrow();
        assertThat(made.path()).isEqualTo(files.network(ID).toString());
        assertThat(made.ends())
                .extracting(call -> call.command().getFirst())
                .containsExactly(
                        directory.resolve("bin/second").toString(),
                        directory.resolve("bin/first").toString());
        assertThat(made.ends().getFirst().environment())
                .contains("CNI_COMMAND=DEL", "CNI_CONTAINERID=" + ID, "CNI_IFNAME=eth0");
        for (Wires.Call call : made.ends()) {
            assertThat(Files.readString(Path.of(call.input())))
                    .endsWith("\"prevResult\":" + RESULT + "}");
        }
        assertThat(connected.wires().claims())
                .extracting(Wires.Claim::shown)
                .contains("\"" + files.record(ID) + "\"", "\"" + files.network(ID) + "\"");
    }

    @Test
    void a_plugin_that_fails_is_named_and_all_are_told_to_take_back() throws IOException {
        plugin("second", "{\"code\":11,\"msg\":\"no room\",\"details\":\"here\"}", 1);

        JongException refused = refused(asked(join("site")));

        assertThat(refused.kind()).isEqualTo(ErrorKind.PRECONDITION);
        assertThat(refused.text())
                .isEqualTo(
                        "cannot connect the container to CNI network site: plugin second: no room: here");
        assertThat(refused.hint()).isEqualTo("try again");
        assertThat(calls()).containsExactly("ADD first", "ADD second", "DEL second", "DEL first");
        assertThat(files.all()).isEmpty();
    }

    @Test
    void a_result_that_is_none_fails_too() throws IOException {
        plugin("second", "nonsense", 0);
        assertThat(refused(asked(join("site"))).text())
                .contains("plugin second: what it says is no result");
        plugin("second", "{\"dns\":{\"nameservers\":[\"x\"]}}", 0);
        assertThat(refused(asked(join("site"))).text())
                .contains("plugin second: what it says is no result");
        assertThat(files.all()).isEmpty();
    }

    @Test
    void without_a_network_no_plugin_is_run() throws IOException {
        front.outcome = new Outcome.Failed(0, 3, 1);
        assertThat(refused(asked(join("site"))).text()).startsWith("cannot make a network");
        assertThat(calls()).doesNotContain("ADD first");
        assertThat(files.all()).isEmpty();
    }

    @Test
    void ports_addresses_and_hardware_are_told_to_those_who_know_them() throws IOException {
        Connected connected =
                connector.connect(
                        ID,
                        asked(
                                join(Optional.of("10.9.0.5"), Optional.of("02:00:00:00:00:05")),
                                new Publish("127.0.0.1", 41_080, 41_080, new Port(80, "tcp")),
                                new Publish("", 41_053, 41_053, new Port(53, "udp"))),
                        front);

        assertThat(told().get(0)).contains(" IgnoreUnknown=1;MAC=02:00:00:00:00:05 ");
        assertThat(told().get(1)).endsWith("\"runtimeConfig\":{\"ips\":[\"10.9.0.5\"]}}");
        assertThat(told().get(3))
                .contains(
                        "\"runtimeConfig\":{\"portMappings\":[{\"hostPort\":41080,\"containerPort\":80,\"protocol\":\"tcp\",\"hostIP\":\"127.0.0.1\"},"
                                + "{\"hostPort\":41053,\"containerPort\":53,\"protocol\":\"udp\"}]}");
        assertThat(connected.wires().held()).hasSize(2);
        assertThat(connected.endpoints().ports()).hasSize(2);
    }

    @Test
    void what_no_plugin_knows_or_gives_is_refused() throws IOException {
        assertThat(refused(asked(join(Optional.of("10.9.0.9"), Optional.empty()))).text())
                .isEqualTo("the plugins of CNI network site have not given the container 10.9.0.9");
        assertThat(calls()).endsWith("DEL second", "DEL first");
        write("10-site.conflist", LIST.replace("portMappings", "bandwidth"));
        assertThat(refused(asked(join("site"), new Publish("", 0, 0, new Port(80, "tcp")))).text())
                .isEqualTo("no plugin of CNI network site takes --publish");
        assertThat(files.all()).isEmpty();
    }

    @Test
    void R007_what_a_killed_parent_left_is_taken_back_with_the_result() throws IOException {
        connector.connect(ID, asked(join("site")), front);

        connector.sweep();
        // It may be launched still.
        assertThat(calls()).doesNotContain("DEL first");

        Files.setLastModifiedTime(files.record(ID), FileTime.fromMillis(0));
        connector.sweep();
        assertThat(calls()).endsWith("DEL second", "DEL first");
        assertThat(told().getLast()).endsWith("\"prevResult\":" + RESULT + "}");
        assertThat(told().get(4)).isEqualTo("DEL second eth0 IgnoreUnknown=1 " + ID + " ");
        assertThat(directory.resolve("run/net/cni")).isEmptyDirectory();
    }

    @Test
    void R007_what_an_engine_left_that_was_killed_is_taken_back_at_once() throws IOException {
        connector.connect(ID, asked(join("site")), front);
        Path record = files.record(ID);
        String self = Long.toString(ProcessHandle.current().pid());
        Files.writeString(
                record,
                Files.readString(record)
                        .replace("\"process\":\"" + self + "\"", "\"process\":\"4194999\""));
        connector.sweep();
        assertThat(calls()).endsWith("DEL second", "DEL first");
        assertThat(files.all()).isEmpty();
    }

    @Test
    void who_is_started_again_has_all_taken_back_first() throws IOException {
        connector.connect(ID, asked(join("site")), front);
        connector.connect(ID, asked(join("site")), front);
        assertThat(calls())
                .containsExactly(
                        "ADD first",
                        "ADD second",
                        "DEL second",
                        "DEL first",
                        "ADD first",
                        "ADD second");
        connector.forget(ID);
        connector.forget(ID);
        assertThat(calls()).hasSize(8);
    }

    @Test
    void the_first_file_by_name_counts() throws IOException {
        write("05-site.conf", "{\"cniVersion\":\"0.4.0\",\"name\":\"site\",\"type\":\"first\"}");
        connector.connect(ID, asked(join("site")), front);
        assertThat(calls()).containsExactly("ADD first");
    }

    @Test
    void what_is_not_there_or_malformed_is_named() throws IOException {
        assertThat(refused(asked(join("nosuch"))).text())
                .isEqualTo("no CNI network nosuch in " + directory.resolve("net.d"));
        write("20-bad.conf", "{\"name\":");
        assertThat(refused(asked(join("nosuch"))).text())
                .contains("where " + directory.resolve("net.d/20-bad.conf") + " can't be read");
        Files.delete(directory.resolve("bin/second"));
        assertThat(refused(asked(join("site"))).text())
                .contains("the plugin second is not in relative:" + directory.resolve("bin"));
        assertThat(calls()).isEmpty();
    }

    @Test
    void what_others_than_root_can_write_is_refused() throws IOException {
        List<String> parts = List.of("net.d/10-site.conflist", "net.d", "bin/second", "bin", "");
        for (String part : parts) {
            Path file = directory.resolve(part);
            String before = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxrwxrwx"));
            assertThat(refused(asked(join("site"))).text())
                    .contains("others than root can write " + file.toRealPath());
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(before));
        }
        assertThat(calls()).isEmpty();
    }

    @Test
    void who_only_wants_to_know_hears_of_the_plugins_and_runs_none() throws IOException {
        assertThat(connector.programs(ID, asked(join("site")), front.caller()))
                .hasSize(2)
                .first()
                .asString()
                .startsWith("CNI_COMMAND=ADD CNI_CONTAINERID=" + ID)
                .endsWith(directory.resolve("bin/first") + "  # CNI network site");
        assertThat(connector.preview(ID, asked(join("site")), front.caller()).wires().made())
                .isPresent();
        assertThat(calls()).isEmpty();
        assertThat(files.all()).isEmpty();
    }
}
