package dev.jong.image.registry.tls;

import dev.jong.image.registry.http.Tls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/// The certificates that a user and a host trust: the Java runtime's own, the distribution's bundle (a bundled runtime
/// may have none of its own), and those that lie in the registry's folder of `certs.d`, with the certificates to show
/// there. What is for one registry is used for no other.
public final class RegistryTls implements Tls {
    private static final char[] NO_PASSWORD = new char[0];

    private final CertificateFiles files;
    private final Map<String, SSLSocketFactory> made = new ConcurrentHashMap<>();

    /// Certificates that count everywhere, read when the first encrypted connection is made; guarded by itself.
    private final List<Certificate> everywhere = new ArrayList<>();

    /// @param environment the caller's: HOME, XDG_CONFIG_HOME, SSL_CERT_FILE
    /// @param directory `--cert-dir`, instead of the usual directories
    public RegistryTls(Map<String, String> environment, Optional<Path> directory) {
        this.files = new CertificateFiles(Map.copyOf(environment), directory);
    }

    @Override
    public SSLSocketFactory sockets(String authority, boolean insecure) throws IOException {
        String key = (insecure ? "any " : "known ") + authority;
        SSLSocketFactory before = made.get(key);
        if (before != null) {
            return before;
        }
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys(authority), trust(authority, insecure), null);
            made.put(key, context.getSocketFactory());
            return context.getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new IOException("cannot use the certificates for " + authority, e);
        }
    }

    private TrustManager[] trust(String authority, boolean insecure)
            throws GeneralSecurityException, IOException {
        if (insecure) {
            return new TrustManager[] {new TrustEverything()};
        }
        KeyStore store = empty();
        int number = 0;
        for (Certificate certificate : everywhere()) {
            store.setCertificateEntry("everywhere" + number++, certificate);
        }
        for (Path file : files.files(authority, ".crt")) {
            for (Certificate certificate : Pem.certificates(file)) {
                store.setCertificateEntry("registry" + number++, certificate);
            }
        }
        TrustManager[] managers = managers(store);
        for (int i = 0; i < managers.length; i++) {
            if (managers[i] instanceof X509ExtendedTrustManager manager) {
                managers[i] = new InDate(manager);
            }
        }
        return managers;
    }

    private List<Certificate> everywhere() throws GeneralSecurityException, IOException {
        synchronized (everywhere) {
            if (everywhere.isEmpty()) {
                for (TrustManager manager : managers(null)) {
                    if (manager instanceof X509TrustManager known) {
                        everywhere.addAll(List.of(known.getAcceptedIssuers()));
                    }
                }
                Optional<Path> bundle = files.bundle();
                if (bundle.isPresent()) {
                    everywhere.addAll(Pem.certificates(bundle.get()));
                }
            }
            return List.copyOf(everywhere);
        }
    }

    /// The certificates to show: each `NAME.cert` with its `NAME.key`.
    private KeyManager @Nullable [] keys(String authority)
            throws GeneralSecurityException, IOException {
        List<Path> certificates = files.files(authority, ".cert");
        if (certificates.isEmpty()) {
            return null;
        }
        KeyStore store = empty();
        for (Path file : certificates) {
            String name = String.valueOf(file.getFileName());
            String stem = name.substring(0, name.length() - ".cert".length());
            Path key = file.resolveSibling(stem + ".key");
            if (!Files.exists(key)) {
                throw new IOException("the client certificate " + file + " has no key " + key);
            }
            Certificate[] chain = Pem.certificates(file).toArray(new Certificate[0]);
            store.setKeyEntry(name, key(key), NO_PASSWORD, chain);
        }
        KeyManagerFactory factory =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory.getKeyManagers();
    }

    private static PrivateKey key(Path file) throws IOException {
        try {
            return Pem.key(file);
        } catch (IOException e) {
            throw new IOException("cannot use " + file + ": " + e.getMessage(), e);
        }
    }

    private static TrustManager[] managers(@Nullable KeyStore store)
            throws GeneralSecurityException {
        TrustManagerFactory factory =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_PASSWORD);
        return store;
    }
}
