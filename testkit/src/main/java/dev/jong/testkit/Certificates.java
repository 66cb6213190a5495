package dev.jong.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManagerFactory;

/// A certificate that signs itself, made by the `keytool` of the running JDK, for a server or a client.
public final class Certificates {
    private static final char[] PASSWORD = "scripted".toCharArray();

    private final Path directory;
    private final String name;
    private String[] protocols = {"TLSv1.3", "TLSv1.2"};
    private List<Certificates> clients = List.of();

    private Certificates(Path directory, String name) {
        this.directory = directory;
        this.name = name;
    }

    /// A certificate of 127.0.0.1 and localhost.
    public static Certificates good(Path directory) {
        return make(directory, "good", "san=ip:127.0.0.1,dns:localhost", "-1d", "30");
    }

    /// A certificate that is out of date.
    public static Certificates expired(Path directory) {
        return make(directory, "expired", "san=ip:127.0.0.1", "-10d", "2");
    }

    /// A certificate of another host.
    public static Certificates ofAnotherHost(Path directory) {
        return make(directory, "other", "san=dns:other.example", "-1d", "30");
    }

    /// A certificate to be known by.
    public static Certificates client(Path directory) {
        return make(directory, "client", "san=dns:client.example", "-1d", "30");
    }

    /// The same, spoken in old versions of TLS only.
    public Certificates protocols(String... only) {
        protocols = only.clone();
        return this;
    }

    /// The same, for clients with one of these only.
    public Certificates demanding(Certificates... known) {
        clients = List.of(known);
        return this;
    }

    /// The certificate as PEM, for a trusting client.
    public Path pem() {
        return directory.resolve(name + ".crt");
    }

    /// The private key as DER, PKCS 8.
    public byte[] key() {
        try {
            return store().getKey("jong", PASSWORD).getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    ServerSocket listen(InetAddress address) {
        try {
            SSLServerSocket socket =
                    (SSLServerSocket)
                            context().getServerSocketFactory().createServerSocket(0, 50, address);
            socket.setEnabledProtocols(protocols);
            socket.setNeedClientAuth(!clients.isEmpty());
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private SSLContext context() throws GeneralSecurityException, IOException {
        KeyManagerFactory keys =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store(), PASSWORD);
        TrustManagerFactory trust =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        KeyStore known = KeyStore.getInstance("PKCS12");
        known.load(null, PASSWORD);
        for (Certificates client : clients) {
            known.setCertificateEntry(client.name, client.store().getCertificate("jong"));
        }
        SSLContext context = SSLContext.getInstance("TLS");
        if (clients.isEmpty()) {
            context.init(keys.getKeyManagers(), null, null);
            return context;
        }
        trust.init(known);
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private KeyStore store() {
        try (InputStream in = Files.newInputStream(directory.resolve(name + ".p12"))) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, PASSWORD);
            return store;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Certificates make(
            Path directory, String name, String extension, String start, String days) {
        String store = directory.resolve(name + ".p12").toString();
        keytool(
                "-genkeypair",
                "-alias",
                "jong",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=" + name,
                "-ext",
                extension,
                "-ext",
                "bc:c=ca:true",
                "-startdate",
                start,
                "-validity",
                days,
                "-storetype",
                "PKCS12",
                "-keystore",
                store,
                "-storepass",
                new String(PASSWORD));
        Certificates out = new Certificates(directory, name);
        keytool(
                "-exportcert",
                "-rfc",
                "-alias",
                "jong",
                "-file",
                out.pem().toString(),
                "-keystore",
                store,
                "-storepass",
                new String(PASSWORD));
        return out;
    }

    private static void keytool(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.add("-J-XX:TieredStopAtLevel=1");
        command.add("-J-XX:+UseSerialGC");
        command.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String said =
                    new String(
                            process.getInputStream().readAllBytes(),
                            java.nio.charset.StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException("keytool: " + said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
