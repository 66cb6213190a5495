package dev.jong.image.transport;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;
import dev.jong.oci.Document;
import dev.jong.oci.Index;
import dev.jong.oci.Limits;
import dev.jong.oci.Manifest;
import dev.jong.oci.MediaType;
import dev.jong.oci.Platform;
import dev.jong.oci.Reference;
import dev.jong.store.content.ContentStore;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads an OCI image layout (image specification, image-layout.md) out of a source.
final class OciLayout {
    static final String INDEX = "index.json";
    static final String REF_NAME = "org.opencontainers.image.ref.name";
    static final String FULL_NAME = "io.containerd.image.name";

    private final Source source;
    private final ContentStore content;
    private final ManifestIntake intake;

    /// What was stored: indexes can lead to the same document in any number of ways.
    private final Set<Digest> taken = new HashSet<>();

    OciLayout(Source source, ContentStore content) {
        this.source = source;
        this.content = content;
        this.intake = new ManifestIntake(source, content);
    }

    /// Stores every entry of the index, or those with a tag, and says what they are called.
    ///
    /// @param limit most bytes of the index
    /// @throws JongException NOT_FOUND when there is no entry, or none for the tag or platform
    Map<Descriptor, List<Reference>> read(
            int limit, Optional<String> tag, Optional<Platform> platform) {
        byte[] bytes =
                source.file(INDEX, limit)
                        .orElseThrow(() ->
                                JongException.of(
                                        ErrorKind.NOT_FOUND, "the image layout has no " + INDEX));
        if (!(Document.parse(bytes) instanceof Index index)) {
            throw JongException.of(
                    ErrorKind.INVALID_ARGUMENT,
                    "the file " + INDEX + " of the image layout is no index");
        }
        WantedPlatform wanted = new WantedPlatform(platform);
        Map<Descriptor, List<Reference>> out = new LinkedHashMap<>();
        for (Descriptor entry : index.manifests()) {
            if (tag.isEmpty() || tag.get().equals(entry.annotations().get(REF_NAME))) {
                target(entry, wanted)
                        .ifPresent(target -> {
                            store(target, 0);
                            out.computeIfAbsent(plain(target), d -> new ArrayList<>())
                                    .addAll(names(entry));
                        });
            }
        }
        if (out.isEmpty()) {
            wanted.refuseOthers();
            throw JongException.of(
                    ErrorKind.NOT_FOUND,
                    "the image layout has no image"
                            + tag.map(t -> " tagged " + Text.printable(t)).orElse(""));
        }
        return out;
    }

    /// A reference name that is only a tag, as older tools write it, names nothing outside of its layout.
    private static List<Reference> names(Descriptor entry) {
        String full = entry.annotations().getOrDefault(FULL_NAME, "");
        String name = full.isEmpty() ? entry.annotations().getOrDefault(REF_NAME, "") : full;
        boolean named = name.indexOf('/') >= 0 || name.indexOf(':') >= 0;
        return named ? List.of(Reference.parse(name)) : List.of();
    }

    private void store(Descriptor target, int depth) {
        Limits.check(depth, Limits.INDEX_DEPTH, "indexes inside each other");
        if (!taken.add(target.digest())) {
            return;
        }
        switch (document(target)) {
            case Manifest manifest -> intake.store(manifest);
            case Index index -> {
                int stored = 0;
                for (Descriptor child : index.manifests()) {
                    // An archive for one platform often keeps the index over all of them.
                    if (source.document(child.digest()).isPresent()) {
                        store(child, depth + 1);
                        stored++;
                    }
                }
                if (stored == 0) {
                    throw missing(target);
                }
                content.put(index.mediaType(), Text.bytes(index.raw()));
            }
        }
    }

    /// What is taken of an entry: all of it, or the image below it that suits the wanted platform best, if any does.
    private Optional<Descriptor> target(Descriptor entry, WantedPlatform wanted) {
        if (!wanted.isGiven()) {
            return Optional.of(entry);
        }
        Optional<Descriptor> best = Optional.empty();
        int fitness = 0;
        for (Map.Entry<Descriptor, Platform> image : images(entry, new HashSet<>(), 0).entrySet()) {
            int fits = wanted.fitness(image.getValue());
            if (fits > fitness) {
                best = Optional.of(image.getKey());
                fitness = fits;
            }
        }
        return best;
    }

    /// The images at and below an entry that the source has, each with its platform; other artifacts are left out.
    ///
    /// @param seen indexes that were looked through
    private Map<Descriptor, Platform> images(Descriptor entry, Set<Digest> seen, int depth) {
        Limits.check(depth, Limits.INDEX_DEPTH, "indexes inside each other");
        Map<Descriptor, Platform> out = new LinkedHashMap<>();
        if (seen.contains(entry.digest())) {
            return out;
        }
        switch (document(entry)) {
            case Manifest manifest -> {
                Descriptor config = manifest.config();
                // Signatures and provenance hang in indexes as images for the platform "unknown".
                boolean unknown =
                        entry.platform().filter(p -> p.os().equals("unknown")).isPresent();
                if (!unknown && MediaType.isConfig(config.mediaType())) {
                    out.put(
                            entry,
                            entry.platform()
                                    .orElseGet(() -> intake.config(config.digest()).platform()));
                }
            }
            case Index index -> {
                seen.add(entry.digest());
                for (Descriptor child : index.manifests()) {
                    if (source.document(child.digest()).isPresent()) {
                        out.putAll(images(child, seen, depth + 1));
                    }
                }
            }
        }
        return out;
    }

    private Document document(Descriptor target) {
        byte[] bytes = source.document(target.digest()).orElseThrow(() -> missing(target));
        if (bytes.length != target.size()) {
            throw JongException.of(
                    ErrorKind.DATA_LOSS,
                    "the document "
                            + target.digest()
                            + " has "
                            + bytes.length
                            + " bytes, its descriptor says "
                            + target.size());
        }
        return Document.parse(bytes);
    }

    /// What a record keeps of a descriptor: nothing that came with the archive's own annotations.
    private static Descriptor plain(Descriptor target) {
        return target.withAnnotations(Map.of());
    }

    private static JongException missing(Descriptor target) {
        return JongException.of(
                ErrorKind.NOT_FOUND, "the archive lacks the image " + target.digest());
    }
}
