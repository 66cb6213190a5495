package dev.jong.image.registry;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.JongException;
import dev.jong.oci.Reference;
import dev.jong.testkit.ScriptedRegistry;
import dev.jong.testkit.TestImage;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/// Errors that a user meets when a registry is not what it was taken for: one line, and what to do.
class AdviceTest {
    private final Hosts network = new Hosts(Map.of("registry.example", "203.0.113.9"));

    @Test
    void a_name_that_nobody_knows_may_be_spelled_wrong() {
        advises(
                () -> tags("nowhere.example:1/a", Map.of()),
                "there is no address of the name nowhere.example",
                "spelled right");
    }

    @Test
    void where_nobody_listens_the_port_may_be_another() throws IOException {
        int port = closedPort();
        advises(
                () -> tags("127.0.0.1:" + port + "/a", Map.of()),
                "cannot connect to 127.0.0.1 port " + port,
                "on that port");
    }

    @Test
    void a_proxy_that_is_not_there_has_a_variable_that_names_it() throws IOException {
        String proxy = "127.0.0.1:" + closedPort();
        advises(
                () -> tags("registry.example/a", Map.of("HTTPS_PROXY", "http://" + proxy)),
                "cannot reach the proxy " + proxy,
                "NO_PROXY");
    }

    @Test
    void a_registry_of_plain_http_is_only_spoken_to_when_that_is_asked_for() throws IOException {
        try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            Thread.ofVirtual().start(() -> refuseOnce(plain));
            String name = "registry.example:" + plain.getLocalPort();
            advises(
                    () -> tags(name + "/a", Map.of()),
                    "no answer of " + name,
                    "it seems to speak plain http: pass --tls-verify=false");
        }
    }

    /// What servers of http say to the beginning of TLS.
    private static void refuseOnce(ServerSocket server) {
        try (Socket client = server.accept()) {
            client.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(US_ASCII));
            client.shutdownOutput();
            client.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void a_page_for_people_is_no_manifest() {
        try (ScriptedRegistry registry = ScriptedRegistry.open();
                Client client = new Client()) {
            registry.when("GET", ".*/manifests/.*")
                    .header("Content-Type: text/html")
                    .body("<html>log in to the network</html>")
                    .status(200)
                    .body("<html>log in to the network</html>");
            advises(
                    () -> client.repository(registry, "a").manifest("1"),
                    "cannot get the manifest of " + registry.authority() + "/a:1",
                    "see whether a registry is what answers there");
        }
    }

    @Test
    void a_repository_that_is_not_there_can_be_looked_for() {
        try (ScriptedRegistry registry = ScriptedRegistry.open();
                Client client = new Client()) {
            registry.with("a", "latest", TestImage.of(10));
            advises(
                    () -> client.repository(registry, "b").manifest("1"),
                    registry.authority() + " does not have it",
                    "there is no such repository");
        }
    }

    private List<String> tags(String name, Map<String, String> environment) {
        try (Client client = new Client(Access.plain(environment), network)) {
            return client.registries.repository(Reference.parse(name)).tags();
        }
    }

    private static void advises(ThrowingCallable call, String text, String hint) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        JongException.class,
                        e -> {
                            assertThat(e.text()).contains(text);
                            assertThat(e.hint()).contains(hint);
                        });
    }

    private static int closedPort() throws IOException {
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return closed.getLocalPort();
        }
    }
}
