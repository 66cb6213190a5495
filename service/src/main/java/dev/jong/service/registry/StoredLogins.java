package dev.jong.service.registry;

import dev.jong.image.registry.Credentials;
import dev.jong.image.registry.auth.CredentialFiles;
import dev.jong.oci.Reference;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Logins in the files and helpers that registries are asked with, too.
public final class StoredLogins implements KeptLogins {
    private final CredentialFiles files;

    /// See [KeptLogins.Open#of].
    public StoredLogins(Map<String, String> environment, Optional<Path> authFile) {
        this.files = new CredentialFiles(environment, authFile);
    }

    @Override
    public Optional<Credentials> find(String server) {
        // Credentials are stored for names; any name of the registry finds those of the registry.
        return files.find(new Reference(server, "any", Optional.of("latest"), Optional.empty()));
    }

    @Override
    public String store(String server, Credentials credentials) {
        return files.store(server, credentials);
    }

    @Override
    public boolean erase(String server) {
        return files.erase(server);
    }

    @Override
    public void eraseAll() {
        files.eraseAll();
    }
}
