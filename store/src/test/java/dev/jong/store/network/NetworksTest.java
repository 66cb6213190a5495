package dev.jong.store.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.store.lease.Hold;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworksTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final String FIRST = "abc0" + "1".repeat(60);
    private static final String SECOND = "abc1" + "2".repeat(60);

    @TempDir private Path store;
    private Networks networks;

    @BeforeEach
    void open() {
        networks = new Networks(store, InstantSource.fixed(NOW));
    }

    @Test
    void what_was_written_is_read_again() throws IOException {
        NetworkRecord full =
                new NetworkRecord(
                        "web",
                        FIRST,
                        12345678901L,
                        "bridge",
                        "jg" + FIRST.substring(0, 12),
                        true,
                        List.of(
                                new NetworkRecord.Pool(
                                        "10.0.0.0/24",
                                        Optional.of("10.0.0.1"),
                                        Optional.of("10.0.0.128/25"),
                                        Map.of("router", "10.0.0.2")),
                                new NetworkRecord.Pool(
                                        "fd00::/64", Optional.empty(), Optional.empty(), Map.of())),
                        new NetworkRecord.Names(true, List.of("192.0.2.1")),
                        Map.of("com.docker.network.driver.mtu", "1400"),
                        Map.of("team", "a b"),
                        new NetworkRecord.Shown(true, Map.of("k", "v")),
                        List.of(
                                new NetworkRecord.Route("10.9.0.0/16", "10.0.0.9", 0),
                                new NetworkRecord.Route("fd01::/64", "fd00::9", 5)));
        networks.create(full);
        Networks other = new Networks(store, InstantSource.system());
        assertThat(other.all()).containsExactly(full);
        assertThat(other.find("web")).contains(full);
        Path file = store.resolve("networks/web.json");
        assertThat(Files.getPosixFilePermissions(file))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(Files.getPosixFilePermissions(file.getParent()))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void finds_by_name_before_id_and_by_a_beginning_that_is_one_s_alone() {
        networks.create(network("web", FIRST));
        networks.create(network("abc0", SECOND));
        assertThat(networks.find("abc0")).contains(network("abc0", SECOND));
        assertThat(networks.find("abc01")).contains(network("web", FIRST));
        assertThat(networks.find(FIRST)).contains(network("web", FIRST));
        assertThat(networks.find("we")).isEmpty();
        assertThat(networks.find("")).isEmpty();
        assertThat(networks.find("../web")).isEmpty();
        assertThatThrownBy(() -> networks.find("ab")).hasMessageContaining("several networks");
    }

    @Test
    void a_name_is_given_once() {
        networks.create(network("web", FIRST));
        assertThatThrownBy(() -> networks.create(network("web", SECOND)))
                .isInstanceOfSatisfying(
                        JongException.class,
                        e -> assertThat(e.kind()).isEqualTo(ErrorKind.CONFLICT));
        assertThat(networks.find("web")).contains(network("web", FIRST));
    }

    @Test
    void is_changed_and_removed() {
        networks.create(network("web", FIRST));
        NetworkRecord.Names names = new NetworkRecord.Names(false, List.of("192.0.2.9"));
        networks.replace(network("web", FIRST).with(names));
        assertThat(networks.find("web").orElseThrow().names()).isEqualTo(names);
        networks.remove(new NetworkName("web"));
        networks.remove(new NetworkName("web"));
        assertThat(networks.all()).isEmpty();
    }

    @Test
    void R091_a_damaged_record_hides_no_other_and_can_be_removed() throws IOException {
        assertThat(networks.all()).isEmpty();
        networks.create(network("good", FIRST));
        Path file = store.resolve("networks/bad.json");
        for (String damage : new String[] {"", "{", "[]", "{\"name\":\"good\"}", "{\"name\":1}"}) {
            Files.writeString(file, damage);
            assertThat(networks.all()).containsExactly(network("good", FIRST));
            assertThat(networks.damaged()).containsExactly("bad");
            assertThatThrownBy(() -> networks.find("bad")).hasMessageContaining("damaged");
            assertThat(networks.find(FIRST.substring(0, 12))).isPresent();
        }
        assertThatThrownBy(() -> networks.create(network("bad", SECOND)))
                .hasMessageContaining("already exists");
        networks.remove(new NetworkName("bad"));
        assertThat(networks.damaged()).isEmpty();
    }

    @Test
    void a_record_that_says_to_be_another_s_is_damaged() throws IOException {
        networks.create(network("web", FIRST));
        Path web = store.resolve("networks/web.json");
        Files.copy(web, store.resolve("networks/two.json"));
        assertThat(networks.damaged()).containsExactly("two");
    }

    @Test
    void R007_what_a_killed_command_left_half_written_is_swept_and_no_network() throws IOException {
        networks.create(network("web", FIRST));
        Path half = Files.writeString(store.resolve("networks/.tmp-1-2"), "{");
        Files.setLastModifiedTime(half, FileTime.from(NOW));
        networks.sweep();
        assertThat(half).exists();
        Files.setLastModifiedTime(half, FileTime.from(NOW.minusSeconds(61)));
        networks.sweep();
        assertThat(half).doesNotExist();
        assertThat(networks.all()).hasSize(1);
    }

    @Test
    void a_store_that_can_t_be_written_to_is_named() throws IOException {
        Files.writeString(store.resolve("networks"), "in the way");
        assertThatThrownBy(() -> networks.create(network("web", FIRST)))
                .isInstanceOf(JongException.class)
                .hasMessageContaining("make the network web");
    }

    @Test
    void the_lock_is_given_back() {
        for (int i = 0; i < 2; i++) {
            try (Hold hold = networks.lock()) {
                assertThat(hold).isNotNull();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "0", "a_b-c.d", "A9", "web.json"})
    void takes_names(String name) {
        assertThat(new NetworkName(name)).hasToString(name);
        assertThat(new NetworkName(name).isReserved()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", ".", "..", "../x", "a/b", "/a", ".hidden", "-a", "_a", "a b", "a\0b", "a\n",
                "a:b", "a\nb", "\u00e4b"
            })
    void N11_refuses_names_that_could_be_more_than_one_word(String name) {
        assertThat(NetworkName.isName(name)).isFalse();
        assertThatThrownBy(() -> new NetworkName(name)).isInstanceOf(JongException.class);
    }

    @Test
    void N11_refuses_what_no_file_system_takes() {
        assertThat(NetworkName.isName("a".repeat(200))).isTrue();
        assertThat(NetworkName.isName("a".repeat(201))).isFalse();
    }

    @Test
    void words_of_the_command_line_are_reserved() {
        assertThat(new NetworkName("host").isReserved()).isTrue();
        assertThat(new NetworkName(NetworkName.BRIDGE).isReserved()).isTrue();
    }

    private static NetworkRecord network(String name, String id) {
        return new NetworkRecord(
                name,
                id,
                1,
                "bridge",
                "jg" + id.substring(0, 12),
                false,
                List.of(),
                new NetworkRecord.Names(true, List.of()),
                Map.of(),
                Map.of(),
                NetworkRecord.Shown.NOTHING);
    }
}
