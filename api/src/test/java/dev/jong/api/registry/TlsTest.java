package dev.jong.api.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.JongException;
import dev.jong.base.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// TLS with keys in the forms in which they come.
class TlsTest {
    private static final char[] PASSWORD = "scripted".toCharArray();

    @TempDir Path directory;

    @ParameterizedTest
    @CsvSource({
        "RSA,2048,PRIVATE KEY",
        "RSA,2048,RSA PRIVATE KEY",
        "EC,256,PRIVATE KEY",
        "EC,256,EC PRIVATE KEY",
        "Ed25519,,PRIVATE KEY"
    })
    void serves_with_keys_of_all_forms(String algorithm, String size, String form)
            throws Exception {
        KeyStore keys = keys("server", algorithm, size == null ? "" : size);
        Path key = pem(form, key(keys, form));
        try (TestRegistry registry = serving(certificate(keys), key);
                SSLSocket socket = connect(keys, registry, "TLSv1.2", "TLSv1.3")) {
            socket.getOutputStream()
                    .write(
                            Text.bytes(
                                    "GET /v2/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"));
            assertThat(Text.of(socket.getInputStream().readAllBytes())).startsWith("HTTP/1.1 200 ");
            assertThat(registry.server.url()).startsWith("https://127.0.0.1:");
        }
    }

    @Test
    void older_versions_of_tls_are_refused() throws Exception {
        KeyStore keys = keys("server", "EC", "256");
        Path key = pem("PRIVATE KEY", key(keys, ""));
        try (TestRegistry registry = serving(certificate(keys), key)) {
            assertThatThrownBy(() -> connect(keys, registry, "TLSv1.1").startHandshake())
                    .isInstanceOf(SSLException.class);
        }
    }

    @Test
    void a_key_of_another_certificate_and_files_that_are_none_are_refused() throws Exception {
        KeyStore keys = keys("server", "RSA", "2048");
        KeyStore others = keys("other", "EC", "256");
        Path certificate = certificate(keys);
        for (Path key :
                new Path[] {
                    pem("PRIVATE KEY", key(others, "")),
                    pem("ENCRYPTED PRIVATE KEY", new byte[10]),
                    pem("EC PRIVATE KEY", new byte[10]),
                    directory.resolve("missing"),
                    certificate
                }) {
            assertThatThrownBy(() -> serving(certificate, key).close())
                    .isInstanceOf(JongException.class)
                    .hasMessageContaining("for TLS");
        }
    }

    private TestRegistry serving(Path certificate, Path key) {
        return TestRegistry.guarded(
                directory.resolve("registry"),
                Optional.of(new RegistryServer.Tls(certificate, key)),
                Optional.empty());
    }

    /// A self-signed certificate and its key, by the running JDK's `keytool`.
    private KeyStore keys(String name, String algorithm, String size) throws Exception {
        Path file = directory.resolve(name + ".p12");
        ProcessBuilder keytool =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                        "-genkeypair",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        new String(PASSWORD),
                        "-alias",
                        "server",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-keyalg",
                        algorithm);
        if (!size.isEmpty()) {
            keytool.command().addAll(java.util.List.of("-keysize", size));
        }
        Process process = keytool.redirectErrorStream(true).start();
        String said = Text.of(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(said).isZero();
        return KeyStore.getInstance(file.toFile(), PASSWORD);
    }

    private Path certificate(KeyStore keys) throws GeneralSecurityException, IOException {
        return pem("CERTIFICATE", certificateOf(keys).getEncoded());
    }

    private static Certificate certificateOf(KeyStore keys) throws GeneralSecurityException {
        return keys.getCertificate("server");
    }

    /// The key in the form of PKCS #8, or what is inside of that: the older forms.
    private static byte[] key(KeyStore keys, String form) throws GeneralSecurityException {
        byte[] pkcs8 = keys.getKey("server", PASSWORD).getEncoded();
        return switch (form) {
            case "RSA PRIVATE KEY" -> Arrays.copyOfRange(pkcs8, 26, pkcs8.length);
            // Version and value as in the key, and behind them the curve P-256.
            case "EC PRIVATE KEY" -> sec1(pkcs8);
            default -> pkcs8;
        };
    }

    private static byte[] sec1(byte[] pkcs8) {
        int value = pkcs8.length;
        for (int i = 0; i + 34 < pkcs8.length && value == pkcs8.length; i++) {
            if (pkcs8[i] == 2 && pkcs8[i + 1] == 1 && pkcs8[i + 2] == 1 && pkcs8[i + 3] == 4) {
                value = i + 5;
            }
        }
        byte[] head = {0x30, 49, 2, 1, 1, 4, 32};
        byte[] curve = {(byte) 0xa0, 10, 6, 8, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 3, 1, 7};
        byte[] out = Arrays.copyOf(head, head.length + 32 + curve.length);
        System.arraycopy(pkcs8, value, out, head.length, 32);
        System.arraycopy(curve, 0, out, head.length + 32, curve.length);
        return out;
    }

    private Path pem(String name, byte[] der) throws IOException {
        Path file = Files.createTempFile(directory, "pem", "");
        Files.writeString(
                file,
                "-----BEGIN "
                        + name
                        + "-----\n"
                        + Base64.getMimeEncoder().encodeToString(der)
                        + "\n-----END "
                        + name
                        + "-----\n");
        return file;
    }

    private static SSLSocket connect(KeyStore keys, TestRegistry registry, String... protocols)
            throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", certificateOf(keys));
        TrustManagerFactory trust =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), new SecureRandom());
        SSLSocket socket =
                (SSLSocket)
                        context.getSocketFactory()
                                .createSocket("127.0.0.1", registry.server.port());
        socket.setEnabledProtocols(protocols);
        return socket;
    }
}
