package dev.jong.image.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.JongException;
import dev.jong.oci.Reference;
import dev.jong.testkit.ScriptedRegistry;
import dev.jong.testkit.TestImage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Networks that are slow, half dead or behind proxies.
class NetworkTest {
    private static final String BLOBS = "/v2/a/blobs/.*";

    private final TestImage image = TestImage.of(100_000);
    private final ScriptedRegistry registry = ScriptedRegistry.open().with("a", "latest", image);

    @AfterEach
    void close() {
        registry.close();
    }

    private List<String> tags(Hosts network, Map<String, String> environment) {
        try (Client client = Client.open(network, "", "", environment)) {
            Reference name = Reference.parse("registry.example:" + registry.port() + "/a");
            return client.registries.repository(name).tags();
        }
    }

    @Test
    @Timeout(20)
    void R055_a_connection_that_falls_silent_is_taken_up_again() {
        registry.when("GET", BLOBS).nth(1).stallAt(1000);
        registry.when("GET", BLOBS).nth(1).silence();
        Hosts network = new Hosts(Map.of(), Duration.ofMillis(300));
        try (Client client = new Client(Access.plain(Map.of()), network)) {
            Repository repository = client.repository(registry, "a");
            assertThat(Client.read(repository.blob(image.layer(0), 0))).isEqualTo(image.bytes(0));
        }
    }

    @Test
    void R065_a_dead_address_of_ipv6_costs_less_than_a_second() {
        Hosts network = new Hosts(Map.of("registry.example", "2001:db8::1 127.0.0.1"));
        long start = System.nanoTime();
        assertThat(tags(network, Map.of())).containsExactly("latest");
        // Both https and http are tried here.
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
    }

    @Test
    void R065_a_look_up_that_hangs_ends_in_less_than_ten_seconds() {
        Hosts network = new Hosts(Map.of("registry.example", "never"));
        long start = System.nanoTime();
        assertThatThrownBy(() -> tags(network, Map.of()))
                .isInstanceOf(JongException.class)
                .hasMessageContaining("look-up of the name registry.example");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void R065_a_name_that_is_not_there_is_an_error_at_once() {
        assertThatThrownBy(() -> tags(new Hosts(Map.of()), Map.of()))
                .isInstanceOf(JongException.class)
                .hasMessageContaining("no address of the name registry.example");
    }

    @Test
    void R069_a_proxy_that_is_gone_is_named() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            port = closed.getLocalPort();
        }
        Map<String, String> environment =
                Map.of(
                        "HTTP_PROXY", "http://127.0.0.1:" + port,
                        "https_proxy", "127.0.0.1:" + port);
        assertThatThrownBy(() -> tags(new Hosts(Map.of()), environment))
                .isInstanceOf(JongException.class)
                .hasMessageContaining("cannot reach the proxy 127.0.0.1:" + port);
    }

    @Test
    void R069_a_proxy_that_wants_credentials_is_named() {
        try (ScriptedRegistry proxy = ScriptedRegistry.open()) {
            proxy.when("*", ".*")
                    .raw(
                            "HTTP/1.1 407 No\r\nProxy-Authenticate: Basic realm=\"p\"\r\nContent-Length: 0\r\n\r\n");
            Map<String, String> environment =
                    Map.of("HTTP_PROXY", proxy.base(), "HTTPS_PROXY", proxy.base());
            assertThatThrownBy(() -> tags(new Hosts(Map.of()), environment))
                    .isInstanceOf(JongException.class)
                    .hasMessageContaining(
                            "the proxy " + proxy.authority() + " refused: it wants a user name");
        }
    }

    @Test
    void R069_a_variable_without_a_proxy_is_named() {
        assertThatThrownBy(() ->
                        tags(
                                new Hosts(Map.of()),
                                Map.of("https_proxy", "socks5://x", "http_proxy", "socks5://x")))
                .isInstanceOf(JongException.class)
                .hasMessageContaining("HTTP_PROXY");
    }

    @Test
    void a_proxy_gets_its_credentials_and_the_whole_address() {
        try (ScriptedRegistry proxy = ScriptedRegistry.open()) {
            proxy.when("GET", "http://registry.example.*")
                    .body("{\"tags\":[\"proxied\"]}")
                    .status(200)
                    .body("{\"tags\":[\"proxied\"]}");
            String with = "http://user:p%40ss@" + proxy.authority() + "/";
            assertThat(tags(new Hosts(Map.of()), Map.of("http_proxy", with)))
                    .containsExactly("proxied");
            assertThat(proxy.log().getLast().header("Proxy-Authorization"))
                    .contains("Basic dXNlcjpwQHNz");
        }
    }

    @Test
    void names_in_no_proxy_are_reached_directly() {
        Hosts network = new Hosts(Map.of("registry.example", "203.0.113.9"));
        Map<String, String> environment =
                Map.of(
                        "http_proxy",
                        "http://127.0.0.1:1",
                        "https_proxy",
                        "http://127.0.0.1:1",
                        "NO_PROXY",
                        "other, .example");
        assertThat(tags(network, environment)).containsExactly("latest");
    }
}
