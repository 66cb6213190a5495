package dev.jong.image.copy;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.base.json.Json;
import dev.jong.base.json.JsonParser;
import dev.jong.image.registry.RemoteManifest;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;
import dev.jong.oci.ImageConfig;
import dev.jong.oci.Limits;
import dev.jong.oci.Manifest;
import dev.jong.oci.MediaType;
import dev.jong.oci.Reference;
import dev.jong.store.layer.Compression;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An image of an archive of `docker save` that has no image layout in it. Its manifest is made here, the same one that
/// `load` makes: layers stay as they are.
final class DockerArchiveSource implements CopySource {
    static final String LIST = "manifest.json";
    private static final int LIST_BYTES = 1 << 20;
    private static final int PIECE = 128 << 10;

    private final Tree tree;
    private final TreeFiles files;
    private final Optional<Reference> name;
    private final Map<Digest, String> members = new HashMap<>();

    /// @param name the image that is meant; without it there may be only one
    DockerArchiveSource(Tree tree, Optional<Reference> name) {
        this.tree = tree;
        this.files = new TreeFiles(tree);
        this.name = name;
    }

    @Override
    public synchronized RemoteManifest top() {
        Json.Obj image = image();
        String path = image.text("Config");
        byte[] config = files.small(path, Limits.DOCUMENT_BYTES).orElseThrow(() -> missing(path));
        List<String> paths = image.strings("Layers");
        List<Digest> diffIds = ImageConfig.parse(config).diffIds();
        if (paths.size() != diffIds.size()) {
            throw JongException.of(
                    ErrorKind.INVALID_ARGUMENT,
                    "an image of "
                            + label()
                            + " has "
                            + paths.size()
                            + " layers in its list and "
                            + diffIds.size()
                            + " in its config");
        }
        members.put(Digest.of(config), path);
        List<Descriptor> layers = new ArrayList<>();
        for (int i = 0; i < paths.size(); i++) {
            Descriptor layer = layer(paths.get(i), diffIds.get(i));
            members.put(layer.digest(), paths.get(i));
            layers.add(layer);
        }
        Manifest manifest = Manifest.create(Descriptor.of(MediaType.OCI_CONFIG, config), layers);
        return new RemoteManifest(manifest.descriptor(), manifest.bytes());
    }

    @Override
    public byte[] document(Descriptor descriptor) {
        throw missing(descriptor.digest().toString());
    }

    @Override
    public synchronized InputStream blob(Descriptor blob) {
        String path = members.get(blob.digest());
        if (path == null) {
            throw missing(blob.digest().toString());
        }
        return files.blob(path, blob.digest());
    }

    @Override
    public String label() {
        return tree.label();
    }

    @Override
    public boolean hasOwnManifest() {
        return false;
    }

    @Override
    public void close() {
        tree.close();
    }

    private Json.Obj image() {
        byte[] bytes = files.small(LIST, LIST_BYTES).orElseThrow(() -> missing(LIST));
        if (!(JsonParser.parse(bytes) instanceof Json.Arr list)) {
            throw JongException.of(
                    ErrorKind.INVALID_ARGUMENT,
                    "the file " + LIST + " of " + label() + " is no list");
        }
        List<Json.Obj> fitting = new ArrayList<>();
        for (Json item : list.items()) {
            if (item instanceof Json.Obj image && isMeant(image)) {
                fitting.add(image);
            }
        }
        if (fitting.size() != 1) {
            throw JongException.of(
                            fitting.isEmpty() ? ErrorKind.NOT_FOUND : ErrorKind.INVALID_ARGUMENT,
                            (fitting.isEmpty()
                                            ? "there is no image "
                                                    + name.map(n -> n.familiar() + " ").orElse("")
                                            : "there are " + fitting.size() + " images ")
                                    + "in "
                                    + label())
                    .hint("say which one after a colon");
        }
        return fitting.getFirst();
    }

    private boolean isMeant(Json.Obj image) {
        return name.isEmpty()
                || image.strings("RepoTags").stream()
                        .anyMatch(tag -> Reference.parse(tag).equals(name.get()));
    }

    /// An uncompressed layer should be what the config says, and is held to that when it is read; the digest of a
    /// compressed one is only known after it was read.
    private Descriptor layer(String path, Digest diffId) {
        try (InputStream in =
                new BufferedInputStream(tree.open(path).orElseThrow(() -> missing(path)), PIECE)) {
            in.mark(Compression.MAGIC_BYTES);
            Compression compression = Compression.detect(in.readNBytes(Compression.MAGIC_BYTES));
            in.reset();
            return switch (compression) {
                case NONE -> Descriptor.of(MediaType.OCI_LAYER, diffId, tree.size(path));
                case GZIP -> Descriptor.of(MediaType.OCI_LAYER_GZIP, hash(in), tree.size(path));
                case ZSTD -> Descriptor.of(MediaType.OCI_LAYER_ZSTD, hash(in), tree.size(path));
                case XZ ->
                        throw JongException.of(
                                ErrorKind.UNSUPPORTED,
                                "a layer of " + label() + " is compressed with xz");
            };
        } catch (IOException e) {
            throw files.unreadable(path, e);
        }
    }

    private static Digest hash(InputStream in) throws IOException {
        MessageDigest hasher = Digest.Algorithm.SHA256.hasher();
        byte[] piece = new byte[PIECE];
        for (int got = in.read(piece); got >= 0; got = in.read(piece)) {
            hasher.update(piece, 0, got);
        }
        return Digest.Algorithm.SHA256.finish(hasher);
    }

    private JongException missing(String what) {
        return JongException.of(
                ErrorKind.NOT_FOUND, label() + " lacks \"" + Text.printable(what) + "\"");
    }
}
