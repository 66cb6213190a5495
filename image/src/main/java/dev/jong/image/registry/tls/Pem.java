package dev.jong.image.registry.tls;

import dev.jong.base.Text;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// Certificates and private keys between `-----BEGIN` and `-----END` lines (RFC 7468).
public final class Pem {
    private static final int LIMIT = 4 << 20;
    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";

    private Pem() {}

    /// All certificates of a file. One that this Java runtime does not understand is left out.
    public static List<Certificate> certificates(Path file) throws IOException {
        List<Certificate> out = new ArrayList<>();
        String text = read(file);
        for (int at = 0; ; ) {
            Optional<Block> block = Block.next(text, at);
            if (block.isEmpty()) {
                return out;
            }
            at = block.get().end();
            if (block.get().label().endsWith("CERTIFICATE")) {
                try {
                    out.add(certificate(block.get().bytes()));
                } catch (CertificateException | IllegalArgumentException e) {
                    continue;
                }
            }
        }
    }

    /// The first private key of a file: PKCS 8, or the older forms of RSA (PKCS 1) and elliptic curves (RFC 5915).
    ///
    /// @throws IOException also when there is none, or only one with a password
    public static PrivateKey key(Path file) throws IOException {
        String text = read(file);
        for (int at = 0; ; ) {
            Optional<Block> block = Block.next(text, at);
            if (block.isEmpty()) {
                throw new IOException("it has no private key that can be used without a password");
            }
            at = block.get().end();
            try {
                Optional<byte[]> key =
                        switch (block.get().label()) {
                            case "PRIVATE KEY" -> Optional.of(block.get().bytes());
                            case "RSA PRIVATE KEY" -> Optional.of(Der.ofRsa(block.get().bytes()));
                            case "EC PRIVATE KEY" -> Optional.of(Der.ofCurve(block.get().bytes()));
                            default -> Optional.empty();
                        };
                if (key.isPresent()) {
                    return key(key.get());
                }
            } catch (GeneralSecurityException | IllegalArgumentException e) {
                throw new IOException("its private key cannot be used", e);
            }
        }
    }

    private static PrivateKey key(byte[] pkcs8) throws GeneralSecurityException {
        GeneralSecurityException last = new GeneralSecurityException("no such kind of key");
        for (String kind : new String[] {"RSA", "EC", "EdDSA"}) {
            try {
                return KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            } catch (GeneralSecurityException e) {
                last = e;
            }
        }
        throw last;
    }

    private static Certificate certificate(byte[] der) throws CertificateException {
        return CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(der));
    }

    private static String read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return Text.of(in.readNBytes(LIMIT));
        }
    }

    /// One encoded thing.
    ///
    /// @param label such as `CERTIFICATE`
    /// @param end where the next may begin
    private record Block(String label, String base64, int end) {
        static Optional<Block> next(String text, int from) {
            int begin = text.indexOf(BEGIN, from);
            int close = begin < 0 ? -1 : text.indexOf("-----", begin + BEGIN.length());
            int end = close < 0 ? -1 : text.indexOf(END, close);
            if (end < 0) {
                return Optional.empty();
            }
            String label = text.substring(begin + BEGIN.length(), close);
            return Optional.of(
                    new Block(label, text.substring(close + 5, end), end + END.length()));
        }

        byte[] bytes() {
            return Base64.getMimeDecoder().decode(Text.bytes(base64));
        }
    }
}
