package dev.jong.image.copy;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.image.registry.RemoteManifest;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;
import dev.jong.oci.Document;
import dev.jong.oci.Index;
import dev.jong.oci.Limits;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An image of an OCI image layout (image specification, image-layout.md), in a directory or an archive.
final class LayoutSource implements CopySource {
    static final String INDEX = "index.json";
    private static final String REF_NAME = "org.opencontainers.image.ref.name";
    private static final String FULL_NAME = "io.containerd.image.name";

    private final Tree tree;
    private final TreeFiles files;
    private final Optional<String> name;

    /// @param name the tag, the whole name or the digest of the image that is meant; without it there may be only one
    LayoutSource(Tree tree, Optional<String> name) {
        this.tree = tree;
        this.files = new TreeFiles(tree);
        this.name = name;
    }

    @Override
    public RemoteManifest top() {
        List<Descriptor> fitting = new ArrayList<>();
        for (Descriptor entry : index().manifests()) {
            boolean met = fitting.stream().anyMatch(one -> one.digest().equals(entry.digest()));
            if (!met && isMeant(entry)) {
                fitting.add(entry);
            }
        }
        if (fitting.isEmpty()) {
            throw refused(ErrorKind.NOT_FOUND, "there is no image " + wanted() + "in ");
        }
        if (fitting.size() > 1) {
            throw refused(
                    ErrorKind.INVALID_ARGUMENT, "there are " + fitting.size() + " images in ");
        }
        Descriptor target = fitting.getFirst().withAnnotations(Map.of());
        return new RemoteManifest(target, document(target));
    }

    @Override
    public byte[] document(Descriptor descriptor) {
        return files.document(path(descriptor.digest()), descriptor);
    }

    @Override
    public InputStream blob(Descriptor blob) {
        return files.blob(path(blob.digest()), blob.digest());
    }

    @Override
    public String label() {
        return tree.label();
    }

    @Override
    public List<String> tags() {
        List<String> out = new ArrayList<>();
        for (Descriptor entry : index().manifests()) {
            String tag = entry.annotations().getOrDefault(REF_NAME, "");
            if (!tag.isEmpty()) {
                out.add(tag);
            }
        }
        return out;
    }

    @Override
    public void close() {
        tree.close();
    }

    private Index index() {
        byte[] bytes =
                files.small(INDEX, Limits.DOCUMENT_BYTES)
                        .orElseThrow(() ->
                                JongException.of(
                                        ErrorKind.NOT_FOUND,
                                        tree.label() + " is no image layout: it has no " + INDEX));
        if (Document.parse(bytes) instanceof Index index) {
            return index;
        }
        throw JongException.of(
                ErrorKind.INVALID_ARGUMENT,
                "the file " + INDEX + " of " + tree.label() + " is no index");
    }

    private boolean isMeant(Descriptor entry) {
        return name.isEmpty()
                || name.get().equals(entry.annotations().get(REF_NAME))
                || name.get().equals(entry.annotations().get(FULL_NAME))
                || name.get().equals(entry.digest().toString());
    }

    private String wanted() {
        return name.map(text -> Text.printable(text) + " ").orElse("");
    }

    private JongException refused(ErrorKind kind, String what) {
        List<String> tags = tags();
        JongException refused = JongException.of(kind, what + tree.label());
        return tags.isEmpty()
                ? refused
                : refused.hint(
                        "say which one after a colon: "
                                + Text.printable(
                                        String.join(
                                                ", ", tags.subList(0, Math.min(10, tags.size())))));
    }

    private static String path(Digest digest) {
        return "blobs/" + digest.algorithm().label() + "/" + digest.hex();
    }
}
