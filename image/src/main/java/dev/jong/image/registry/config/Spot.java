package dev.jong.image.registry.config;

import dev.jong.oci.Reference;

/// Where a repository can be had.
///
/// @param name as it is called there
/// @param insecure certificates are not checked, and http may be spoken
/// @param use what may be asked there
public record Spot(Reference name, boolean insecure, Use use) {
    /// What a mirror is for.
    public enum Use {
        /// Everything.
        ALWAYS,
        /// Images that are asked for by digest: a mirror that lags behind cannot show an old one.
        BY_DIGEST,
        /// Images that are asked for by tag.
        BY_TAG
    }
}
