package dev.jong.store.snapshot;

/// An open directory of a [SeenRoot].
public abstract class SeenDirectory implements AutoCloseable {
    /// What is in it.
    abstract MergedSource source();

    /// Its path from the root, without links where that is known.
    abstract String path();

    /// A descriptor in which names can be made.
    ///
    /// @throws dev.jong.base.JongException PERMISSION_DENIED when it is read-only
    abstract int writable();

    /// Who has its files, as whoever lives here sees it.
    OwnerMap owners() {
        return OwnerMap.SAME;
    }

    /// Whether names that are made here stand upon those of other layers.
    boolean isStacked() {
        return false;
    }

    /// Opens a directory below this one. No link is followed: whoever puts one there leads nowhere.
    ///
    /// @param path components joined by `/`
    abstract SeenDirectory below(String path);

    @Override
    public void close() {
        source().close();
    }
}
