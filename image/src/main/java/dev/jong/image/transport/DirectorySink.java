package dev.jong.image.transport;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.image.registry.Repository;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Writes the plain directory that other tools call `dir:`: one image, its blobs named by their hashes, its manifest
/// `manifest.json`, and those of an index `HASH.manifest.json`.
final class DirectorySink implements ImageSink {
    private static final String MARK = "version";

    private final Members members;
    private final Map<Digest, byte[]> manifests = new HashMap<>();

    DirectorySink(Members members) {
        this.members = members;
    }

    @Override
    public boolean has(Descriptor blob) {
        return members.has(blob.digest().hex(), blob.size());
    }

    @Override
    public void blob(Descriptor blob, Repository.BlobSource content) {
        if (has(blob)) {
            return;
        }
        try (InputStream in = content.open(0)) {
            members.add(blob.digest().hex(), blob, in);
        } catch (IOException e) {
            throw JongException.of(ErrorKind.DATA_LOSS, "cannot read the blob " + blob.digest())
                    .causedBy(e);
        }
    }

    @Override
    public void manifest(Descriptor manifest, byte[] bytes) {
        manifests.put(manifest.digest(), bytes.clone());
    }

    @Override
    public void finish(List<Entry> entries) {
        Descriptor target = entries.getFirst().target();
        if (entries.stream().anyMatch(other -> !other.target().equals(target))) {
            throw JongException.of(
                            ErrorKind.UNSUPPORTED, "a directory of this kind holds one image")
                    .hint("save them one by one, or as an archive");
        }
        members.add(MARK, Text.bytes("Directory Transport Version: 1.1\n"));
        manifests.forEach((digest, bytes) -> {
            if (!digest.equals(target.digest())) {
                members.add(digest.hex() + ".manifest.json", bytes);
            }
        });
        byte[] top = manifests.get(target.digest());
        if (top == null) {
            throw JongException.of(
                    ErrorKind.INTERNAL, "the manifest " + target.digest() + " was not written");
        }
        members.add(DockerArchive.MANIFEST, top);
        members.finish();
    }

    @Override
    public void close() {
        members.close();
    }
}
