package dev.jong.image.registry.tls;

import dev.jong.base.Text;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where certificates lie: for each registry in directories that Docker and containers share (`certs.d/HOST:PORT`),
/// and for all in the bundle of the distribution.
final class CertificateFiles {
    private static final String[] BUNDLES = {
        "/etc/ssl/certs/ca-certificates.crt",
        "/etc/pki/tls/certs/ca-bundle.crt",
        "/etc/ssl/ca-bundle.pem",
        "/etc/ssl/cert.pem",
    };

    private final Map<String, String> environment;
    private final Optional<Path> only;

    /// @param environment the caller's: HOME, XDG_CONFIG_HOME, SSL_CERT_FILE
    /// @param only `--cert-dir`, instead of the usual directories
    CertificateFiles(Map<String, String> environment, Optional<Path> only) {
        this.environment = environment;
        this.only = only;
    }

    /// The bundle of well-known certificates.
    Optional<Path> bundle() {
        String named = environment.getOrDefault("SSL_CERT_FILE", "");
        if (!named.isEmpty()) {
            return Optional.of(Text.path(named));
        }
        for (String bundle : BUNDLES) {
            if (Files.isReadable(Path.of(bundle))) {
                return Optional.of(Path.of(bundle));
            }
        }
        return Optional.empty();
    }

    /// The files about a registry that end so, sorted by name.
    ///
    /// @param authority host and optional port
    List<Path> files(String authority, String ending) throws IOException {
        List<Path> out = new ArrayList<>();
        for (Path directory : directories(authority)) {
            if (!Files.isDirectory(directory)) {
                continue;
            }
            try (DirectoryStream<Path> all = Files.newDirectoryStream(directory, "*" + ending)) {
                all.forEach(out::add);
            }
        }
        out.sort(null);
        return out;
    }

    private List<Path> directories(String authority) {
        if (only.isPresent()) {
            return List.of(only.get());
        }
        List<Path> out = new ArrayList<>();
        String home = environment.getOrDefault("HOME", "");
        String config = environment.getOrDefault("XDG_CONFIG_HOME", home + "/.config");
        for (String base :
                new String[] {
                    config + "/containers/certs.d",
                    config + "/docker/certs.d",
                    "/etc/containers/certs.d",
                    "/etc/docker/certs.d"
                }) {
            if (base.startsWith("/")) {
                out.add(Text.path(base).resolve(authority));
                out.add(Text.path(base).resolve(withPort(authority)));
            }
        }
        return List.copyOf(new java.util.LinkedHashSet<>(out));
    }

    private static String withPort(String authority) {
        return authority.lastIndexOf(':') > authority.lastIndexOf(']')
                ? authority
                : authority + ":443";
    }
}
