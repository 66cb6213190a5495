package dev.jong.store.layer;

/// Whether files of a layer get the owners that the layer names.
public enum Owners {
    /// As named. Needs a root user whose ids cover those in the layer.
    APPLY,
    /// Everything belongs to the calling user: all that an unprivileged user with a single id can have.
    KEEP
}
