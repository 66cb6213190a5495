package dev.jong.image.transport;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;
import dev.jong.oci.Document;
import dev.jong.oci.Index;
import dev.jong.oci.Limits;
import dev.jong.oci.Manifest;
import dev.jong.oci.MediaType;
import dev.jong.store.content.ContentStore;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Writes images of the store to a sink, as they are: the same bytes, so the same digests. Every byte is verified on its
/// way. The caller holds a lease.
public final class SendImage {
    private final ContentStore content;
    private final Runnable meanwhile;

    /// @param meanwhile runs before each blob; ends the work by throwing
    public SendImage(ContentStore content, Runnable meanwhile) {
        this.content = content;
        this.meanwhile = meanwhile;
    }

    /// Checks that everything is there, so that nothing is begun that can't be ended. Sizes only.
    ///
    /// @throws JongException NOT_FOUND naming the blob that is missing
    public void check(Descriptor target) {
        check(target, new HashSet<>(), 0);
    }

    /// Writes a manifest, or an index with those of its images that are here. Blobs are written in the order of the
    /// manifest: the same image gives the same sequence.
    ///
    /// @throws JongException NOT_FOUND when a blob is missing, DATA_LOSS when one is damaged
    public void send(Descriptor target, ImageSink sink) {
        send(target, sink, new HashSet<>(), 0);
    }

    /// @param sent documents that were sent: there can be any number of ways to one
    private void send(Descriptor target, ImageSink sink, Set<Digest> sent, int depth) {
        if (!sent.add(target.digest())) {
            return;
        }
        byte[] bytes = content.read(target.digest());
        switch (document(bytes, depth)) {
            case Manifest manifest -> {
                for (Descriptor blob : present(manifest)) {
                    meanwhile.run();
                    sink.blob(blob, from -> open(blob, from));
                }
            }
            case Index index -> {
                for (Descriptor child : children(index)) {
                    send(child, sink, sent, depth + 1);
                }
            }
        }
        sink.manifest(target, bytes);
    }

    private void check(Descriptor target, Set<Digest> seen, int depth) {
        if (!seen.add(target.digest())) {
            return;
        }
        switch (document(content.read(target.digest()), depth)) {
            case Manifest manifest -> {
                for (Descriptor blob : present(manifest)) {
                    if (!content.has(blob)) {
                        throw missing(blob, target);
                    }
                }
            }
            case Index index -> children(index).forEach(child -> check(child, seen, depth + 1));
        }
    }

    private static Document document(byte[] bytes, int depth) {
        Limits.check(depth, Limits.INDEX_DEPTH, "indexes inside each other");
        return Document.parse(bytes);
    }

    /// Layers that may not be passed on stay with whoever made them.
    private List<Descriptor> present(Manifest manifest) {
        List<Descriptor> out = new ArrayList<>();
        for (Descriptor layer : manifest.layers()) {
            boolean foreign =
                    layer.mediaType().startsWith(MediaType.OCI_LAYER_FOREIGN)
                            || layer.mediaType().equals(MediaType.DOCKER_LAYER_FOREIGN);
            if (!foreign || content.has(layer)) {
                out.add(layer);
            }
        }
        out.add(manifest.config());
        return out;
    }

    private List<Descriptor> children(Index index) {
        List<Descriptor> out = new ArrayList<>();
        for (Descriptor child : index.manifests()) {
            if (content.has(child)) {
                out.add(child);
            }
        }
        return out;
    }

    private InputStream open(Descriptor blob, long from) {
        InputStream in = content.open(blob.digest());
        try {
            // Bytes that are left out are hashed all the same.
            long left = from;
            byte[] dropped = new byte[(int) Math.min(from, 1 << 20)];
            while (left > 0) {
                int count = in.read(dropped, 0, (int) Math.min(left, dropped.length));
                left = count < 0 ? 0 : left - count;
            }
            return in;
        } catch (IOException e) {
            throw JongException.of(ErrorKind.DATA_LOSS, "cannot read the blob " + blob.digest())
                    .causedBy(e);
        }
    }

    private static JongException missing(Descriptor blob, Descriptor target) {
        String type = Text.printable(blob.mediaType());
        return JongException.of(
                        ErrorKind.NOT_FOUND,
                        "the blob "
                                + blob.digest()
                                + " ("
                                + type
                                + ", "
                                + blob.size()
                                + " bytes) of the image "
                                + target.digest()
                                + " is missing or cut short in the store")
                .hint("load or pull the image again to heal it");
    }
}
