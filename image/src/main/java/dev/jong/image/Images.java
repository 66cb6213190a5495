package dev.jong.image;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.oci.Digest;
import dev.jong.oci.Platform;
import dev.jong.oci.Reference;
import dev.jong.store.Store;
import dev.jong.store.reference.Listing;
import dev.jong.store.reference.References;
import dev.jong.store.reference.StoredReference;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Finds images in the store. By name this reads three or four small files (record, index, manifest, config) and
/// lists no directory, because every `run` comes this way.
public final class Images {
    private static final String SHA256 = "sha256:";
    private static final String LOCAL = "localhost/";

    private final References references;
    private final ImageReader reader;

    public Images(Store store) {
        this.references = store.references();
        this.reader = new ImageReader(store.content());
    }

    /// The image that a user means: a name, a name with a digest, an id or its beginning, with or without `sha256:`.
    ///
    /// @param platform the platform asked for; without it the host's is preferred
    /// @throws JongException NOT_FOUND, INVALID_ARGUMENT when the text can't be a name or stands for several ids,
    ///     DATA_LOSS when the image is damaged
    public Image resolve(String text, Optional<Platform> platform) {
        return find(text, platform).orElseThrow(() -> notFound(text));
    }

    /// The same, with absence as a value.
    public Optional<Image> find(String text, Optional<Platform> platform) {
        if (text.startsWith(SHA256)) {
            String hex = text.substring(SHA256.length());
            if (!Digest.isHexPrefix(hex)) {
                throw JongException.of(
                        ErrorKind.INVALID_ARGUMENT,
                        "invalid image id \"" + Text.printable(text) + "\"");
            }
            return byId(hex, platform);
        }
        boolean hex = Digest.isHexPrefix(text);
        if (hex && text.length() == 64) {
            return byId(text, platform);
        }
        Reference reference = Reference.parse(text);
        Optional<StoredReference> named = named(reference);
        if (named.isEmpty() && reference.domain().equals("docker.io")) {
            // Other tools put this domain before images that come from no registry.
            named = named(Reference.parse(LOCAL + text));
        }
        if (named.isPresent()) {
            return Optional.of(reader.read(named.get().name(), named.get().target(), platform));
        }
        return hex ? byId(text, platform) : Optional.empty();
    }

    /// The record that a name means. A digest decides alone: `debian@sha256:...` finds any name of that
    /// repository with that digest.
    public Optional<StoredReference> named(Reference reference) {
        Optional<StoredReference> exact = references.get(reference);
        if (exact.isPresent() || reference.digest().isEmpty()) {
            return exact;
        }
        for (StoredReference entry : references.list().entries()) {
            boolean sameRepository =
                    entry.name().isPresent()
                            && entry.name().get().repository().equals(reference.repository());
            if (sameRepository && entry.target().digest().equals(reference.digest().get())) {
                return Optional.of(entry);
            }
        }
        return Optional.empty();
    }

    private Optional<Image> byId(String hex, Optional<Platform> platform) {
        Map<Digest, Image> found = new LinkedHashMap<>();
        Listing listing = references.list();
        for (StoredReference entry : listing.entries()) {
            try {
                collect(entry, hex, found);
            } catch (JongException e) {
                continue; // One damaged image must not hide another.
            }
        }
        if (found.size() > 1) {
            throw JongException.of(
                            ErrorKind.INVALID_ARGUMENT,
                            "the id " + hex + " stands for " + found.size() + " images")
                    .hint("give more digits of the id");
        }
        Optional<Image> only = found.values().stream().findFirst();
        if (only.isPresent() && platform.isPresent()) {
            return Optional.of(reader.read(Optional.empty(), only.get().manifest(), platform));
        }
        return only;
    }

    private void collect(StoredReference entry, String hex, Map<Digest, Image> found) {
        if (entry.target().digest().hex().startsWith(hex)) {
            Image image = reader.read(Optional.empty(), entry.target(), Optional.empty());
            found.putIfAbsent(image.id(), image);
            return;
        }
        for (Image image : reader.readAll(Optional.empty(), entry.target())) {
            if (image.id().hex().startsWith(hex)
                    || image.manifest().digest().hex().startsWith(hex)) {
                found.putIfAbsent(image.id(), image);
            }
        }
    }

    /// The error for an image that is not there.
    public static JongException notFound(String text) {
        return JongException.of(
                        ErrorKind.NOT_FOUND,
                        "the image " + Text.printable(text) + " is not in the store")
                .hint("fetch it with jong pull, or bring it in with jong load or jong import");
    }
}
