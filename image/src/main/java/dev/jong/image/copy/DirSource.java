package dev.jong.image.copy;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.image.registry.RemoteManifest;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Document;
import dev.jong.oci.Limits;
import java.io.InputStream;

/// The plain directory that other tools call `dir:`: `manifest.json`, those of an index as `HASH.manifest.json`, and
/// blobs named by their hashes.
final class DirSource implements CopySource {
    private static final String MANIFEST = "manifest.json";

    private final Tree tree;
    private final TreeFiles files;

    DirSource(Tree tree) {
        this.tree = tree;
        this.files = new TreeFiles(tree);
    }

    @Override
    public RemoteManifest top() {
        byte[] bytes =
                files.small(MANIFEST, Limits.DOCUMENT_BYTES)
                        .orElseThrow(() ->
                                JongException.of(
                                        ErrorKind.NOT_FOUND, tree.label() + " has no " + MANIFEST));
        return new RemoteManifest(Descriptor.of(Document.parse(bytes).mediaType(), bytes), bytes);
    }

    @Override
    public byte[] document(Descriptor descriptor) {
        return files.document(descriptor.digest().hex() + ".manifest.json", descriptor);
    }

    @Override
    public InputStream blob(Descriptor blob) {
        return files.blob(blob.digest().hex(), blob.digest());
    }

    @Override
    public String label() {
        return tree.label();
    }

    @Override
    public void close() {
        tree.close();
    }
}
