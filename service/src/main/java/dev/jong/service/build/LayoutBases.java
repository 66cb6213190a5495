package dev.jong.service.build;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.build.solver.Base;
import dev.jong.build.solver.Bases;
import dev.jong.image.Image;
import dev.jong.image.ImageReader;
import dev.jong.image.MissingLayers;
import dev.jong.image.copy.CopySource;
import dev.jong.image.copy.CopyWishes;
import dev.jong.image.copy.Location;
import dev.jong.image.copy.Places;
import dev.jong.image.registry.Registries;
import dev.jong.image.registry.RemoteManifest;
import dev.jong.oci.Platform;
import dev.jong.store.content.ContentStore;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// Images of layouts on this host (`oci-layout://DIR[:TAG|@DIGEST]`), each brought into the store when it is asked for, without a
/// name: what is built of it keeps its layers. The caller holds a lease.
public final class LayoutBases implements Bases {
    /// What their names begin with; an absolute path follows.
    public static final String SCHEME = "oci-layout://";

    private static final Location STORE = new Location.Stored("layout");

    private final Bases others;
    private final Places places;
    private final Supplier<Registries> registries;
    private final ContentStore content;
    private final MissingLayers missing;
    private final Map<String, Base> known = new ConcurrentHashMap<>();

    /// @param others finds all other images
    public LayoutBases(
            Bases others,
            Places places,
            Supplier<Registries> registries,
            ContentStore content,
            MissingLayers missing) {
        this.others = others;
        this.places = places;
        this.registries = registries;
        this.content = content;
        this.missing = missing;
    }

    /// Whether a name is that of a layout. Nobody locks those: like a context, they are files of the caller.
    public static boolean isOne(String reference) {
        return reference.startsWith(SCHEME);
    }

    @Override
    public Base find(String reference, Platform platform) {
        return isOne(reference)
                ? known.computeIfAbsent(
                        reference + ' ' + platform, key -> bring(reference, platform))
                : others.find(reference, platform);
    }

    private Base bring(String reference, Platform platform) {
        Location.Layout at = place(reference.substring(SCHEME.length()));
        CopyWishes asItIs =
                new CopyWishes(
                        false,
                        Optional.of(platform),
                        CopyWishes.Format.KEEP,
                        Optional.empty(),
                        true);
        try (CopySource source = places.source(at, registries.get())) {
            RemoteManifest arrived =
                    places.copy(
                            source,
                            STORE,
                            registries.get(),
                            asItIs,
                            entry -> {},
                            (blob, how) -> {});
            Image image =
                    new ImageReader(content)
                            .read(Optional.empty(), arrived.descriptor(), Optional.of(platform));
            missing.complete(image);
            return StoreBases.base(reference, image);
        }
    }

    private static Location.Layout place(String text) {
        int at = text.lastIndexOf('@');
        int colon = text.lastIndexOf(':');
        int end = at > text.lastIndexOf('/') ? at : colon > text.lastIndexOf('/') ? colon : -1;
        String directory = end < 0 ? text : text.substring(0, end);
        if (directory.isEmpty() || end == text.length() - 1) {
            throw JongException.of(
                            ErrorKind.INVALID_ARGUMENT,
                            "invalid layout \"" + Text.printable(SCHEME + text) + "\"")
                    .hint("write " + SCHEME + "DIR, and :TAG or @DIGEST behind it");
        }
        return new Location.Layout(
                Text.path(directory).normalize(),
                end < 0 ? Optional.empty() : Optional.of(text.substring(end + 1)));
    }
}
