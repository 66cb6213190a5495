package dev.jong.service.build;

import dev.jong.build.step.TreeLayer;
import dev.jong.service.container.BriefContainer;
import java.time.Instant;
import java.util.Optional;

/// Stores what a step's program changed.
public interface StepChanges {
    /// Makes a layer of it.
    ///
    /// @param latest times after this become this
    /// @return empty when nothing was changed
    Optional<TreeLayer> pack(BriefContainer container, Instant latest);
}
