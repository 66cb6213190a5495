package dev.jong.service.build;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.build.layer.ChangesLayer;
import dev.jong.build.step.TreeLayer;
import dev.jong.service.container.BriefContainer;
import dev.jong.service.container.RootParts;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Makes layers of what programs have left in the writable layers of their containers.
public record PackUpper(ChangesLayer layers) implements StepChanges {
    @Override
    public Optional<TreeLayer> pack(BriefContainer container, Instant latest) {
        RootParts parts = container.parts();
        if (parts.copied()) {
            throw JongException.of(
                            ErrorKind.PRECONDITION,
                            "nobody can tell what a step has removed: nothing can be mounted on this host")
                    .hint("jong doctor says what is missing");
        }
        return layers.store(
                new ChangesLayer.Ran(parts.upper(), parts.lower(), List.of(), parts.owners()),
                latest);
    }
}
