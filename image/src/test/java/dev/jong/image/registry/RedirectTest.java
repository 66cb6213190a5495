package dev.jong.image.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.JongException;
import dev.jong.oci.Reference;
import dev.jong.testkit.Certificates;
import dev.jong.testkit.ScriptedRegistry;
import dev.jong.testkit.TestImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Where registries may send us, and with what.
class RedirectTest {
    private static final String BLOBS = "/v2/a/blobs/.*";
    private static final Hosts NETWORK =
            new Hosts(
                    Map.of(
                            "public.example", "203.0.113.5",
                            "cdn.example", "198.51.100.7",
                            "inside.example", "10.0.0.5",
                            "also-inside.example", "192.168.7.7",
                            "metadata.example", "169.254.169.254",
                            "mapped.example", "::ffff:127.0.0.1",
                            "unique.example", "fd00::1",
                            "2130706433", "127.0.0.1"));

    private final TestImage image = TestImage.of(10_000);
    private final ScriptedRegistry registry = ScriptedRegistry.open().with("a", "latest", image);
    private final ScriptedRegistry other = ScriptedRegistry.open().with("a", "latest", image);
    private final Client client = Client.open(NETWORK, "me", "secret", Map.of());

    @AfterEach
    void close() {
        client.close();
        registry.close();
        other.close();
    }

    private byte[] blob(String host) {
        Reference name = Reference.parse(host + ":" + registry.port() + "/a");
        Repository repository = client.registries.repository(name);
        return Client.read(repository.blob(image.layer(0), 0));
    }

    private void redirectTo(String host) {
        registry.when("GET", BLOBS)
                .redirect(
                        "http://"
                                + host
                                + ":"
                                + other.port()
                                + "/v2/a/blobs/"
                                + image.layer(0).digest());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "inside.example",
                "metadata.example",
                "169.254.169.254",
                "mapped.example",
                "unique.example",
                "[::1]",
                "[fe80::1]",
                "[::ffff:10.0.0.1]",
                "[64:ff9b::a00:1]",
                "0.0.0.0",
                "2130706433",
                "100.64.0.1"
            })
    void G07_a_public_registry_cannot_send_us_into_a_local_network(String host) {
        redirectTo(host);
        assertThatThrownBy(() -> blob("public.example"))
                .isInstanceOf(JongException.class)
                .hasMessageContaining("refused to go to");
        assertThat(other.log()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "metadata.example"})
    void G07_a_registry_of_a_local_network_cannot_send_us_to_another_kind(String host) {
        redirectTo(host);
        assertThatThrownBy(() -> blob("inside.example"))
                .isInstanceOf(JongException.class)
                .hasMessageContaining("refused to go to");
        assertThat(other.log()).isEmpty();
    }

    @Test
    void G07_a_hop_in_public_does_not_open_the_way_back() {
        other.when("GET", BLOBS)
                .redirect(
                        "http://inside.example:"
                                + other.port()
                                + "/v2/a/blobs/"
                                + image.layer(0).digest());
        redirectTo("cdn.example");
        assertThatThrownBy(() -> blob("inside.example")).isInstanceOf(JongException.class);
        assertThat(other.log()).hasSize(1);
    }

    @Test
    void a_registry_of_a_local_network_may_send_us_around_in_it() {
        redirectTo("also-inside.example");
        assertThat(blob("inside.example")).isEqualTo(image.bytes(0));
    }

    @Test
    void credentials_stay_with_the_registry() {
        registry.wanting("me", "secret");
        redirectTo("cdn.example");
        Reference name = Reference.parse("public.example:" + registry.port() + "/a");
        Repository repository = client.registries.repository(name);
        repository.manifest("latest");
        assertThat(Client.read(repository.blob(image.layer(0), 0))).isEqualTo(image.bytes(0));
        assertThat(registry.log("GET", BLOBS).getLast().header("Authorization")).isPresent();
        assertThat(other.log()).hasSize(1);
        assertThat(other.log().getFirst().header("Authorization")).isEmpty();
    }

    @Test
    void credentials_are_not_told_to_a_token_service_of_strangers() {
        other.wantingTokens("me", "secret", true);
        registry.when("GET", BLOBS)
                .status(401)
                .header(
                        "WWW-Authenticate: Bearer realm=\"http://cdn.example:"
                                + other.port()
                                + "/token\"");
        assertThatThrownBy(() -> blob("public.example"))
                .isInstanceOf(JongException.class)
                .hasMessageContaining("it is not reached by https");
        assertThat(other.log()).isEmpty();
    }

    @Test
    void nothing_leads_from_https_to_http(@TempDir Path made) throws Exception {
        Certificates good = Certificates.good(made);
        Path folder = made.resolve("trusted");
        try (ScriptedRegistry secure = ScriptedRegistry.open(good)) {
            Files.createDirectories(folder.resolve("containers/certs.d/" + secure.authority()));
            Files.copy(
                    good.pem(),
                    folder.resolve("containers/certs.d/" + secure.authority() + "/ca.crt"));
            secure.when("GET", BLOBS).redirect(other.base() + "/v2/a/blobs/x");
            Map<String, String> environment = Map.of("XDG_CONFIG_HOME", folder.toString());
            try (Client checking = new Client(Access.plain(environment))) {
                Repository repository = checking.repository(secure, "a");
                assertThatThrownBy(() -> repository.blob(image.layer(0), 0))
                        .isInstanceOf(JongException.class)
                        .hasMessageContaining("it leads from https to http");
            }
        }
        assertThat(other.log()).isEmpty();
    }
}
