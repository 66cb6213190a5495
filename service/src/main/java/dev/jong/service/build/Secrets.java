package dev.jong.service.build;

import java.util.Optional;

/// What the caller of a build lends to its steps. Nothing of it may come to lie on a disk.
public interface Secrets {
    /// None.
    Secrets NONE =
            new Secrets() {
                @Override
                public Optional<byte[]> secret(String id) {
                    return Optional.empty();
                }

                @Override
                public Optional<String> agent(String id) {
                    return Optional.empty();
                }
            };

    /// The content of a secret; empty when the caller gave none of that id.
    Optional<byte[]> secret(String id);

    /// The path of an ssh agent's socket, a byte string; empty when the caller gave none of that id.
    Optional<String> agent(String id);
}
