package dev.jong.service.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.service.container.EndpointFiles;
import dev.jong.service.container.Endpoints;
import dev.jong.store.network.NetworkRecord;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkZoneTest {
    private static final String WEB = "aaaaaaaaaaaa" + "0".repeat(52);
    private static final String DB = "bbbbbbbbbbbb" + "0".repeat(52);

    @TempDir private Path runtime;

    private final Set<String> running = new HashSet<>(Set.of(WEB, DB));
    private EndpointFiles files;
    private NetworkZone zone;
    private NetworkZone other;

    @BeforeEach
    void open() {
        files = new EndpointFiles(runtime);
        KnownEndpoints endpoints = new KnownEndpoints(files, running::contains);
        zone = new NetworkZone(Connected.network("front", "10.1.0.0/16", "fd00:1::/64"), endpoints);
        other = new NetworkZone(Connected.network("back", "10.2.0.0/16"), endpoints);
    }

    @Test
    void a_container_is_known_by_its_name_short_id_aliases_and_host_name() {
        write(WEB, "Web", "front", "10.1.0.2", "www");
        for (String name : List.of("web", "aaaaaaaaaaaa", "www", "web-host")) {
            assertThat(zone.addresses(name)).as(name).hasValue(List.of(address("10.1.0.2")));
        }
        assertThat(zone.addresses("nobody")).isEmpty();
        assertThat(zone.names(address("10.1.0.2"))).containsExactly("Web");
        assertThat(zone.names(address("10.1.0.3"))).isEmpty();
    }

    @Test
    void names_of_other_networks_are_not_known() {
        write(WEB, "web", "front", "10.1.0.2");
        assertThat(other.addresses("web")).isEmpty();
        assertThat(other.names(address("10.1.0.2"))).isEmpty();
    }

    @Test
    void containers_of_one_alias_come_in_the_order_of_their_ids() {
        write(DB, "db", "front", "10.1.0.3", "any");
        write(WEB, "web", "front", "10.1.0.2", "any");
        assertThat(zone.addresses("any"))
                .hasValue(List.of(address("10.1.0.2"), address("10.1.0.3")));
    }

    @Test
    void one_that_has_ended_is_not_known_although_its_file_is_there() {
        write(WEB, "web", "front", "10.1.0.2");
        assertThat(zone.addresses("web")).isPresent();
        running.remove(WEB);
        assertThat(zone.addresses("web")).isEmpty();
        assertThat(zone.names(address("10.1.0.2"))).isEmpty();
    }

    @Test
    void changes_are_seen_at_once() throws Exception {
        for (int i = 0; i < 50; i++) {
            write(WEB, "web" + i, "front", "10.1.0.2");
            assertThat(zone.addresses("web" + i)).as("change " + i).isPresent();
        }
        Files.delete(files.file(WEB));
        assertThat(zone.addresses("web49")).isEmpty();
    }

    @Test
    void its_addresses_are_those_of_its_subnets() {
        assertThat(zone.contains(address("10.1.255.1"))).isTrue();
        assertThat(zone.contains(address("fd00:1::1"))).isTrue();
        assertThat(zone.contains(address("10.2.0.1"))).isFalse();
        assertThat(zone.contains(address("fd00:2::1"))).isFalse();
    }

    private void write(String id, String name, String network, String address, String... aliases) {
        NetworkRecord record = Connected.network(network, address + "/32");
        files.write(
                new Endpoints(
                        id,
                        name,
                        List.of(Connected.endpoint(record, address, aliases)),
                        List.of(),
                        name + "-host"));
    }

    private static InetAddress address(String text) {
        return InetAddress.ofLiteral(text);
    }
}
