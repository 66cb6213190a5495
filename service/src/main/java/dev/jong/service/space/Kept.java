package dev.jong.service.space;

import dev.jong.base.json.Json;
import dev.jong.image.Image;
import dev.jong.image.Inventory;
import dev.jong.image.Needs;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What an image keeps in the store: its documents, its layers as they came, and the same layers unpacked.
///
/// @param pieces those that are here, each once
/// @param bytes of all of them
/// @param only bytes of those that nothing else keeps: what would be free if the image went
public record Kept(List<Piece> pieces, long bytes, long only) {
    /// One piece.
    ///
    /// @param kind `index`, `manifest`, `config`, `layer`, `unpacked layer` or `blob`
    /// @param only whether no other image and no container needs it
    public record Piece(String kind, Digest digest, long bytes, boolean only) {}

    /// Looks.
    ///
    /// @param target manifest or index of the image
    /// @param used ids of images and diffIDs of layers that containers need
    static Kept of(Inventory inventory, Descriptor target, Set<Digest> used) {
        Set<Digest> elsewhere = new HashSet<>(used);
        List<Needs> own = new ArrayList<>();
        for (Inventory.Entry entry : inventory.entries()) {
            if (entry.reference().target().digest().equals(target.digest())) {
                own.add(entry.needs());
            } else {
                elsewhere.addAll(entry.needs().blobs());
                elsewhere.addAll(entry.needs().layers());
            }
        }
        return own.isEmpty()
                ? new Kept(List.of(), 0, 0)
                : new Look(inventory, elsewhere).at(target.digest(), own.getFirst());
    }

    /// With fields `Pieces` (`Kind`, `Name`, `Size`, `Only`), `Size` and `OnlySize`.
    public Json.Obj toJson() {
        List<Json> all = new ArrayList<>();
        for (Piece piece : pieces) {
            all.add(
                    Json.object()
                            .put("Kind", piece.kind())
                            .put("Name", piece.digest().toString())
                            .put("Size", piece.bytes())
                            .put("Only", piece.only())
                            .build());
        }
        return Json.object()
                .put("Pieces", new Json.Arr(all))
                .put("Size", bytes)
                .put("OnlySize", only)
                .build();
    }

    private static final class Look {
        private final Inventory inventory;
        private final Set<Digest> elsewhere;
        private final List<Piece> pieces = new ArrayList<>();
        private final Set<String> seen = new LinkedHashSet<>();

        Look(Inventory inventory, Set<Digest> elsewhere) {
            this.inventory = inventory;
            this.elsewhere = elsewhere;
        }

        Kept at(Digest target, Needs needs) {
            boolean index =
                    needs.links().stream()
                            .anyMatch(link ->
                                    link.parent().equals(target)
                                            && (link.role() == Needs.Role.MANIFEST
                                                    || link.role() == Needs.Role.INDEX));
            blob(index ? "index" : "manifest", target);
            for (Needs.Link link : needs.links()) {
                switch (link.role()) {
                    case INDEX -> blob("index", link.child());
                    case MANIFEST -> blob("manifest", link.child());
                    case CONFIG -> blob("config", link.child());
                    case LAYER -> layer(link.child(), needs);
                }
            }
            // Of damaged images the links are not known.
            needs.blobs().forEach(digest -> blob("blob", digest));
            needs.layers().forEach(this::unpacked);
            long bytes = pieces.stream().mapToLong(Piece::bytes).sum();
            long only = pieces.stream().filter(Piece::only).mapToLong(Piece::bytes).sum();
            return new Kept(pieces, bytes, only);
        }

        /// A layer as it came, and beside it the same one unpacked.
        private void layer(Digest layer, Needs needs) {
            blob("layer", layer);
            for (Image image : needs.images()) {
                List<Descriptor> layers = image.content().layers();
                for (int i = 0; i < layers.size(); i++) {
                    if (layers.get(i).digest().equals(layer)) {
                        unpacked(image.diffIds().get(i));
                    }
                }
            }
        }

        private void blob(String kind, Digest digest) {
            if (inventory.blobs().containsKey(digest) && seen.add("blob " + digest)) {
                long size = inventory.blobs().get(digest);
                pieces.add(new Piece(kind, digest, size, !elsewhere.contains(digest)));
            }
        }

        private void unpacked(Digest diffId) {
            if (inventory.layers().containsKey(diffId) && seen.add("layer " + diffId)) {
                long size = inventory.layers().get(diffId);
                boolean only = !elsewhere.contains(diffId);
                pieces.add(new Piece("unpacked layer", diffId, size, only));
            }
        }
    }
}
