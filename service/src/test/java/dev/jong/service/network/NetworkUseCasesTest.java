package dev.jong.service.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.json.Json;
import dev.jong.service.container.ContainerRecord;
import dev.jong.service.container.NetworkOptions;
import dev.jong.service.container.NetworkOptions.Join;
import dev.jong.service.container.NetworkOptions.Link;
import dev.jong.service.container.NetworkSettings;
import dev.jong.service.image.ImageFilter;
import dev.jong.service.network.ListNetworks.Conditions;
import dev.jong.service.space.PruneFilters;
import dev.jong.store.network.NetworkRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkUseCasesTest {
    private static final List<String> ANY = List.of();

    @TempDir private Path directory;
    private Site site;
    private RemoveNetworks removing;
    private RecordedConnections changing;

    @BeforeEach
    void open() throws IOException {
        site = new Site(directory);
        removing = new RemoveNetworks(site.containers, site.use);
        changing = new RecordedConnections(site.containers);
    }

    @Test
    void the_three_networks_of_every_store_are_listed_without_having_been_made() {
        assertThat(names(Conditions.NONE)).containsExactly("bridge", "host", "none");
        assertThat(site.containers.networks().all()).isEmpty();
        assertThat(site.finding.any("host").driver()).isEqualTo("host");
        assertThat(site.finding.any("none").driver()).isEqualTo("null");
        NetworkRecord host = site.finding.any("host");
        assertThat(site.finding.any(host.shortId())).isEqualTo(host);
        refused(ErrorKind.NOT_FOUND, () -> site.finding.connectable("host"));
    }

    @Test
    void the_default_network_is_made_once_and_found_by_all_its_names() throws IOException {
        String listed = list(Conditions.NONE).getFirst().id();
        NetworkRecord bridge = site.finding.connectable("default");
        assertThat(bridge.id()).isEqualTo(listed);
        assertThat(bridge.pools().getFirst().gateway()).contains("172.17.0.1");
        assertThat(bridge.names().served()).isFalse();
        assertThat(site.finding.any("bridge")).isEqualTo(bridge);
        assertThat(site.finding.any(listed.substring(0, 12))).isEqualTo(bridge);
        assertThat(site.events()).containsExactly("create bridge");
    }

    @Test
    void lists_are_filtered() throws IOException {
        NetworkRecord web = site.create("web");
        site.create(
                new NetworkWish(
                        "lan",
                        "macvlan",
                        "",
                        false,
                        false,
                        NetworkWish.Addresses.USUAL,
                        true,
                        ANY,
                        Map.of(),
                        Map.of("team", "a"),
                        false,
                        Map.of(),
                        List.of()));
        site.container("app", "bridge", "web");
        assertThat(names(conditions("driver", "bridge"))).containsExactly("bridge", "web");
        assertThat(names(conditions("id", web.shortId()))).containsExactly("web");
        assertThat(names(conditions("label", "team"))).containsExactly("lan");
        assertThat(names(conditions("label", "team=b"))).isEmpty();
        assertThat(names(conditions("name", "a"))).containsExactly("lan");
        assertThat(names(conditions("scope", "swarm"))).isEmpty();
        assertThat(names(conditions("type", "custom"))).containsExactly("lan", "web");
        assertThat(names(conditions("type", "builtin"))).containsExactly("bridge", "host", "none");
        assertThat(names(conditions("dangling", "true"))).containsExactly("lan");
        assertThat(names(conditions("dangling", "false")))
                .containsExactly("bridge", "host", "none", "web");
    }

    @Test
    void is_shown_with_the_containers_that_run() throws IOException {
        site.create(Site.with("web", "10.1.0.0/16"));
        ContainerRecord app = site.container("app", "bridge", "web");
        site.container("idle", "bridge", "web");
        site.running(app);
        Json.Obj shown = new InspectNetwork(site.finding, site.use).inspect("web");
        assertThat(shown.text("Name")).isEqualTo("web");
        assertThat(shown.text("Driver")).isEqualTo("bridge");
        assertThat(shown.bool("EnableIPv4")).isTrue();
        assertThat(shown.bool("EnableIPv6")).isFalse();
        Json.Obj pool = shown.object("IPAM").objects("Config").getFirst();
        assertThat(pool.text("Subnet")).isEqualTo("10.1.0.0/16");
        assertThat(pool.text("Gateway")).isEqualTo("10.1.0.1");
        assertThat(shown.object("Containers").fields()).containsOnlyKeys(app.id());
        assertThat(shown.object("Containers").object(app.id()).text("Name")).isEqualTo("app");
        assertThat(Instant.parse(shown.text("Created"))).isAfter(Instant.EPOCH);
        assertThat(shown.fields().keySet())
                .containsExactly(
                        "Name",
                        "Id",
                        "Created",
                        "Scope",
                        "Driver",
                        "EnableIPv4",
                        "EnableIPv6",
                        "IPAM",
                        "Internal",
                        "Attachable",
                        "Ingress",
                        "ConfigFrom",
                        "ConfigOnly",
                        "Containers",
                        "Options",
                        "Labels");
    }

    @Test
    void a_network_that_a_running_container_has_stays_and_the_container_is_named()
            throws IOException {
        NetworkRecord web = site.create("web");
        site.running(site.container("app", "bridge", web.shortId()));
        site.container("idle", "bridge", "web");
        assertThatThrownBy(() -> removing.remove("web", true, site.front))
                .isInstanceOfSatisfying(
                        JongException.class,
                        e -> {
                            assertThat(e.kind()).isEqualTo(ErrorKind.CONFLICT);
                            assertThat(e.text()).endsWith("in use by container app");
                        });
        assertThat(removing.prune(PruneFilters.NONE, site.front)).isEmpty();
        assertThat(site.containers.networks().all()).hasSize(1);
    }

    @Test
    void one_that_only_stopped_containers_ask_for_is_removed_but_not_pruned() throws IOException {
        site.create("web");
        site.create("free");
        site.container("idle", "bridge", "web");
        assertThat(removing.prune(PruneFilters.NONE, site.front)).containsExactly("free");
        removing.remove("web", false, site.front);
        assertThat(site.containers.networks().all()).isEmpty();
        assertThat(site.events())
                .containsExactly(
                        "create web", "create free", "destroy free", "prune ", "destroy web");
    }

    @Test
    void what_is_missing_or_always_there_can_t_be_removed() {
        refused(ErrorKind.NOT_FOUND, () -> removing.remove("web", false, site.front));
        removing.remove("web", true, site.front);
        String id = site.finding.connectable("bridge").shortId();
        for (String name : List.of("bridge", id, "host", "none")) {
            refused(ErrorKind.INVALID_ARGUMENT, () -> removing.remove(name, true, site.front));
        }
        assertThat(removing.prune(PruneFilters.NONE, site.front)).isEmpty();
        assertThat(site.containers.networks().all()).hasSize(1);
    }

    @Test
    void R091_what_is_damaged_can_be_removed_also_the_default_one() throws IOException {
        site.create("web");
        site.finding.connectable("bridge");
        for (String name : List.of("web", "bridge")) {
            Files.writeString(site.file(name), "");
            refused(ErrorKind.DATA_LOSS, () -> site.finding.any(name));
            removing.remove(name, false, site.front);
        }
        assertThat(names(Conditions.NONE)).containsExactly("bridge", "host", "none");
        assertThat(site.finding.connectable("bridge").pools()).hasSize(1);
    }

    @Test
    void servers_are_added_and_dropped() {
        site.create("web");
        UpdateNetwork updating = new UpdateNetwork(site.containers, site.finding);
        updating.servers("web", List.of("192.0.2.1", "FD00::1", "192.0.2.1"), ANY);
        updating.servers("web", List.of("192.0.2.2"), List.of("192.0.2.1"));
        assertThat(site.finding.any("web").names().servers())
                .containsExactly("fd00::1", "192.0.2.2");
        refused(
                ErrorKind.INVALID_ARGUMENT,
                () -> updating.servers("web", ANY, List.of("192.0.2.9")));
        refused(
                ErrorKind.INVALID_ARGUMENT,
                () -> updating.servers("bridge", List.of("192.0.2.9"), ANY));
    }

    @Test
    void a_stopped_container_finds_other_networks_at_its_next_start() throws IOException {
        NetworkRecord web = site.create(Site.with("web", "10.1.0.0/16"));
        site.container("app", "bridge");
        Join wish =
                new Join(
                        web.shortId(),
                        List.of("db"),
                        Optional.of("10.1.0.9"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of(),
                        0);
        changing.connect(web, app(), wish, List.of(new Link("cache", "c")), site.front);
        NetworkOptions options = NetworkSettings.of(app().settings());
        assertThat(options.joins()).extracting(Join::network).containsExactly("bridge", "web");
        assertThat(options.joins().getLast().aliases()).containsExactly("db");
        assertThat(options.links()).containsExactly(new Link("cache", "c"));
        assertThat(site.use.members(web)).hasSize(1);
        refused(
                ErrorKind.CONFLICT,
                () -> changing.connect(web, app(), Join.of("web"), List.of(), site.front));
        NetworkRecord bridge = site.finding.connectable("bridge");
        changing.disconnect(bridge, app(), false, site.front);
        changing.disconnect(web, app(), false, site.front);
        assertThat(site.use.members(web)).isEmpty();
        assertThat(site.use.members(bridge)).isEmpty();
        refused(ErrorKind.CONFLICT, () -> changing.disconnect(web, app(), false, site.front));
        changing.connect(bridge, app(), Join.of("bridge"), List.of(), site.front);
        assertThat(site.use.members(bridge)).hasSize(1);
        assertThat(site.events())
                .containsExactly(
                        "create web",
                        "connect web",
                        "create bridge",
                        "disconnect bridge",
                        "disconnect web",
                        "connect bridge");
    }

    @Test
    void an_address_that_the_network_can_t_give_is_refused() throws IOException {
        NetworkRecord web = site.create(Site.with("web", "10.1.0.0/16"));
        site.container("app", "bridge");
        for (String address : List.of("10.2.0.1", "10.1.0.0", "10.1.0.1", "10.1.255.255")) {
            Join wish =
                    new Join(
                            "web",
                            ANY,
                            Optional.of(address),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Map.of(),
                            0);
            refused(
                    ErrorKind.INVALID_ARGUMENT,
                    () -> changing.connect(web, app(), wish, List.of(), site.front));
        }
    }

    @Test
    void who_has_another_s_network_or_runs_is_left_alone() throws IOException {
        NetworkRecord web = site.create("web");
        for (String mode : List.of("host", "none", "container:x")) {
            ContainerRecord other = site.container("with-" + mode.substring(0, 4), mode);
            refused(
                    ErrorKind.CONFLICT,
                    () -> changing.connect(web, other, Join.of("web"), List.of(), site.front));
        }
        ContainerRecord app = site.container("app", "bridge", "web");
        site.running(app);
        refused(ErrorKind.UNSUPPORTED, () -> changing.disconnect(web, app, false, site.front));
        assertThat(site.use.members(web)).hasSize(1).allMatch(NetworkUse.Member::running);
    }

    @Test
    void a_network_whose_name_is_the_beginning_of_another_s_id_is_itself() throws IOException {
        NetworkRecord web = site.create("web");
        NetworkRecord other = site.create(web.id().substring(0, 4));
        site.container("app", "bridge", other.name());
        assertThat(site.use.members(web)).isEmpty();
        assertThat(site.use.members(other)).hasSize(1);
    }

    private ContainerRecord app() {
        return site.containers.find("app");
    }

    private List<NetworkRecord> list(Conditions conditions) {
        return new ListNetworks(site.finding, site.use).list(conditions);
    }

    private List<String> names(Conditions conditions) {
        return list(conditions).stream().map(NetworkRecord::name).toList();
    }

    private static Conditions conditions(String key, String value) {
        List<String> one = List.of(value);
        return new Conditions(
                key.equals("dangling") ? Optional.of(value.equals("true")) : Optional.empty(),
                key.equals("driver") ? one : ANY,
                key.equals("id") ? one : ANY,
                key.equals("label") ? List.of(ImageFilter.Label.parse(value, true)) : List.of(),
                key.equals("name") ? one : ANY,
                key.equals("scope") ? one : ANY,
                key.equals("type") ? one : ANY);
    }

    private static void refused(ErrorKind kind, ThrowingCallable work) {
        assertThatThrownBy(work)
                .isInstanceOfSatisfying(
                        JongException.class, e -> assertThat(e.kind()).isEqualTo(kind));
    }
}
