package dev.jong.service.image;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.image.AddContent;
import dev.jong.image.Image;
import dev.jong.image.Images;
import dev.jong.image.SquashLayers;
import dev.jong.image.UnpackedLayers;
import dev.jong.linux.Syscalls;
import dev.jong.oci.Digest;
import dev.jong.oci.Platform;
import dev.jong.oci.Reference;
import dev.jong.store.Store;
import dev.jong.store.layer.Compression;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// `image squash`: makes an image whose files are the same in fewer layers. The old image stays.
public final class SquashImage {
    private final Store store;
    private final Images images;
    private final UnpackedLayers layers;
    private final SquashLayers squashing;
    private final AddContent adding;

    /// @param usedImages ids of images that containers need
    public SquashImage(
            Store store, UnpackedLayers layers, Syscalls kernel, Supplier<Set<Digest>> usedImages) {
        this.store = store;
        this.images = new Images(store);
        this.layers = layers;
        this.squashing = new SquashLayers(store.content(), layers, kernel);
        this.adding = new AddContent(store, layers, usedImages);
    }

    /// How to squash.
    ///
    /// @param from number of the first layer that goes into the new one, from 1, or its digest or the beginning of it;
    ///     empty for all layers
    /// @param name of the new image; empty for none
    /// @param compression of the new layer; empty for that of the uppermost layer before
    public record Options(
            Optional<String> from,
            Optional<Reference> name,
            Optional<Compression> compression,
            Optional<Platform> platform) {}

    /// The new image.
    ///
    /// @param moved what lost its name to it
    public record Squashed(Digest id, int before, int after, Optional<Moved> moved) {}

    /// Squashes an image; where there is nothing to do, that image itself gets the name.
    ///
    /// @throws JongException UNSUPPORTED where layers are unpacked without their owners: the new image would lack them
    public Squashed run(String text, Options options) {
        if (!layers.hasOwners()) {
            throw JongException.of(
                            ErrorKind.UNSUPPORTED,
                            "cannot squash an image where this user has a single id: owners of files would be lost")
                    .hint(
                            "give the user a range in /etc/subuid and /etc/subgid, or squash as root");
        }
        return adding.run(() -> squash(text, options));
    }

    private Squashed squash(String text, Options options) {
        Image image = images.resolve(text, options.platform());
        int count = image.diffIds().size();
        int from = options.from().map(layer -> index(image, layer)).orElse(0);
        Image made =
                count - from < 2
                        ? image
                        : squashing.squash(
                                image, from, options.compression().orElseGet(() -> top(image)));
        Optional<Moved> moved = Optional.empty();
        if (options.name().isPresent()) {
            moved = new NameImage(store).name(options.name().get(), made.manifest());
        } else {
            store.references().keep(made.target());
        }
        return new Squashed(made.id(), count, made.diffIds().size(), moved);
    }

    private static Compression top(Image image) {
        String type = image.content().layers().getLast().mediaType();
        if (type.endsWith("zstd")) {
            return Compression.ZSTD;
        }
        return type.endsWith("gzip") ? Compression.GZIP : Compression.NONE;
    }

    private static int index(Image image, String layer) {
        int count = image.diffIds().size();
        if (layer.length() < 4 && layer.chars().allMatch(c -> c >= '0' && c <= '9')) {
            int number = layer.isEmpty() ? 0 : Integer.parseInt(layer);
            if (number < 1 || number > count) {
                throw unknown(image, layer).hint("its layers have the numbers 1 to " + count);
            }
            return number - 1;
        }
        String hex = layer.substring(layer.indexOf(':') + 1);
        List<Integer> found = new java.util.ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean fits =
                    image.diffIds().get(i).hex().startsWith(hex)
                            || image.content().layers().get(i).digest().hex().startsWith(hex);
            if (fits && !hex.isEmpty()) {
                found.add(i);
            }
        }
        if (found.size() != 1) {
            throw unknown(image, layer)
                    .hint("jong image tree " + image.id().shortHex() + " lists them");
        }
        return found.getFirst();
    }

    private static JongException unknown(Image image, String layer) {
        return JongException.of(
                ErrorKind.NOT_FOUND,
                "the image "
                        + image.id().shortHex()
                        + " has no layer \""
                        + Text.printable(layer)
                        + "\"");
    }
}
