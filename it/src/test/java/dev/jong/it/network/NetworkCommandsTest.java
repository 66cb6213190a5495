package dev.jong.it.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Site;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `jong network`, as far as no container runs.
@Tag("root")
class NetworkCommandsTest {
    private static Site site;

    @BeforeAll
    static void open() {
        site = Site.open(Account.root());
    }

    @AfterAll
    static void close() {
        site.close();
    }

    @AfterEach
    void empty() {
        site.jong("rm", "-f", "user");
        site.succeeds("network", "prune", "-f");
    }

    @Test
    void create_ls_inspect_and_rm_print_what_docker_prints() {
        String id =
                site.succeeds(
                                "network",
                                "create",
                                "--subnet",
                                "10.211.0.0/16",
                                "--ip-range",
                                "10.211.5.0/24",
                                "--label",
                                "a=1",
                                "-o",
                                "mtu=1400",
                                "web")
                        .line();
        assertThat(id).matches("[0-9a-f]{64}");
        List<String> lines = site.succeeds("network", "ls").lines();
        assertThat(lines).hasSize(5);
        assertThat(lines.getFirst()).matches("NETWORK ID +NAME +DRIVER +SCOPE");
        assertThat(lines.get(1)).matches("[0-9a-f]{12} +bridge +bridge +local");
        assertThat(lines.get(3)).matches("[0-9a-f]{12} +none +null +local");
        assertThat(lines.get(4)).matches(id.substring(0, 12) + " +web +bridge +local");
        assertThat(site.succeeds("network", "ls", "-q", "--no-trunc", "-f", "name=web").line())
                .isEqualTo(id);
        assertThat(
                        site.succeeds(
                                        "network",
                                        "inspect",
                                        "-f",
                                        "{{.Id}} {{(index .IPAM.Config 0).Gateway}} {{json .Options}} {{json .Labels}} {{json .Containers}}",
                                        id.substring(0, 7))
                                .line())
                .isEqualTo(id + " 10.211.0.1 {\"mtu\":\"1400\"} {\"a\":\"1\"} {}");
        assertThat(site.succeeds("inspect", "-f", "{{.Name}}", "web").line()).isEqualTo("web");
        assertThat(site.jong("network", "exists", "web").code()).isZero();
        assertThat(site.succeeds("network", "rm", "web").text()).isEqualTo("web\n");
        assertThat(site.jong("network", "exists", "web").code()).isEqualTo(1);
    }

    @Test
    void what_is_missing_is_said_and_ends_with_1() {
        Result inspected = site.jong("network", "inspect", "nosuch");
        assertThat(inspected.code()).isEqualTo(1);
        assertThat(inspected.text()).isEqualTo("[]\n");
        assertThat(inspected.err()).contains("no such network: nosuch");
        assertThat(site.jong("network", "rm", "nosuch").code()).isEqualTo(1);
        assertThat(site.succeeds("network", "rm", "-f", "nosuch").text()).isEqualTo("nosuch\n");
        Result bridge = site.jong("network", "rm", "bridge");
        assertThat(bridge.code()).isEqualTo(1);
        assertThat(bridge.err()).contains("pre-defined");
    }

    @Test
    void N13_a_subnet_that_something_else_uses_is_refused() {
        site.succeeds("network", "create", "--subnet", "10.212.0.0/16", "web");
        Result second = site.jong("network", "create", "--subnet", "10.212.9.0/24", "db");
        assertThat(second.code()).isEqualTo(125);
        assertThat(second.err()).contains("overlaps with network web (10.212.0.0/16)");
        assertThat(site.jong("network", "create", "--subnet", "0.0.0.0/0", "db").code())
                .isEqualTo(125);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create --config-only web | --config-only",
                "create --ingress web | --ingress",
                "create --scope swarm web | --scope",
                "create --ipam-driver dhcp web | --ipam-driver dhcp",
                "create -d overlay web | overlay",
                "create -o nosuch=1 web | nosuch",
                "create --gateway 10.0.0.1 web | 10.0.0.1",
                "create --route 10.0.0.0/8 web | no gateway",
                "create --route 10.0.0.0/8,10.1.0.1 web | none of the network's subnets",
                "create --route fd00::/8,10.1.0.1 web | no address of that family",
                "create --subnet 10.1.0.0/16 --route 10.9.0.0/16,10.1.0.1,-1 web | no number",
                "create host | host"
            })
    void what_there_is_not_is_refused_by_name(String line) {
        String[] parts = line.split(" \\| ");
        Result refused = site.jong(("network " + parts[0]).split(" "));
        assertThat(refused.code()).isEqualTo(125);
        assertThat(refused.err()).contains(parts[1]).contains("hint: ");
    }

    @Test
    void a_container_that_does_not_run_is_connected_and_disconnected() {
        site.succeeds("network", "create", "web");
        site.succeeds("create", "--name", "user", "--network", "bridge", "box", "true");
        site.succeeds("network", "connect", "--alias", "db", "web", "user");
        assertThat(site.jong("network", "connect", "web", "user").code()).isEqualTo(125);
        assertThat(site.succeeds("network", "prune", "-f").text()).isEmpty();
        site.succeeds("network", "disconnect", "web", "user");
        assertThat(site.jong("network", "disconnect", "web", "user").code()).isEqualTo(125);
        assertThat(site.succeeds("network", "prune", "-f").text())
                .isEqualTo("Deleted Networks:\nweb\n\n");
        assertThat(
                        site.succeeds(
                                        "events",
                                        "--since",
                                        "1m",
                                        "--until",
                                        "0s",
                                        "--filter",
                                        "network=web",
                                        "--format",
                                        "{{.Action}}")
                                .lines())
                .endsWith("create", "connect", "disconnect", "destroy");
    }

    @Test
    void N11_names_are_one_word() {
        for (String name : new String[] {"a b", "a\nb", "../x", "-x"}) {
            assertThat(site.jong("network", "create", "--", name).code()).isEqualTo(125);
            assertThat(site.jong("run", "--network-alias=" + name, "box", "true").code())
                    .isEqualTo(125);
        }
    }
}
