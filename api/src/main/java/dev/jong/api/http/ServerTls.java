package dev.jong.api.http;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.image.registry.tls.Pem;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// What a server needs for TLS, out of files as OpenSSL and certificate authorities write them (PEM).
public final class ServerTls {
    private ServerTls() {}

    /// Reads both files.
    ///
    /// @param certificate the server's certificate first, then those that lead to the authority
    /// @param key PKCS #8, PKCS #1 or SEC 1, without a password
    /// @throws JongException INVALID_ARGUMENT naming the file
    public static SSLContext context(Path certificate, Path key) {
        Certificate[] chain = chain(certificate);
        PrivateKey secret = key(key);
        if (!secret.getAlgorithm().equals(chain[0].getPublicKey().getAlgorithm())) {
            throw bad(key, "it is not the key of the certificate", "");
        }
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("server", secret, new char[0], chain);
            KeyManagerFactory keys =
                    KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, new char[0]);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, new SecureRandom());
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw bad(key, "it does not fit the certificate", "").causedBy(e);
        }
    }

    private static Certificate[] chain(Path file) {
        try {
            Certificate[] chain = Pem.certificates(file).toArray(new Certificate[0]);
            if (chain.length == 0) {
                throw bad(file, "there is no certificate in it", "it has to be PEM");
            }
            return chain;
        } catch (IOException e) {
            throw unreadable(file, e, "");
        }
    }

    private static PrivateKey key(Path file) {
        try {
            return Pem.key(file);
        } catch (IOException e) {
            throw unreadable(file, e, "a password goes with: openssl pkey -in KEY -out PLAIN");
        }
    }

    private static JongException unreadable(Path file, IOException e, String hint) {
        return bad(file, Text.printable(Text.utf8(String.valueOf(e.getMessage()))), hint)
                .causedBy(e);
    }

    private static JongException bad(Path file, String why, String hint) {
        return JongException.of(
                        ErrorKind.INVALID_ARGUMENT,
                        "cannot use " + Text.printable(Text.of(file)) + " for TLS: " + why)
                .hint(hint);
    }
}
