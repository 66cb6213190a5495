package dev.jong.image;

import dev.jong.base.JongException;
import dev.jong.oci.Digest;
import java.util.List;
import java.util.Set;

/// What the target of a name needs on disk, as far as it can be read.
///
/// @param blobs documents, configs and layers as stored, the target among them; also those that are not here
/// @param layers diffIDs of the images
/// @param links which document names which blob
/// @param images below the target, in the order of the index
/// @param damaged what could not be read
/// @param blobsKnown false when a document is damaged, so that blobs may be missing from the list
public record Needs(
        Set<Digest> blobs,
        Set<Digest> layers,
        List<Link> links,
        List<Image> images,
        List<JongException> damaged,
        boolean blobsKnown) {
    public Needs {
        blobs = Set.copyOf(blobs);
        layers = Set.copyOf(layers);
        links = List.copyOf(links);
        images = List.copyOf(images);
        damaged = List.copyOf(damaged);
    }

    /// That one document names a blob.
    ///
    /// @param parent digest of an index or manifest
    public record Link(Digest parent, Digest child, Role role) {}

    /// What a blob is to the document that names it.
    public enum Role {
        /// An index below an index.
        INDEX,
        /// A manifest of an index.
        MANIFEST,
        /// The config of a manifest.
        CONFIG,
        /// A layer of a manifest.
        LAYER
    }
}
