package dev.jong.service.build;

import java.util.List;
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
                public Optional<Agent> agent(String id) {
                    return Optional.empty();
                }
            };

    /// An ssh agent that steps may ask.
    sealed interface Agent {
        /// One of the caller's.
        ///
        /// @param path of its socket, a byte string
        record Socket(String path) implements Agent {}

        /// One that has keys of the caller.
        ///
        /// @param files paths of private keys, byte strings
        record Keys(List<String> files) implements Agent {
            public Keys {
                files = List.copyOf(files);
            }
        }
    }

    /// The content of a secret; empty when the caller gave none of that id.
    Optional<byte[]> secret(String id);

    /// An ssh agent; empty when the caller gave none of that id.
    Optional<Agent> agent(String id);
}
