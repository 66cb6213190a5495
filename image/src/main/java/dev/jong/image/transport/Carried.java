package dev.jong.image.transport;

import dev.jong.image.Image;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Reference;
import java.util.List;

/// An image that was brought into the store. It has no record yet: hold a lease until it has one.
///
/// @param names what the archive calls it; none of them is applied
/// @param target the manifest, or the index it came with
/// @param image the image for the wanted platform or this host, or else the first there is
public record Carried(List<Reference> names, Descriptor target, Image image) {
    public Carried {
        names = List.copyOf(names);
    }
}
