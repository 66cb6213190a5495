package dev.jong.image.copy;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.image.Image;
import dev.jong.image.Images;
import dev.jong.image.registry.RemoteManifest;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;
import dev.jong.oci.Reference;
import dev.jong.store.Store;
import dev.jong.store.lease.Hold;
import dev.jong.store.reference.StoredReference;
import java.io.InputStream;
import java.util.Optional;

/// An image of the store. Holds a lease, so that nobody removes it from under the copy.
final class StoreSource implements CopySource {
    private final Store store;
    private final String name;
    private final Hold lease;

    StoreSource(Store store, String name) {
        this.store = store;
        this.name = name;
        this.lease = store.leases().share();
    }

    @Override
    public RemoteManifest top() {
        Descriptor target = target();
        return new RemoteManifest(target, store.content().read(target.digest()));
    }

    @Override
    public byte[] document(Descriptor descriptor) {
        if (!store.content().has(descriptor)) {
            throw missing(descriptor);
        }
        return store.content().read(descriptor.digest());
    }

    @Override
    public InputStream blob(Descriptor blob) {
        if (!store.content().has(blob)) {
            throw missing(blob);
        }
        return store.content().open(blob.digest());
    }

    @Override
    public String label() {
        return "the image " + Text.printable(name);
    }

    /// The repository that it was pulled from, if it was.
    @Override
    public Optional<Reference> remoteName() {
        return store.origins().of(target().digest()).map(Reference::parse);
    }

    @Override
    public void close() {
        lease.close();
    }

    private Descriptor target() {
        Images images = new Images(store);
        boolean id = name.startsWith("sha256:") || name.length() == 64 && Digest.isHexPrefix(name);
        Optional<StoredReference> named =
                id ? Optional.empty() : images.named(Reference.parse(name));
        if (named.isPresent()) {
            return named.get().target();
        }
        Image image = images.resolve(name, Optional.empty());
        // An id stands for one image, also where a name stands for an index that has it.
        return image.name().isPresent() ? image.target() : image.manifest();
    }

    private JongException missing(Descriptor descriptor) {
        return JongException.of(
                        ErrorKind.NOT_FOUND,
                        "the store does not have " + descriptor.digest() + " of " + label())
                .hint("bring in all platforms of the image, or leave --all out");
    }
}
