package dev.jong.oci;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;

/// How much of a foreign document is looked at before it is refused.
public final class Limits {
    /// Most bytes of a manifest, an index or an image config.
    public static final int DOCUMENT_BYTES = 4 << 20;

    /// Most entries of an index.
    public static final int INDEX_ENTRIES = 10_000;

    /// Most indexes on the way from a name to a manifest.
    public static final int INDEX_DEPTH = 5;

    /// Most layers of an image; what one overlay mount can carry.
    public static final int LAYERS = 128;

    private Limits() {}

    /// Refuses a count or size above its limit.
    ///
    /// @param what the thing that is limited, such as `layers in the manifest`
    /// @throws JongException INVALID_ARGUMENT naming the limit
    public static void check(long actual, long limit, String what) {
        if (actual > limit) {
            throw JongException.of(
                    ErrorKind.INVALID_ARGUMENT,
                    "too many " + what + ": " + actual + ", the limit is " + limit);
        }
    }
}
