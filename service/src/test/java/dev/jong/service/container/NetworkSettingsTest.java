package dev.jong.service.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.JongException;
import dev.jong.base.json.Json;
import dev.jong.base.json.JsonParser;
import dev.jong.base.json.JsonPrinter;
import dev.jong.service.container.NetworkOptions.Join;
import dev.jong.service.container.NetworkOptions.Link;
import dev.jong.service.container.NetworkOptions.Port;
import dev.jong.service.container.NetworkOptions.Publish;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NetworkSettingsTest {
    private static final NetworkOptions FULL =
            new NetworkOptions(
                    List.of(
                            new Join(
                                    "web",
                                    List.of("a", "b"),
                                    Optional.of("10.0.0.5"),
                                    Optional.of("fd00::5"),
                                    Optional.of("02:42:0a:00:00:05"),
                                    Optional.of("lan0"),
                                    Map.of("k", "v"),
                                    -7),
                            Join.of("default")),
                    List.of(
                            new Publish("::1", 8080, 8080, new Port(80, "tcp")),
                            new Publish("", 8000, 8010, new Port(80, "tcp")),
                            new Publish("", 0, 0, new Port(53, "udp"))),
                    true,
                    List.of(new Port(443, "sctp")),
                    List.of(new Link("db", "store")));

    @Test
    void what_is_written_is_read_again() {
        assertThat(NetworkSettings.of(settings(FULL))).isEqualTo(FULL);
        assertThat(NetworkSettings.of(Json.EMPTY)).isEqualTo(NetworkOptions.NONE);
    }

    @Test
    void what_nobody_asked_for_is_not_written() {
        assertThat(settings(NetworkOptions.NONE).fields()).containsOnlyKeys("Tty");
    }

    @Test
    void networks_are_exchanged_and_all_else_stays() {
        Json.Obj other = NetworkSettings.with(settings(FULL), List.of(Join.of("db")));
        assertThat(NetworkSettings.of(other).joins()).containsExactly(Join.of("db"));
        assertThat(NetworkSettings.of(other).ports()).isEqualTo(FULL.ports());
        assertThat(other.bool("Tty")).isTrue();
        assertThat(NetworkSettings.isDisconnected(other)).isFalse();
        assertThat(NetworkSettings.isDisconnected(settings(NetworkOptions.NONE))).isFalse();
        assertThat(NetworkSettings.isDisconnected(NetworkSettings.with(other, List.of()))).isTrue();
        Link link = new Link("cache", "cache");
        assertThat(NetworkSettings.of(NetworkSettings.withLinks(other, List.of(link))).links())
                .containsExactly(link);
    }

    @Test
    void is_shown_in_the_words_of_others() {
        Json.Obj shown = NetworkSettings.shown(settings(FULL));
        assertThat(shown.has("networks")).isFalse();
        assertThat(shown.bool("Tty")).isTrue();
        assertThat(shown.bool("PublishAllPorts")).isTrue();
        assertThat(shown.strings("Links")).containsExactly("db:store");
        assertThat(JsonPrinter.compact(shown.object("PortBindings")))
                .isEqualTo(
                        "{\"80/tcp\":[{\"HostIp\":\"::1\",\"HostPort\":\"8080\"},"
                                + "{\"HostIp\":\"\",\"HostPort\":\"8000-8010\"}],"
                                + "\"53/udp\":[{\"HostIp\":\"\",\"HostPort\":\"\"}]}");
        assertThat(NetworkSettings.exposed(settings(FULL)))
                .isEqualTo(
                        JsonParser.parseObject(
                                "{\"443/sctp\":{},\"80/tcp\":{},\"53/udp\":{}}".getBytes()));
    }

    @Test
    void damaged_ones_are_an_error_and_no_guess() {
        Json.Obj damaged = Json.object().put("networks", "web").build();
        assertThatThrownBy(() -> NetworkSettings.of(damaged)).isInstanceOf(JongException.class);
    }

    private static Json.Obj settings(NetworkOptions options) {
        Json.ObjectBuilder settings = Json.object().put("Tty", true);
        NetworkSettings.put(settings, options);
        return JsonParser.parseObject(JsonPrinter.bytes(settings.build()));
    }
}
