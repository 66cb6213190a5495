package dev.jong.store.snapshot;

import dev.jong.linux.Descriptor;
import org.jspecify.annotations.Nullable;

/// A directory of a container that does not run.
final class StackedDirectory extends SeenDirectory {
    private final StackedRoot root;
    private final StackedRoot.@Nullable Mounted mounted;
    private final String path;
    private final MergedSource source;
    private @Nullable Descriptor writable;

    /// @param mounted what it is part of; null for the container's own files
    StackedDirectory(
            StackedRoot root,
            StackedRoot.@Nullable Mounted mounted,
            String path,
            MergedSource source) {
        this.root = root;
        this.mounted = mounted;
        this.path = path;
        this.source = source;
    }

    @Override
    MergedSource source() {
        return source;
    }

    @Override
    String path() {
        return path;
    }

    @Override
    int writable() {
        if (mounted != null) {
            if (mounted.readOnly()) {
                throw StackedRoot.readOnly("mounted volume is marked read-only");
            }
            return source.number(0);
        }
        Descriptor known = writable;
        if (known == null) {
            known = root.copyUp(path);
            writable = known;
        }
        return known.number();
    }

    @Override
    OwnerMap owners() {
        return mounted == null ? root.owners() : mounted.owners();
    }

    @Override
    boolean isStacked() {
        return mounted == null;
    }

    @Override
    SeenDirectory below(String below) {
        return new StackedWalk(root).from(this, mounted, below);
    }

    @Override
    public void close() {
        Descriptor known = writable;
        if (known != null) {
            known.close();
        }
        super.close();
    }
}
