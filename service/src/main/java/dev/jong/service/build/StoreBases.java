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
    private final boolean always;
    private final Map<String, Base> known = new ConcurrentHashMap<>();

    /// Fetches an image into the store.
    public interface Fetch {
        /// @throws JongException when it cannot be had
        void fetch(String reference, Platform platform);
    }

    /// @param missing unpacks what is not unpacked
    /// @param install brings an image that comes with Jong into the store; false when there is none of that name
    /// @param always whether the registry is asked for what is here, too
    public StoreBases(
            Images images,
            MissingLayers missing,
            Predicate<String> install,
            Fetch fetch,
            boolean always) {
        this.images = images;
        this.missing = missing;
        this.install = install;
        this.fetch = fetch;
        this.always = always;
    }

    @Override
    public Base find(String reference, Platform platform) {
        return known.computeIfAbsent(reference + ' ' + platform, key -> look(reference, platform));
    }

    private Base look(String reference, Platform platform) {
        if (always && !reference.startsWith("sha256:")) {
            fetch.fetch(reference, platform);
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
