package dev.jong.service.build;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.build.step.TreeLayer;
import dev.jong.image.NewLayer;
import dev.jong.linux.Syscalls;
import dev.jong.service.container.BriefContainer;
import dev.jong.service.container.RootParts;
import dev.jong.store.content.ContentStore;
import dev.jong.store.layer.Compression;
import dev.jong.store.layer.Layers;
import dev.jong.store.snapshot.PackTree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Packs a writable layer as it is: times stay what they are.
public record PackUpper(Syscalls kernel, ContentStore content, Layers layers)
        implements StepChanges {
    @Override
    public Optional<TreeLayer> pack(BriefContainer container, Instant latest) {
        RootParts parts = container.parts();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(parts.upper())) {
            if (!files.iterator().hasNext()) {
                return Optional.empty();
            }
            NewLayer.Stored stored =
                    new NewLayer(content)
                            .store(
                                    Compression.NONE,
                                    tar ->
                                            PackTree.pack(
                                                    kernel,
                                                    List.of(parts.upper()),
                                                    PackTree.Scope.CHANGES,
                                                    parts.owners(),
                                                    tar));
            try (InputStream in = content.open(stored.blob().digest())) {
                layers.unpack(stored.diffId(), in, 1L << 40);
            }
            return Optional.of(new TreeLayer(stored.diffId(), stored.blob()));
        } catch (IOException e) {
            throw JongException.of(
                            ErrorKind.UNAVAILABLE,
                            "cannot make a layer of what a step changed: " + e.getMessage())
                    .causedBy(e);
        }
    }
}
