package dev.jong.service.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.store.network.NetworkRecord;
import dev.jong.store.network.NetworkRecord.Pool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CreateNetworkTest {
    private static final List<String> NONE = List.of();

    @TempDir private Path directory;
    private Site site;

    @BeforeEach
    void open() throws IOException {
        site = new Site(directory);
    }

    @Test
    void a_network_of_which_only_the_name_is_said_is_a_bridge_with_a_free_subnet()
            throws IOException {
        NetworkRecord web = site.create("web");
        assertThat(web.driver()).isEqualTo("bridge");
        assertThat(web.device()).isEqualTo("jg" + web.shortId()).hasSize(14);
        assertThat(web.names()).isEqualTo(new NetworkRecord.Names(true, NONE));
        assertThat(web.pools())
                .containsExactly(pool("172.18.0.0/16", "172.18.0.1", Optional.empty(), Map.of()));
        assertThat(site.create("db").pools().getFirst().subnet()).isEqualTo("172.19.0.0/16");
        assertThat(site.containers.networks().all()).hasSize(2).contains(web);
        assertThat(site.events()).containsExactly("create web", "create db");
    }

    @Test
    void all_that_was_said_of_addresses_is_kept() {
        NetworkRecord web =
                site.create(
                        addresses(
                                List.of("fd00:1::/64", "10.1.0.0/16"),
                                List.of("10.1.9.9", "FD00:1::9"),
                                List.of("10.1.5.0/24"),
                                Map.of("router", "10.1.0.1", "old", "fd00:1::0:1")));
        assertThat(web.pools())
                .containsExactly(
                        pool(
                                "fd00:1::/64",
                                "fd00:1::9",
                                Optional.empty(),
                                Map.of("old", "fd00:1::1")),
                        pool(
                                "10.1.0.0/16",
                                "10.1.9.9",
                                Optional.of("10.1.5.0/24"),
                                Map.of("router", "10.1.0.1")));
    }

    @Test
    void the_gateway_is_the_first_address_that_is_not_reserved() {
        NetworkRecord web =
                site.create(
                        addresses(
                                List.of("10.1.0.0/29"),
                                NONE,
                                NONE,
                                Map.of("a", "10.1.0.1", "b", "10.1.0.2")));
        assertThat(web.pools().getFirst().gateway()).contains("10.1.0.3");
    }

    @Test
    void IPv6_is_chosen_when_it_is_asked_for_and_IPv4_left_out_when_it_is_not() {
        NetworkWish.Addresses six =
                new NetworkWish.Addresses(false, true, NONE, NONE, NONE, Map.of());
        NetworkRecord web = site.create(NetworkWish.named("web").with(six));
        assertThat(web.pools()).hasSize(1);
        assertThat(web.pools().getFirst().subnet()).startsWith("fd").endsWith("/64");
        NetworkWish.Addresses none =
                new NetworkWish.Addresses(false, false, NONE, NONE, NONE, Map.of());
        refused(ErrorKind.INVALID_ARGUMENT, () -> site.create(NetworkWish.named("no").with(none)));
    }

    @Test
    void N13_a_subnet_that_another_network_has_is_refused() {
        site.create(Site.with("web", "10.1.0.0/16"));
        assertThatThrownBy(() -> site.create(Site.with("db", "10.1.7.0/24")))
                .hasMessageContaining("overlaps with network web (10.1.0.0/16)");
        refused(ErrorKind.CONFLICT, () -> site.create(Site.with("db", "10.0.0.0/8")));
        assertThat(site.containers.networks().all()).hasSize(1);
        site.create(Site.with("db", "10.2.0.0/16"));
    }

    @Test
    void N13_a_subnet_that_the_host_has_a_route_to_is_refused_or_passed_over() throws IOException {
        site.route("000012AC", "0000FFFF");
        assertThatThrownBy(() -> site.create(Site.with("db", "172.18.3.0/24")))
                .hasMessageContaining("the host's route to 172.18.0.0/16 on lan0");
        assertThat(site.create("web").pools().getFirst().subnet()).isEqualTo("172.19.0.0/16");
    }

    @Test
    void N13_the_default_network_keeps_out_of_the_way_too() throws IOException {
        site.route("000011AC", "0000FFFF");
        assertThat(site.finding.connectable("bridge").pools().getFirst().subnet())
                .isEqualTo("172.18.0.0/16");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0/0", "0.0.0.0/1", "8.0.0.0/5", "127.0.0.0/8", "127.1.0.0/16", "224.0.0.0/8",
                "169.254.0.0/16", "10.0.0.1/32", "0.1.0.0/16", "::/0", "::/64", "fe80::/64",
                "ff00::/8", "fd00::1/128", "10.1.2.3/24", "nonsense"
            })
    void N13_a_subnet_that_takes_away_what_the_host_needs_is_refused(String subnet) {
        refused(ErrorKind.INVALID_ARGUMENT, () -> site.create(Site.with("web", subnet)));
    }

    @Test
    void what_is_connected_to_the_host_s_own_network_may_have_its_addresses() throws IOException {
        site.route("0000A8C0", "00FFFFFF");
        NetworkRecord lan =
                site.create(
                        driver("macvlan", Map.of("parent", "lan0"), "")
                                .with(Site.with("lan", "192.168.0.0/24").addresses()));
        assertThat(lan.device()).isEqualTo("lan0");
        assertThat(lan.internal()).isFalse();
    }

    @Test
    void a_macvlan_that_is_to_lead_nowhere_has_no_parent() {
        NetworkRecord bare = site.create(driver("macvlan", Map.of(), ""));
        assertThat(bare.device()).isEmpty();
        assertThat(bare.internal()).isTrue();
        NetworkWish open = driver("macvlan", Map.of("parent", "lan0"), "");
        NetworkRecord inside =
                site.create(
                        new NetworkWish(
                                "inside",
                                open.driver(),
                                open.device(),
                                true,
                                false,
                                open.addresses(),
                                true,
                                NONE,
                                open.options(),
                                Map.of(),
                                false,
                                Map.of(),
                                List.of()));
        assertThat(inside.device()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'', 10.1.0.1, ''",
        "'', '', 10.1.0.0/24",
        "10.1.0.0/16, 10.2.0.1, ''",
        "10.1.0.0/16, 10.1.0.0, ''",
        "10.1.0.0/16, 10.1.255.255, ''",
        "10.1.0.0/16, fd00::1, ''",
        "10.1.0.0/16, '', 10.2.0.0/24",
        "10.1.0.0/16, '', 10.0.0.0/8",
        "'10.1.0.0/16 10.2.0.0/16', '', ''",
        "10.1.0.0/16, '10.1.0.1 10.1.0.2', ''"
    })
    void addresses_that_do_not_fit_are_refused(String subnets, String gateways, String ranges) {
        refused(
                ErrorKind.INVALID_ARGUMENT,
                () ->
                        site.create(
                                addresses(
                                        words(subnets), words(gateways), words(ranges), Map.of())));
    }

    @Test
    void reserved_addresses_lie_in_a_subnet_and_are_not_the_gateway() {
        Map<String, String> outside = Map.of("a", "10.2.0.1");
        refused(
                ErrorKind.INVALID_ARGUMENT,
                () -> site.create(addresses(List.of("10.1.0.0/16"), NONE, NONE, outside)));
        Map<String, String> gateway = Map.of("a", "10.1.0.1");
        List<String> first = List.of("10.1.0.1");
        refused(
                ErrorKind.INVALID_ARGUMENT,
                () -> site.create(addresses(List.of("10.1.0.0/16"), first, NONE, gateway)));
    }

    @Test
    void a_name_is_given_once_and_words_of_the_command_line_never() {
        NetworkRecord web = site.create("web");
        refused(ErrorKind.CONFLICT, () -> site.create("web"));
        for (String reserved : List.of("bridge", "host", "none", "default", "container")) {
            refused(ErrorKind.INVALID_ARGUMENT, () -> site.create(reserved));
        }
        NetworkWish known = NetworkWish.named("web");
        NetworkWish ignoring =
                new NetworkWish(
                        known.name(),
                        known.driver(),
                        "",
                        true,
                        true,
                        known.addresses(),
                        false,
                        NONE,
                        Map.of(),
                        Map.of(),
                        false,
                        Map.of(),
                        List.of());
        assertThat(site.create(ignoring)).isEqualTo(web);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\nb", "../x", "-a", ".a"})
    void N11_a_name_is_one_word(String name) {
        refused(ErrorKind.INVALID_ARGUMENT, () -> site.create(name));
    }

    @Test
    void a_bridge_is_called_as_somebody_says_unless_something_is_called_so() {
        Map<String, String> other = Map.of("com.docker.network.bridge.name", "br1");
        refused(ErrorKind.INVALID_ARGUMENT, () -> site.create(driver("bridge", other, "br2")));
        NetworkRecord web =
                site.create(driver("bridge", Map.of("com.docker.network.bridge.name", "br0"), ""));
        assertThat(web.device()).isEqualTo("br0");
        refused(ErrorKind.CONFLICT, () -> site.create(named("db", "br0")));
        refused(ErrorKind.CONFLICT, () -> site.create(named("db", "lan0")));
        refused(ErrorKind.INVALID_ARGUMENT, () -> site.create(named("db", "sixteen-letters-")));
        refused(ErrorKind.INVALID_ARGUMENT, () -> site.create(named("db", "a/b")));
    }

    @ParameterizedTest
    @CsvSource({
        "bridge, nosuch, 1, UNSUPPORTED",
        "bridge, parent, lan0, UNSUPPORTED",
        "bridge, com.docker.network.driver.mtu, 67, INVALID_ARGUMENT",
        "bridge, mtu, 65536, INVALID_ARGUMENT",
        "bridge, mtu, -1, INVALID_ARGUMENT",
        "bridge, mtu, 99999999999, INVALID_ARGUMENT",
        "bridge, mtu, '', INVALID_ARGUMENT",
        "bridge, com.docker.network.bridge.enable_icc, perhaps, INVALID_ARGUMENT",
        "bridge, com.docker.network.bridge.enable_ip_masquerade, '', INVALID_ARGUMENT",
        "bridge, com.docker.network.bridge.host_binding_ipv4, ::1, INVALID_ARGUMENT",
        "bridge, com.docker.network.bridge.name, 'a b', INVALID_ARGUMENT",
        "macvlan, parent, eth7, NOT_FOUND",
        "macvlan, parent, eth7.50, NOT_FOUND",
        "macvlan, parent, lan0.4095, NOT_FOUND",
        "macvlan, parent, lan0.0x5, NOT_FOUND",
        "macvlan, parent, lo, INVALID_ARGUMENT",
        "macvlan, macvlan_mode, l2, INVALID_ARGUMENT",
        "macvlan, ipvlan_mode, l2, UNSUPPORTED",
        "macvlan, ipvlan_flag, vepa, UNSUPPORTED",
        "ipvlan, ipvlan_mode, bridge, INVALID_ARGUMENT",
        "ipvlan, ipvlan_flag, l2, INVALID_ARGUMENT",
        "overlay, mtu, 1400, UNSUPPORTED",
        "host, mtu, 1400, UNSUPPORTED"
    })
    void drivers_and_options_there_are_not_are_refused_by_name(
            String driver, String key, String value, ErrorKind kind) {
        assertThatThrownBy(() -> site.create(driver(driver, Map.of(key, value), "")))
                .isInstanceOfSatisfying(
                        JongException.class,
                        e -> {
                            assertThat(e.kind()).isEqualTo(kind);
                            assertThat(e.hint()).isNotEmpty();
                        });
        assertThat(site.containers.networks().all()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "bridge, com.docker.network.driver.mtu, 1400",
        "bridge, mtu, 65535",
        "bridge, com.docker.network.bridge.enable_icc, false",
        "bridge, com.docker.network.bridge.host_binding_ipv4, 127.0.0.1",
        "macvlan, macvlan_mode, vepa",
        "macvlan, parent, lan0.50",
        "ipvlan, ipvlan_mode, l3",
        "ipvlan, ipvlan_flag, vepa",
        "ipvlan, parent, lan0"
    })
    void options_there_are_stay_as_they_were_given(String driver, String key, String value) {
        assertThat(site.create(driver(driver, Map.of(key, value), "")).options())
                .containsExactly(Map.entry(key, value));
    }

    @Test
    void IPv6_takes_larger_packets() {
        NetworkWish.Addresses both =
                new NetworkWish.Addresses(true, true, NONE, NONE, NONE, Map.of());
        refused(
                ErrorKind.INVALID_ARGUMENT,
                () -> site.create(driver("bridge", Map.of("mtu", "1279"), "").with(both)));
    }

    @Test
    void R091_a_network_whose_record_is_damaged_keeps_its_name() throws IOException {
        site.create("web");
        Files.writeString(site.file("web"), "{");
        refused(ErrorKind.DATA_LOSS, () -> site.create("web"));
        assertThat(site.create("db").pools().getFirst().subnet()).isEqualTo("172.18.0.0/16");
    }

    private static NetworkWish named(String name, String device) {
        NetworkWish wish = driver("bridge", Map.of(), device);
        return new NetworkWish(
                name,
                wish.driver(),
                device,
                false,
                false,
                wish.addresses(),
                true,
                NONE,
                Map.of(),
                Map.of(),
                false,
                Map.of(),
                List.of());
    }

    private static NetworkWish driver(String driver, Map<String, String> options, String device) {
        return new NetworkWish(
                "net",
                driver,
                device,
                false,
                false,
                NetworkWish.Addresses.USUAL,
                true,
                NONE,
                options,
                Map.of(),
                false,
                Map.of(),
                List.of());
    }

    private static NetworkWish addresses(
            List<String> subnets,
            List<String> gateways,
            List<String> ranges,
            Map<String, String> reserved) {
        return NetworkWish.named("web")
                .with(new NetworkWish.Addresses(true, false, subnets, gateways, ranges, reserved));
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? NONE : List.of(text.split(" "));
    }

    private static Pool pool(
            String subnet, String gateway, Optional<String> range, Map<String, String> reserved) {
        return new Pool(subnet, Optional.of(gateway), range, reserved);
    }

    private static void refused(ErrorKind kind, ThrowingCallable creating) {
        assertThatThrownBy(creating)
                .isInstanceOfSatisfying(
                        JongException.class, e -> assertThat(e.kind()).isEqualTo(kind));
    }
}
