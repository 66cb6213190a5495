package dev.jong.image.registry;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// How a caller wants to reach registries: what the command line says, and where its environment keeps the rest.
///
/// @param credentials `--creds`, before all that is stored
/// @param insecure `--tls-verify=false`: certificates are not checked, and http is tried
/// @param certificates `--cert-dir`: CA and client certificates, instead of those of the usual directories
/// @param authFile `--authfile`, instead of the usual files
/// @param environment the caller's: HOME, DOCKER_CONFIG, REGISTRY_AUTH_FILE, proxies, PATH for credential helpers
public record Access(
        Optional<Credentials> credentials,
        boolean insecure,
        Optional<Path> certificates,
        Optional<Path> authFile,
        Map<String, String> environment) {
    public Access {
        environment = Map.copyOf(environment);
    }

    /// Nothing said on the command line.
    public static Access plain(Map<String, String> environment) {
        return new Access(Optional.empty(), false, Optional.empty(), Optional.empty(), environment);
    }
}
