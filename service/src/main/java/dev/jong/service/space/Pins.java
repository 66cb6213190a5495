package dev.jong.service.space;

import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;
import dev.jong.oci.Reference;
import java.util.List;
import java.util.Set;

/// What the user wants to keep although nothing uses it.
///
/// @param names pinned names: whatever they stand for
/// @param digests pinned manifests and indexes without a name
public record Pins(Set<Reference> names, Set<Digest> digests) {
    /// Nothing is pinned.
    public static final Pins NONE = new Pins(Set.of(), Set.of());

    public Pins {
        names = Set.copyOf(names);
        digests = Set.copyOf(digests);
    }

    /// Whether a pin holds an image.
    ///
    /// @param itsNames all that it has
    public boolean hold(Descriptor target, List<Reference> itsNames) {
        return digests.contains(target.digest()) || itsNames.stream().anyMatch(names::contains);
    }
}
