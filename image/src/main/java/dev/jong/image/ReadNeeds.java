package dev.jong.image;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;
import dev.jong.oci.Document;
import dev.jong.oci.ImageConfig;
import dev.jong.oci.Index;
import dev.jong.oci.Limits;
import dev.jong.oci.Manifest;
import dev.jong.oci.MediaType;
import dev.jong.store.content.ContentStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// Finds out what targets need. Damage ends the way it lies on and no other (R3). Reads each target once, however many
/// names it has: for one look at a store, not to be kept.
public final class ReadNeeds {
    private final ContentStore content;
    private final Map<Digest, Needs> known = new HashMap<>();

    public ReadNeeds(ContentStore content) {
        this.content = content;
    }

    /// What a manifest or index needs, itself first.
    public Needs of(Descriptor target) {
        Needs before = known.get(target.digest());
        if (before != null) {
            return before;
        }
        Walk walk = new Walk(target);
        walk.document(target, 0, true);
        Needs needs = walk.needs();
        known.put(target.digest(), needs);
        return needs;
    }

    private final class Walk {
        private final Descriptor target;
        private final Set<Digest> blobs = new LinkedHashSet<>();
        private final Set<Digest> layers = new LinkedHashSet<>();
        private final List<Needs.Link> links = new ArrayList<>();
        private final List<Image> images = new ArrayList<>();
        private final List<JongException> damaged = new ArrayList<>();
        private final Set<Digest> indexes = new HashSet<>();
        private boolean blobsKnown = true;

        Walk(Descriptor target) {
            this.target = target;
        }

        Needs needs() {
            return new Needs(blobs, layers, links, images, damaged, blobsKnown);
        }

        void document(Descriptor at, int depth, boolean runnable) {
            blobs.add(at.digest());
            if (indexes.contains(at.digest())) {
                return; // There can be any number of ways to it.
            }
            Document document;
            try {
                Limits.check(depth, Limits.INDEX_DEPTH, "indexes inside each other");
                document = Document.parse(content.read(at.digest()));
            } catch (JongException e) {
                damaged.add(e);
                blobsKnown = false;
                return;
            }
            switch (document) {
                case Index index -> {
                    indexes.add(at.digest());
                    index.manifests().forEach(child -> child(at, child, depth));
                }
                case Manifest manifest -> manifest(at, manifest, runnable);
            }
        }

        /// Children that are not here belong to platforms that nobody wanted. One of a wrong size is damaged, not absent.
        private void child(Descriptor parent, Descriptor child, int depth) {
            OptionalLong size = content.size(child.digest());
            if (size.isEmpty()) {
                return;
            }
            boolean index = MediaType.isIndex(child.mediaType());
            link(parent, child, index ? Needs.Role.INDEX : Needs.Role.MANIFEST);
            // Signatures and provenance hang in indexes as manifests for the platform "unknown".
            boolean unknown =
                    child.platform().isPresent() && child.platform().get().os().equals("unknown");
            document(child, depth + 1, !unknown);
        }

        private void manifest(Descriptor at, Manifest manifest, boolean runnable) {
            link(at, manifest.config(), Needs.Role.CONFIG);
            manifest.layers().forEach(layer -> link(at, layer, Needs.Role.LAYER));
            if (runnable && MediaType.isConfig(manifest.config().mediaType())) {
                image(at, manifest);
            }
        }

        private void image(Descriptor at, Manifest manifest) {
            try {
                ImageConfig config = ImageConfig.parse(content.read(manifest.config().digest()));
                if (config.diffIds().size() != manifest.layers().size()) {
                    throw JongException.of(
                            ErrorKind.INVALID_ARGUMENT,
                            "the config of " + at.digest() + " has another number of layers");
                }
                layers.addAll(config.diffIds());
                images.add(new Image(Optional.empty(), target, at, manifest, config));
            } catch (JongException e) {
                damaged.add(e);
            }
        }

        private void link(Descriptor parent, Descriptor child, Needs.Role role) {
            blobs.add(child.digest());
            links.add(new Needs.Link(parent.digest(), child.digest(), role));
        }
    }
}
