package dev.jong.service.image;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.image.Image;
import dev.jong.image.ImageReader;
import dev.jong.image.Images;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;
import dev.jong.oci.Platform;
import dev.jong.store.Store;
import dev.jong.store.reference.StoredReference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Takes the images for some platforms out of one that is here for several: their manifests go, and with the next sweep
/// what only they need. The index stays as it is, as after a pull for one platform.
final class RemovePlatforms {
    private final Store store;
    private final ImageReader reader;
    private final Set<Digest> used;

    /// @param used ids of images that containers need
    RemovePlatforms(Store store, Set<Digest> used) {
        this.store = store;
        this.reader = new ImageReader(store.content());
        this.used = used;
    }

    /// Removes the manifests.
    ///
    /// @return ids of what is gone; empty when these are all platforms that there are, and nothing was done
    List<Digest> run(String text, List<Platform> platforms, boolean force) {
        Descriptor target = new Images(store).resolve(text, Optional.empty()).target();
        List<Image> here = reader.readAll(Optional.empty(), target);
        Map<Digest, Image> chosen = new LinkedHashMap<>();
        for (Platform platform : platforms) {
            Image image = choose(here, platform, text);
            chosen.put(image.manifest().digest(), image);
        }
        if (chosen.size() == here.size()) {
            return List.of();
        }
        chosen.values().forEach(image -> check(image, target, text, force));
        List<Digest> gone = new ArrayList<>();
        chosen.forEach((manifest, image) -> {
            store.content().remove(manifest);
            gone.add(image.id());
        });
        return gone;
    }

    private static Image choose(List<Image> here, Platform wanted, String text) {
        Image best = null;
        for (Image image : here) {
            int fitness = image.config().platform().fitness(wanted);
            if (fitness > (best == null ? 0 : best.config().platform().fitness(wanted))) {
                best = image;
            }
        }
        if (best == null) {
            String there =
                    String.join(
                            ", ",
                            here.stream()
                                    .map(image ->
                                            Text.printable(image.config().platform().toString()))
                                    .toList());
            throw JongException.of(
                    ErrorKind.NOT_FOUND,
                    "the image "
                            + Text.printable(text)
                            + " is not here for "
                            + wanted
                            + ", only for "
                            + there);
        }
        return best;
    }

    private void check(Image image, Descriptor target, String text, boolean force) {
        String what = Text.printable(text) + " for " + image.config().platform();
        if (used.contains(image.id()) && !force) {
            throw JongException.of(ErrorKind.CONFLICT, what + " is used by a container")
                    .hint("remove the container first");
        }
        for (StoredReference record : store.references().list().entries()) {
            boolean other = !record.target().digest().equals(target.digest());
            if (other && needs(record.target(), image.manifest().digest())) {
                throw JongException.of(
                                ErrorKind.CONFLICT,
                                what
                                        + " is also "
                                        + record.name()
                                                .map(name -> name.familiar())
                                                .orElse("the image " + record.target().digest()))
                        .hint("remove that first");
            }
        }
    }

    private boolean needs(Descriptor target, Digest manifest) {
        try {
            return reader.closure(target).stream().anyMatch(each -> each.digest().equals(manifest));
        } catch (JongException e) {
            return true; // Damage may need anything.
        }
    }
}
