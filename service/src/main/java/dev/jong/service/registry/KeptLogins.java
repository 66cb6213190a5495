package dev.jong.service.registry;

import dev.jong.image.registry.Credentials;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// The logins that a user has stored: the seam to the files and helper programs that keep them.
public interface KeptLogins {
    /// Opens what a caller has stored.
    @FunctionalInterface
    interface Open {
        /// Nothing is read yet.
        ///
        /// @param environment the caller's
        /// @param authFile `--authfile`, instead of the usual files
        KeptLogins of(Map<String, String> environment, Optional<Path> authFile);
    }

    /// The credentials for a registry as a whole.
    Optional<Credentials> find(String server);

    /// Stores credentials.
    ///
    /// @return the absolute path of the file that they are in, unencrypted, or what a helper is called
    String store(String server, Credentials credentials);

    /// Forgets the credentials for a registry; false when there were none.
    boolean erase(String server);

    /// Forgets all credentials.
    void eraseAll();
}
