package dev.jong.store.layer;

/// The names by which a layer removes what lies below it (image specification, layer.md, "Whiteouts").
enum Whiteout {
    /// An ordinary name.
    NONE,
    /// `.wh.x`: what lower layers call `x` is gone.
    REMOVAL,
    /// `.wh..wh..opq`: everything that lower layers have in this directory is gone.
    OPAQUE,
    /// Other names that begin with `.wh..wh.`: left-overs of an old storage driver, to be skipped.
    METADATA;

    private static final String PREFIX = ".wh.";
    private static final String DOUBLE_PREFIX = ".wh..wh.";

    /// Which one a member is.
    ///
    /// @throws dev.jong.base.JongException INVALID_ARGUMENT for whiteouts of the directory itself, of its parent,
    ///     of nothing, and for directories with such a name
    static Whiteout of(LayerPath path) {
        if (path.name().startsWith(DOUBLE_PREFIX) || isMetadata(path.parent())) {
            return path.name().equals(".wh..wh..opq") ? OPAQUE : METADATA;
        }
        if (path.parent().startsWith(PREFIX) || path.parent().contains("/" + PREFIX)) {
            throw LayerErrors.refused(path.full(), "lies in a whiteout");
        }
        if (!path.name().startsWith(PREFIX)) {
            return NONE;
        }
        String removed = removed(path);
        if (removed.isEmpty() || removed.equals(".") || removed.equals("..")) {
            throw LayerErrors.refused(path.full(), "removes no name");
        }
        return REMOVAL;
    }

    /// The name that a [#REMOVAL] removes.
    static String removed(LayerPath path) {
        return path.name().substring(PREFIX.length());
    }

    private static boolean isMetadata(String parent) {
        return parent.startsWith(DOUBLE_PREFIX) || parent.contains("/" + DOUBLE_PREFIX);
    }
}
