package dev.jong.image.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.JongException;
import dev.jong.oci.Reference;
import dev.jong.testkit.Certificates;
import dev.jong.testkit.ScriptedRegistry;
import dev.jong.testkit.TestImage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Certificates of registries, good and bad.
class CertificateTest {
    @TempDir Path made;
    @TempDir Path home;

    private Client client(ScriptedRegistry registry, Certificates... trusted) throws IOException {
        Path folder = home.resolve(".config/containers/certs.d").resolve(registry.authority());
        Files.createDirectories(folder);
        for (Certificates one : trusted) {
            Files.copy(one.pem(), folder.resolve(one.pem().getFileName()));
        }
        return new Client(Access.plain(Map.of("HOME", home.toString())));
    }

    private void refuses(Certificates shown, String why) throws IOException {
        try (ScriptedRegistry registry = ScriptedRegistry.open(shown);
                Client client = client(registry, shown)) {
            registry.with("a", "latest", TestImage.of(10));
            assertThatThrownBy(() -> client.repository(registry, "a").tags())
                    .isInstanceOf(JongException.class)
                    .hasMessageContaining(registry.authority())
                    .hasMessageContaining(why);
            assertThat(registry.log()).isEmpty();
        }
    }

    @Test
    void a_certificate_in_the_folder_of_the_registry_is_trusted() throws IOException {
        Certificates good = Certificates.good(made);
        try (ScriptedRegistry registry = ScriptedRegistry.open(good);
                Client client = client(registry, good)) {
            registry.with("a", "latest", TestImage.of(10));
            assertThat(client.repository(registry, "a").tags()).containsExactly("latest");
        }
    }

    @Test
    void G13_a_certificate_that_signed_itself_is_refused_with_the_way_to_trust_it()
            throws IOException {
        try (ScriptedRegistry registry = ScriptedRegistry.open(Certificates.good(made));
                Client client = client(registry)) {
            assertThatThrownBy(() -> client.repository(registry, "a").tags())
                    .isInstanceOfSatisfying(
                            JongException.class,
                            e -> {
                                assertThat(e.text())
                                        .contains(registry.authority(), "nobody we know");
                                assertThat(e.hint())
                                        .contains("/etc/docker/certs.d/" + registry.authority());
                            });
            assertThat(registry.log()).isEmpty();
        }
    }

    @Test
    void G13_an_expired_certificate_is_refused() throws IOException {
        refuses(Certificates.expired(made), "it has expired");
    }

    @Test
    void G13_a_certificate_of_another_host_is_refused() throws IOException {
        refuses(Certificates.ofAnotherHost(made), "it is for another host");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // ServerHello of TLS 1.1, of 1.0, and the alert "protocol_version" of a server that
                // offers nothing newer.
                "TLS 1.1 160302 002a 02000026 0302",
                "TLS 1.0 160301 002a 02000026 0301",
                "alert 150302 0002 02 46"
            })
    void G13_a_server_that_speaks_only_old_tls_is_refused(String answer) throws Exception {
        byte[] begin = HexFormat.of().parseHex(answer.replaceAll("^TLS 1..|^alert| ", ""));
        byte[] bytes = Arrays.copyOf(begin, answer.startsWith("alert") ? begin.length : 47);
        if (!answer.startsWith("alert")) {
            bytes[44] =
                    (byte) 0xc0; // TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA, which is known from TLS 1.0
            // to 1.2
            bytes[45] = 0x13;
        }
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
                Client client = new Client(Access.plain(Map.of("HOME", home.toString())))) {
            Thread.ofVirtual().start(() -> answering(server, bytes));
            String authority = "127.0.0.1:" + server.getLocalPort();
            assertThatThrownBy(() ->
                            client.registries.repository(Reference.parse(authority + "/a")).tags())
                    .isInstanceOfSatisfying(
                            JongException.class,
                            e -> {
                                assertThat(e.text()).contains(authority, "version of TLS");
                                assertThat(e.hint()).contains("TLS 1.2");
                            });
        }
    }

    private static void answering(ServerSocket server, byte[] bytes) {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                // On loopback http comes first, which is not answered.
                if (socket.getInputStream().read() == 0x16) {
                    socket.getOutputStream().write(bytes);
                    socket.shutdownOutput();
                    socket.getInputStream().readAllBytes();
                }
            } catch (IOException e) {
                continue;
            }
        }
    }

    @Test
    void G13_certificates_are_only_left_unchecked_for_a_call_that_says_so_and_is_warned()
            throws IOException {
        try (ScriptedRegistry registry = ScriptedRegistry.open(Certificates.expired(made));
                Client client =
                        new Client(
                                new Access(
                                        Optional.empty(),
                                        true,
                                        Optional.empty(),
                                        Optional.empty(),
                                        Map.of()))) {
            registry.with("a", "latest", TestImage.of(10));
            assertThat(client.repository(registry, "a").tags()).containsExactly("latest");
            assertThat(client.notices).anyMatch(line -> line.contains("certificate"));
        }
    }

    @Test
    void a_registry_that_wants_to_know_us_is_shown_the_certificate_of_its_folder()
            throws IOException {
        Certificates good = Certificates.good(made);
        Certificates us = Certificates.client(made);
        try (ScriptedRegistry registry = ScriptedRegistry.open(good.demanding(us))) {
            registry.with("a", "latest", TestImage.of(10));
            try (Client client = client(registry, good)) {
                Path folder =
                        home.resolve(".config/containers/certs.d").resolve(registry.authority());
                Files.copy(us.pem(), folder.resolve("us.cert"));
                Files.writeString(
                        folder.resolve("us.key"),
                        "-----BEGIN PRIVATE KEY-----\n"
                                + Base64.getMimeEncoder().encodeToString(us.key())
                                + "\n-----END PRIVATE KEY-----\n");
                assertThat(client.repository(registry, "a").tags()).containsExactly("latest");
            }
        }
    }
}
