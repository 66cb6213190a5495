package dev.jong.service.image;

import dev.jong.oci.Digest;
import dev.jong.oci.Reference;

/// A name that went from one image to another.
///
/// @param from the id of the image that had the name
public record Moved(Reference name, Digest from) {
    /// What the user is told, in the words that people know from Docker.
    public String line() {
        return "The image "
                + name.familiar()
                + " already exists, renaming the old one with ID "
                + from
                + " to empty string";
    }
}
