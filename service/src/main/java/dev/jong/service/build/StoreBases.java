package dev.jong.service.build;

import dev.jong.base.JongException;
import dev.jong.build.solver.Base;
import dev.jong.build.solver.Bases;
import dev.jong.build.step.Tree;
import dev.jong.build.step.TreeLayer;
import dev.jong.image.Image;
import dev.jong.image.Images;
import dev.jong.image.MissingLayers;
import dev.jong.oci.Platform;
import dev.jong.service.container.RunOptions.Pull;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/// Finds base images in the store, and has those fetched that are not there. Each is asked for once in a build.
public final class StoreBases implements Bases {
    private final Images images;
    private final MissingLayers missing;
    private final Predicate<String> install;
    private final Fetch fetch;
    private final Pull when;
    private final Map<String, Base> known = new ConcurrentHashMap<>();

    /// Fetches an image into the store.
    public interface Fetch {
        /// @throws JongException when it cannot be had
        void fetch(String reference, Platform platform);
    }

    /// @param missing unpacks what is not unpacked
    /// @param install brings an image that comes with Jong into the store; false when there is none of that name
    /// @param when the registry is asked; NEVER is the fetch's business
    public StoreBases(
            Images images,
            MissingLayers missing,
            Predicate<String> install,
            Fetch fetch,
            Pull when) {
        this.images = images;
        this.missing = missing;
        this.install = install;
        this.fetch = fetch;
        this.when = when;
    }

    @Override
    public Base find(String reference, Platform platform) {
        return known.computeIfAbsent(reference + ' ' + platform, key -> look(reference, platform));
    }

    private Base look(String reference, Platform platform) {
        if (!reference.startsWith("sha256:")) {
            renew(reference, platform);
        }
        Optional<Image> found = images.find(reference, Optional.of(platform));
        if (found.isEmpty() && install.test(reference)) {
            found = images.find(reference, Optional.of(platform));
        }
        if (found.isEmpty()) {
            fetch.fetch(reference, platform);
            found = images.find(reference, Optional.of(platform));
        }
        Image image = found.orElseThrow(() -> Images.notFound(reference));
        missing.complete(image);
        return base(reference, image);
    }

    /// Of what is newer nobody knows when the registry can't be asked: then what is here will do.
    private void renew(String reference, Platform platform) {
        if (when == Pull.ALWAYS) {
            fetch.fetch(reference, platform);
        } else if (when == Pull.NEWER) {
            try {
                fetch.fetch(reference, platform);
            } catch (JongException unknown) {
                if (images.find(reference, Optional.of(platform)).isEmpty()) {
                    throw unknown;
                }
            }
        }
    }

    static Base base(String reference, Image image) {
        List<TreeLayer> layers = new ArrayList<>();
        for (int i = 0; i < image.diffIds().size(); i++) {
            layers.add(new TreeLayer(image.diffIds().get(i), image.content().layers().get(i)));
        }
        return new Base(
                reference,
                image.manifest().digest(),
                image.config().json(),
                new Tree(layers),
                image.config().createdAt().orElse(Instant.EPOCH));
    }
}
