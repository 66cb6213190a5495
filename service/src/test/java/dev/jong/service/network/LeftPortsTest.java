package dev.jong.service.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.linux.HostProgram;
import dev.jong.network.address.Address;
import dev.jong.network.address.AddressRange;
import dev.jong.network.address.Subnet;
import dev.jong.service.container.ContainerRecord;
import dev.jong.service.container.Endpoints;
import dev.jong.service.container.NetworkOptions;
import dev.jong.store.lease.Hold;
import dev.jong.store.network.NetworkRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// With a program for nft that notes what it is told.
class LeftPortsTest {
    private static final NetworkRecord FRONT = Connected.network("front", "10.1.0.0/16");
    private static final Address ADDRESS = Address.parse("10.1.0.2");

    @TempDir private Path directory;
    private Site site;
    private NetworkPlaces places;
    private Path told;
    private ContainerRecord web;
    private LeftPorts left;
    private Claims claims;

    @BeforeEach
    void open() throws IOException {
        site = new Site(directory);
        places = NetworkPlaces.of(directory.resolve("run"));
        told = directory.resolve("told");
        web = site.container("web", "bridge");
        Path nft = directory.resolve("nft");
        Files.writeString(nft, "#!/bin/sh\ncat >>" + told + "\n");
        Files.setPosixFilePermissions(nft, PosixFilePermissions.fromString("rwx------"));
        Optional<HostProgram> program =
                HostProgram.find(
                        "nft",
                        Map.of("PATH", directory + ":/usr/bin:/bin"),
                        Duration.ofSeconds(10));
        Firewall firewall =
                new Firewall(
                        "jong",
                        places,
                        site.containers.networks(),
                        site.containers,
                        () -> program,
                        true);
        left =
                new LeftPorts(
                        site.containers,
                        new ForgottenConnections(
                                places,
                                site.containers,
                                new Claims(places, site.containers),
                                firewall,
                                Ground.HOST));
        claims = new Claims(places, site.containers, left::close);
        claims.one(FRONT, ADDRESS, web.id());
        Files.createDirectories(places.net());
        Files.writeString(places.table(), "there");
    }

    @Test
    void N05_the_ports_of_a_container_that_has_ended_are_closed_and_then_its_address_is_free()
            throws IOException {
        publishes(FRONT.id());
        assertThat(left.close(web.id())).isTrue();
        assertThat(told).content().contains("table inet jong").doesNotContain("8080");
        assertThat(site.containers.endpoints().of(web.id())).isEmpty();
        assertThat(places.address(FRONT.id(), ADDRESS)).doesNotExist();
        Files.delete(told);
        assertThat(left.close(web.id())).isFalse();
        assertThat(told).doesNotExist();
    }

    @Test
    void N05_who_takes_the_address_over_has_its_ports_closed_before() throws IOException {
        publishes(FRONT.id());
        ContainerRecord next = site.container("next", "bridge");
        claims.one(FRONT, ADDRESS, next.id());
        assertThat(told).content().contains("table inet jong").doesNotContain("8080");
        assertThat(claims.holder(places.address(FRONT.id(), ADDRESS))).contains(next.id());
        assertThat(site.containers.endpoints().of(web.id())).isEmpty();
    }

    @Test
    void ports_of_one_that_runs_or_is_being_started_stay_open() throws IOException {
        publishes(FRONT.id());
        try (Hold _ = site.containers.holdStopped(web.id()).orElseThrow()) {
            assertThat(left.close(web.id())).isFalse();
        }
        site.running(web);
        assertThat(left.close(web.id())).isFalse();
        assertThat(left.closeOwn(web.id())).isFalse();
        assertThat(told).doesNotExist();
        assertThat(site.containers.endpoints().of(web.id())).isPresent();
        AddressRange only = AddressRange.of(Subnet.parse("10.1.0.0/16"), Set.of());
        ContainerRecord next = site.container("next", "bridge");
        assertThat(claims.next(FRONT, only, next.id())).isNotEqualTo(ADDRESS);
    }

    @Test
    void what_its_own_program_publishes_is_not_in_the_rules() throws IOException {
        publishes("");
        assertThat(left.close(web.id())).isFalse();
        assertThat(told).doesNotExist();
    }

    private void publishes(String networkId) {
        Endpoints.Endpoint one = Connected.endpoint(FRONT, ADDRESS.toString());
        Endpoints.Endpoint published =
                new Endpoints.Endpoint(
                        one.network(),
                        networkId,
                        one.device(),
                        one.host(),
                        one.address(),
                        one.gateway(),
                        one.address6(),
                        one.gateway6(),
                        one.hardware(),
                        one.names(),
                        true,
                        true);
        site.containers
                .endpoints()
                .write(
                        new Endpoints(
                                web.id(),
                                "web",
                                List.of(published),
                                List.of(
                                        new Endpoints.Binding(
                                                "0.0.0.0",
                                                8080,
                                                new NetworkOptions.Port(80, "tcp")))));
    }
}
