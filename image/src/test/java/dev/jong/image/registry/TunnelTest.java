package dev.jong.image.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.JongException;
import dev.jong.oci.Reference;
import dev.jong.testkit.Certificates;
import dev.jong.testkit.ScriptedRegistry;
import dev.jong.testkit.TestImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Registries of https behind a proxy: the proxy carries the connection and sees nothing of it.
class TunnelTest {
    @TempDir Path made;
    @TempDir Path home;
    private ScriptedRegistry registry;
    private Tunnel tunnel;
    private String host = "";

    @BeforeEach
    void open() throws IOException {
        Certificates shown = Certificates.ofAnotherHost(made);
        registry = ScriptedRegistry.open(shown).with("a", "latest", TestImage.of(10));
        tunnel = new Tunnel(registry.port(), "Basic dXNlcjpwQHNz");
        host = "other.example:" + registry.port();
        Path folder = home.resolve(".config/containers/certs.d").resolve(host);
        Files.createDirectories(folder);
        Files.copy(shown.pem(), folder.resolve("ca.crt"));
    }

    @AfterEach
    void close() throws IOException {
        tunnel.close();
        registry.close();
    }

    @Test
    void the_proxy_gets_its_own_credentials_and_the_registry_proves_who_it_is() {
        assertThat(tags("user:p%40ss@", "")).containsExactly("latest");
        assertThat(tunnel.asked).containsOnly("CONNECT " + host + " HTTP/1.1");
        assertThat(registry.log())
                .allSatisfy(request -> assertThat(request.header("Proxy-Authorization")).isEmpty());
    }

    @Test
    void wrong_credentials_for_the_proxy_are_an_error_that_names_it() {
        assertThatThrownBy(() -> tags("user:wrong@", ""))
                .isInstanceOf(JongException.class)
                .hasMessageContaining(
                        "the proxy " + tunnel.authority() + " refused: it wants a user name");
        assertThat(registry.log()).isEmpty();
    }

    @Test
    void what_no_proxy_names_is_not_carried() {
        assertThat(tags("user:wrong@", "other.example")).containsExactly("latest");
        assertThat(tunnel.asked).isEmpty();
    }

    private List<String> tags(String user, String except) {
        Map<String, String> environment =
                Map.of(
                        "HOME",
                        home.toString(),
                        "HTTPS_PROXY",
                        "http://" + user + tunnel.authority(),
                        "NO_PROXY",
                        except);
        Hosts network = new Hosts(Map.of("other.example", "203.0.113.9"));
        try (Client client = new Client(Access.plain(environment), network)) {
            return client.registries.repository(Reference.parse(host + "/a")).tags();
        }
    }
}
