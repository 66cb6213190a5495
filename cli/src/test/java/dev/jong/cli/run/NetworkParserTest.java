package dev.jong.cli.run;

import static dev.jong.cli.run.RunLine.refused;
import static dev.jong.cli.run.RunLine.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.base.ErrorKind;
import dev.jong.service.container.NetworkOptions;
import dev.jong.service.container.NetworkOptions.Join;
import dev.jong.service.container.NetworkOptions.Link;
import dev.jong.service.container.NetworkOptions.Port;
import dev.jong.service.container.NetworkOptions.Publish;
import dev.jong.service.container.RunOptions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkParserTest {
    @Test
    void who_asks_for_nothing_gets_the_same_object_as_everybody() {
        assertThat(run().networks()).isSameAs(NetworkOptions.NONE);
        assertThat(run("--network", "host").networks()).isSameAs(NetworkOptions.NONE);
        assertThat(run("--network=").networks()).isSameAs(NetworkOptions.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        "80, '', 0, 0, 80, tcp",
        ":80, '', 0, 0, 80, tcp",
        "0:80, '', 0, 0, 80, tcp",
        "8080:80, '', 8080, 8080, 80, tcp",
        "8080:80/UDP, '', 8080, 8080, 80, udp",
        "65535:1/sctp, '', 65535, 65535, 1, sctp",
        "127.0.0.1:8080:80, 127.0.0.1, 8080, 8080, 80, tcp",
        "127.0.0.1::80, 127.0.0.1, 0, 0, 80, tcp",
        "[::1]:8080:80, ::1, 8080, 8080, 80, tcp",
        "[0::0]:80, ::, 0, 0, 80, tcp",
        "8000-8010:80, '', 8000, 8010, 80, tcp"
    })
    void a_port_is_published(
            String value, String address, int first, int last, int port, String protocol) {
        RunOptions options = run("-p", value);

        assertThat(options.networks().ports())
                .containsExactly(new Publish(address, first, last, new Port(port, protocol)));
        assertThat(options.namespaces().network()).isEmpty();
    }

    @Test
    void ranges_of_one_length_are_published_one_to_one() {
        assertThat(run("-p", "8000-8001:80-81").networks().ports())
                .containsExactly(
                        new Publish("", 8000, 8000, new Port(80, "tcp")),
                        new Publish("", 8001, 8001, new Port(81, "tcp")));
        assertThat(run("-p", "80-81/udp").networks().ports())
                .containsExactly(
                        new Publish("", 0, 0, new Port(80, "udp")),
                        new Publish("", 0, 0, new Port(81, "udp")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                "0",
                "8080:0",
                "65536",
                "65536:80",
                "80:65536",
                "nonsense",
                "80/",
                "80/icmp",
                "80:",
                "8000-8002:80-81",
                "81-80",
                "8080:81-80",
                "-1:80",
                "1-:80",
                "host:80:80",
                "1.2.3:80:80",
                "::1:80:80",
                "[::1]",
                "[::1]:",
                "[1.2.3.4]:80:80",
                "[::1]:a:80:80",
                "[x]:80:80",
                "1:2:3:4",
                "080000:80",
                "+80:80",
                "8 0",
                "80\n",
                "127.0.0.1:80:80:80",
                "fe80::1%eth0:80:80"
            })
    void a_malformed_port_is_refused(String value) {
        assertThat(refused("-p", value).kind()).isEqualTo(ErrorKind.INVALID_ARGUMENT);
    }

    @Test
    void ports_are_exposed() {
        NetworkOptions options = run("--expose", "80-81", "--expose", "53/udp", "-P").networks();

        assertThat(options.exposed())
                .containsExactly(new Port(80, "tcp"), new Port(81, "tcp"), new Port(53, "udp"));
        assertThat(options.publishAll()).isTrue();
        for (String bad : List.of("", "0", "65536", "80:80", "x", "80/x", "2-1")) {
            assertThat(refused("--expose", bad).kind()).isEqualTo(ErrorKind.INVALID_ARGUMENT);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"web", "bridge", "default", "0a_.-", "3f2c"})
    void a_network_is_named(String name) {
        RunOptions options = run("--network", name);

        assertThat(options.namespaces().network()).isEqualTo("bridge");
        assertThat(options.networks().joins()).containsExactly(Join.of(name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name=web,alias=a,alias=b,ip=10.0.0.5,ip6=FD00::5,mac-address=02-42-0A-00-00-05,interface-name=lan0,gw-priority=7",
                "alias=a,ip=10.0.0.5,name=web,alias=b,ip=fd00::5,mac=02:42:0a:00:00:05,driver-opt=com.docker.network.endpoint.ifname=lan0,gw-priority=7",
                "web:alias=a,alias=b,ip=10.0.0.5,ip6=fd00::5,mac=02:42:0a:00:00:05,interface_name=lan0,gw-priority=7"
            })
    void wishes_for_a_network_are_taken_over(String value) {
        assertThat(run("--network", value).networks().joins())
                .containsExactly(
                        new Join(
                                "web",
                                List.of("a", "b"),
                                Optional.of("10.0.0.5"),
                                Optional.of("fd00::5"),
                                Optional.of("02:42:0a:00:00:05"),
                                Optional.of("lan0"),
                                Map.of(),
                                7));
    }

    @Test
    void options_of_their_own_are_about_the_first_network() {
        RunOptions options =
                run(
                        "--network=web",
                        "--net=db:alias=x",
                        "--network-alias=a",
                        "--net-alias=a",
                        "--net-alias=b",
                        "--ip=10.0.0.5",
                        "--ip6=fd00::5",
                        "--mac-address=02:42:0a:00:00:05");

        assertThat(options.networks().joins())
                .extracting(Join::network, Join::aliases, Join::address)
                .containsExactly(
                        Tuple.tuple("web", List.of("a", "b"), Optional.of("10.0.0.5")),
                        Tuple.tuple("db", List.of("x"), Optional.empty()));
        assertThat(options.networks().joins().getFirst().address6()).contains("fd00::5");
        assertThat(options.networks().joins().getFirst().hardware()).contains("02:42:0a:00:00:05");
    }

    @Test
    void without_a_network_they_are_about_the_default_one() {
        RunOptions options = run("--ip", "172.17.0.9", "--link", "db", "--link", "a.b:store");

        assertThat(options.namespaces().network()).isEqualTo("bridge");
        assertThat(options.networks().joins()).extracting(Join::network).containsExactly("default");
        assertThat(options.networks().links())
                .containsExactly(new Link("db", "db"), new Link("a.b", "store"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--network=a b",
                "--network=a\nb",
                "--network=a:alias=b c",
                "--network=name=a,alias=b\n",
                "--network=-a",
                "--network=../a",
                "--network=\u00e4",
                "--network-alias=a b",
                "--network-alias=a\nb",
                "--network-alias=",
                "--network-alias=-a",
                "--network-alias=a\t",
                "--network-alias=a\0b",
                "--link=a b",
                "--link=a:b c",
                "--link=a:b\n1.2.3.4 evil",
                "--link=:b",
                "--link=a:",
                "--link=a:b:c"
            })
    void N11_names_that_could_begin_another_field_or_line_are_refused(String option) {
        assertThat(refused(option).kind()).isEqualTo(ErrorKind.INVALID_ARGUMENT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--network=:ip=10.0.0.5",
                "--network=alias=x",
                "--network=web:ip",
                "--network=web:ip=10.0.0",
                "--network=web:ip6=10.0.0.5",
                "--network=web:ip=127.0.0.1",
                "--network=web:ip=0.0.0.0",
                "--network=web:ip=224.0.0.1",
                "--network=web:nosuch=1",
                "--network=web:mac=ff:ff:ff:ff:ff:ff",
                "--network=web:mac=1",
                "--network=web:interface_name=much-too-long-a-name",
                "--network=web:interface_name=a/b",
                "--network=web:interface_name=lo",
                "--network=web:gw-priority=x",
                "--network=web:\"ip=10.0.0.5",
                "--network=name=,alias=x",
                "--ip=fd00::5",
                "--ip=x",
                "--ip6=10.0.0.5",
                "--mac-address=x",
                "--mac-address=01:00:5e:00:00:01"
            })
    void malformed_wishes_are_refused(String option) {
        assertThat(refused(option).kind()).isEqualTo(ErrorKind.INVALID_ARGUMENT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--network=web:driver-opt=nosuch=1",
                "--network=slirp4netns:mtu=1500",
                "--network=pasta:-t,80",
                "--network=name=host",
                "--network=ns:/x"
            })
    void what_others_have_is_refused_by_name(String option) {
        assertThat(refused(option).kind()).isEqualTo(ErrorKind.UNSUPPORTED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--network none -p 80:80",
                "--network none -P",
                "--network container:c -p 80:80",
                "--network container:c -P",
                "--network container:c --expose 80",
                "--network container:c --network-alias a",
                "--network container:c --ip 10.0.0.5",
                "--network none --ip6 fd00::5",
                "--network none --network-alias a",
                "--network host --ip 10.0.0.5",
                "--network host --mac-address 02:42:0a:00:00:05",
                "--network host --link db",
                "--network web --network web",
                "--network web:alias=a --network-alias b",
                "--network web:ip=10.0.0.5 --ip 10.0.0.6",
                "--network name=web,mac-address=02:42:0a:00:00:05 --mac-address 02:42:0a:00:00:06"
            })
    void what_excludes_each_other_is_refused(String line) {
        assertThat(refused(line.split(" ")).text()).startsWith("conflicting options: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "host", "container:c"})
    void what_is_no_network_stands_alone(String mode) {
        assertThat(refused("--network", "web", "--network", mode).kind())
                .isEqualTo(ErrorKind.INVALID_ARGUMENT);
    }

    @Test
    void ports_are_discarded_with_the_network_of_the_host() {
        RunOptions options = run("--network", "host", "-p", "80:80", "-P", "--expose", "1");

        assertThat(options.networks().ports()).isEmpty();
        assertThat(options.networks().isEmpty()).isTrue();
        assertThat(refused("--network", "host", "-p", "nonsense").text()).contains("--publish");
    }

    @Test
    void networks_of_plugins_are_named_with_a_prefix() {
        RunOptions options = run("--network", "cni:site:ip=10.0.0.5", "-p", "8080:80");

        assertThat(options.namespaces().network()).isEqualTo("bridge");
        assertThat(options.networks().joins())
                .extracting(Join::network)
                .containsExactly("cni:site");
        assertThat(options.networks().joins().getFirst().address()).contains("10.0.0.5");
        assertThat(run("--network", "name=cni:site,alias=a").networks().joins())
                .extracting(Join::network)
                .containsExactly("cni:site");
        assertThat(run("--network", "cni:a", "--network", "cni:b").networks().joins()).hasSize(2);
        for (String wrong : List.of("cni:", "cni:../x", "cni", "cni:ip=10.0.0.5")) {
            assertThat(refused("--network", wrong).text()).contains("--network");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"pasta", "slirp4netns"})
    void a_program_may_be_asked_for_that_connects_the_container(String mode) {
        RunOptions options = run("--network", mode, "-p", "8080:80");

        assertThat(options.namespaces().network()).isEqualTo(mode);
        assertThat(options.networks().joins()).containsExactly(Join.of(mode));
        assertThat(options.networks().ports()).hasSize(1);
        assertThat(refused("--network", mode, "--ip", "10.0.0.5").kind())
                .isEqualTo(ErrorKind.INVALID_ARGUMENT);
        assertThat(refused("--network", mode, "--network", "web").kind())
                .isEqualTo(ErrorKind.UNSUPPORTED);
        assertThat(refused("--network", mode + ":--ipv4-only").kind())
                .isEqualTo(ErrorKind.UNSUPPORTED);
    }
}
