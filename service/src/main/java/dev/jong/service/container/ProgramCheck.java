package dev.jong.service.container;

import dev.jong.runtime.spec.Spec;
import java.util.Optional;

/// Looks for what keeps a container's program from being run. Asked only when it could not be.
public interface ProgramCheck {
    /// What is wrong with it; `text` says it of "it", the program. Empty when nothing is found.
    Optional<Finding> of(Spec spec);

    /// Finds nothing.
    static ProgramCheck none() {
        return spec -> Optional.empty();
    }
}
