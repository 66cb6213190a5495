package dev.jong.image.transport;

import dev.jong.image.registry.Repository;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Reference;
import java.util.List;
import java.util.Optional;

/// Where images are written to, as they are: an archive, a layout in a directory. Nothing can be seen of what is written,
/// or it can be seen that it is not whole, until [#finish] has returned. For one thread.
///
/// Order: everything below a manifest before it, the manifests of an index before that, [#finish] last.
public interface ImageSink extends AutoCloseable {
    /// Whether a blob is there already, so that it need not be written.
    boolean has(Descriptor blob);

    /// Gets a blob that is not there from somewhere near, without reading it.
    ///
    /// @return the repository that it came from; empty when it has to be written
    default Optional<String> mount(Descriptor blob) {
        return Optional.empty();
    }

    /// Writes a blob; nothing is read when it is there.
    ///
    /// @param content opened at 0 and read to its end; it has to find out itself at its end whether it is what its
    ///     digest says, and to fail when it is not
    /// @throws dev.jong.base.JongException DATA_LOSS when it is longer or shorter than the descriptor says, or what the
    ///     disk or `content` said
    void blob(Descriptor blob, Repository.BlobSource content);

    /// Writes a manifest or an index.
    ///
    /// @param bytes what its digest says
    void manifest(Descriptor manifest, byte[] bytes);

    /// Names what was written and makes it whole.
    ///
    /// @param entries in the order they are to be listed in, at least one
    /// @throws dev.jong.base.JongException UNSUPPORTED when the place can't hold that many
    void finish(List<Entry> entries);

    /// Ends the writing. What was not finished is taken back where that is possible.
    @Override
    void close();

    /// One image that is to be found again.
    ///
    /// @param target manifest or index
    /// @param name the image's whole name
    /// @param layoutName what it is called in an image layout, mostly a tag
    record Entry(Descriptor target, Optional<Reference> name, Optional<String> layoutName) {
        /// An image with a name; in a layout its tag leads to it.
        public static Entry named(Descriptor target, Reference name) {
            return new Entry(target, Optional.of(name), name.tag());
        }

        /// An image that only has a name in a layout.
        public static Entry tagged(Descriptor target, String layoutName) {
            return new Entry(target, Optional.empty(), Optional.of(layoutName));
        }

        /// An image without a name.
        public static Entry bare(Descriptor target) {
            return new Entry(target, Optional.empty(), Optional.empty());
        }
    }
}
