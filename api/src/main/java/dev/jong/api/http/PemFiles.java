package dev.jong.api.http;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import java.io.ByteArrayInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// A server's certificate and key out of files as OpenSSL and certificate authorities write them (PEM).
public final class PemFiles {
    private static final int FILE_BYTES = 1 << 20;
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");

    private PemFiles() {}

    /// What TLS needs to serve.
    ///
    /// @param certificate the server's certificate first, then those that lead to the authority
    /// @param key PKCS #8, PKCS #1 or SEC 1, without a password
    /// @throws JongException INVALID_ARGUMENT naming the file
    public static SSLContext context(Path certificate, Path key) {
        Certificate[] chain = chain(certificate);
        PrivateKey secret = key(key);
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("server", secret, new char[0], chain);
            KeyManagerFactory keys =
                    KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, new char[0]);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, new SecureRandom());
            if (!secret.getAlgorithm().equals(chain[0].getPublicKey().getAlgorithm())) {
                throw bad(key, "it is not the key of the certificate", "");
            }
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw bad(key, "it does not fit the certificate", "").causedBy(e);
        }
    }

    private static Certificate[] chain(Path file) {
        try {
            Collection<? extends Certificate> all =
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(new ByteArrayInputStream(read(file)));
            if (all.isEmpty()) {
                throw bad(file, "there is no certificate in it", "it has to be PEM");
            }
            return all.toArray(new Certificate[0]);
        } catch (GeneralSecurityException e) {
            throw bad(file, "it is no certificate", "it has to be PEM").causedBy(e);
        }
    }

    private static PrivateKey key(Path file) {
        String text = Text.of(read(file));
        int begin = text.indexOf("-----BEGIN ");
        while (begin >= 0) {
            int nameEnd = text.indexOf("-----", begin + 11);
            String name = nameEnd < 0 ? "" : text.substring(begin + 11, nameEnd);
            int end = text.indexOf("-----END " + name + "-----", begin);
            if (end < 0 || name.isEmpty()) {
                break;
            }
            if (name.endsWith("PRIVATE KEY")) {
                return key(file, name, text.substring(nameEnd + 5, end));
            }
            begin = text.indexOf("-----BEGIN ", end);
        }
        throw bad(file, "there is no private key in it", "it has to be PEM");
    }

    private static PrivateKey key(Path file, String name, String base64) {
        if (name.startsWith("ENCRYPTED") || base64.contains("ENCRYPTED")) {
            throw bad(
                    file,
                    "the key has a password",
                    "take it off with: openssl pkey -in KEY -out PLAIN");
        }
        try {
            byte[] der = Base64.getMimeDecoder().decode(Text.bytes(base64));
            byte[] encoded =
                    switch (name) {
                        case "RSA PRIVATE KEY" -> PemDer.ofRsa(der);
                        case "EC PRIVATE KEY" -> PemDer.ofEc(der);
                        default -> der;
                    };
            return key(file, new PKCS8EncodedKeySpec(encoded));
        } catch (IllegalArgumentException e) {
            throw bad(file, "the key cannot be read", "").causedBy(e);
        }
    }

    private static PrivateKey key(Path file, PKCS8EncodedKeySpec encoded) {
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
            } catch (InvalidKeySpecException e) {
                continue; // A key for another algorithm.
            } catch (GeneralSecurityException e) {
                throw bad(file, "this Java runtime has no " + algorithm, "").causedBy(e);
            }
        }
        throw bad(file, "the key is neither RSA nor EC nor Ed25519", "");
    }

    private static byte[] read(Path file) {
        try (InputStream in = new FileInputStream(file.toFile())) {
            byte[] bytes = in.readNBytes(FILE_BYTES + 1);
            if (bytes.length > FILE_BYTES) {
                throw bad(file, "it is larger than " + FILE_BYTES + " bytes", "");
            }
            return bytes;
        } catch (IOException e) {
            throw bad(file, Text.printable(Text.utf8(String.valueOf(e.getMessage()))), "")
                    .causedBy(e);
        }
    }

    private static JongException bad(Path file, String why, String hint) {
        return JongException.of(
                        ErrorKind.INVALID_ARGUMENT,
                        "cannot use " + Text.printable(Text.of(file)) + " for TLS: " + why)
                .hint(hint);
    }
}
