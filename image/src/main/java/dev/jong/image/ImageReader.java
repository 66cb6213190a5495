package dev.jong.image;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;
import dev.jong.oci.Document;
import dev.jong.oci.ImageConfig;
import dev.jong.oci.Index;
import dev.jong.oci.Limits;
import dev.jong.oci.Manifest;
import dev.jong.oci.MediaType;
import dev.jong.oci.Platform;
import dev.jong.oci.Reference;
import dev.jong.store.content.ContentStore;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads an image from what a name points at, through as many indexes as are allowed. Every document is verified.
public final class ImageReader {
    private final ContentStore content;

    public ImageReader(ContentStore content) {
        this.content = content;
    }

    /// The image for a platform. Without a wish it is the host's, or else the only one there is.
    ///
    /// @throws JongException NOT_FOUND when there is none for the platform, DATA_LOSS when something is damaged or
    ///     missing, UNSUPPORTED when it is an artifact of another kind
    public Image read(Optional<Reference> name, Descriptor target, Optional<Platform> platform) {
        Image image = read(name, target, select(target, platform, 0));
        if (platform.isPresent() && image.config().platform().fitness(platform.get()) == 0) {
            throw JongException.of(
                    ErrorKind.NOT_FOUND,
                    "the image "
                            + label(name, target)
                            + " is for "
                            + Text.printable(image.config().platform().toString())
                            + ", not for "
                            + platform.get());
        }
        return image;
    }

    /// Every image below a target whose manifest is here, in the order of the index.
    public List<Image> readAll(Optional<Reference> name, Descriptor target) {
        List<Image> out = new ArrayList<>();
        for (Descriptor manifest : manifests(target, 0, new HashSet<>())) {
            out.add(read(name, target, manifest));
        }
        return out;
    }

    /// The documents and blobs that a target needs, itself first; children of an index that are not here are left out.
    public List<Descriptor> closure(Descriptor target) {
        List<Descriptor> out = new ArrayList<>();
        close(target, out, new HashSet<>(), 0);
        return out;
    }

    /// @param seen documents that were met, as indexes can lead to the same one in any number of ways
    private void close(Descriptor target, List<Descriptor> out, Set<Digest> seen, int depth) {
        if (!seen.add(target.digest())) {
            return;
        }
        out.add(target);
        switch (document(target, depth)) {
            case Manifest manifest -> {
                out.add(manifest.config());
                out.addAll(manifest.layers());
            }
            case Index index -> {
                for (Descriptor child : index.manifests()) {
                    if (content.has(child)) {
                        close(child, out, seen, depth + 1);
                    }
                }
            }
        }
    }

    private Image read(Optional<Reference> name, Descriptor target, Descriptor at) {
        if (!(document(at, 0) instanceof Manifest manifest)) {
            throw JongException.of(
                    ErrorKind.INTERNAL, "an index was selected as the manifest of " + at.digest());
        }
        Descriptor config = manifest.config();
        if (!MediaType.isConfig(config.mediaType())) {
            throw JongException.of(
                    ErrorKind.UNSUPPORTED,
                    label(name, target)
                            + " is not a container image: its config is "
                            + Text.printable(config.mediaType()));
        }
        ImageConfig parsed = ImageConfig.parse(content.read(config.digest()));
        if (parsed.diffIds().size() != manifest.layers().size()) {
            throw JongException.of(
                    ErrorKind.INVALID_ARGUMENT,
                    "the image "
                            + label(name, target)
                            + " has "
                            + manifest.layers().size()
                            + " layers in its manifest and "
                            + parsed.diffIds().size()
                            + " in its config");
        }
        return new Image(name, target, at, manifest, parsed);
    }

    private Descriptor select(Descriptor target, Optional<Platform> platform, int depth) {
        if (!(document(target, depth) instanceof Index index)) {
            return target;
        }
        Optional<Descriptor> best = index.select(platform.orElseGet(Platform::host));
        if (best.isPresent() && content.has(best.get())) {
            return select(best.get(), platform, depth + 1);
        }
        List<Descriptor> here = manifests(target, depth, new HashSet<>());
        if (platform.isEmpty() && here.size() == 1) {
            return here.getFirst();
        }
        throw JongException.of(
                ErrorKind.NOT_FOUND,
                "the image "
                        + target.digest()
                        + " is not here for "
                        + platform.orElseGet(Platform::host)
                        + ", only for "
                        + platforms(here));
    }

    private List<Descriptor> manifests(Descriptor target, int depth, Set<Digest> seen) {
        if (seen.contains(target.digest())) {
            return List.of();
        }
        if (!(document(target, depth) instanceof Index index)) {
            return List.of(target);
        }
        seen.add(target.digest());
        List<Descriptor> out = new ArrayList<>();
        for (Descriptor child : index.manifests()) {
            // Signatures and provenance hang in indexes as manifests for the platform "unknown".
            boolean unknown =
                    child.platform().isPresent() && child.platform().get().os().equals("unknown");
            if (!unknown && content.has(child)) {
                out.addAll(manifests(child, depth + 1, seen));
            }
        }
        return out;
    }

    private Document document(Descriptor descriptor, int depth) {
        Limits.check(depth, Limits.INDEX_DEPTH, "indexes inside each other");
        return Document.parse(content.read(descriptor.digest()));
    }

    private static String platforms(List<Descriptor> manifests) {
        StringBuilder out = new StringBuilder();
        for (Descriptor manifest : manifests) {
            out.append(out.isEmpty() ? "" : ", ")
                    .append(
                            Text.printable(
                                    manifest.platform()
                                            .map(Platform::toString)
                                            .orElse("an unnamed platform")));
        }
        return out.isEmpty() ? "no other" : out.toString();
    }

    private static String label(Optional<Reference> name, Descriptor target) {
        return name.isPresent() ? name.get().familiar() : target.digest().toString();
    }
}
