package dev.jong.image.pull;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.image.registry.RemoteManifest;
import dev.jong.image.registry.Repository;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;
import dev.jong.oci.Document;
import dev.jong.oci.Index;
import dev.jong.oci.Limits;
import dev.jong.oci.Manifest;
import dev.jong.oci.MediaType;
import dev.jong.oci.Platform;
import dev.jong.oci.Reference;
import dev.jong.store.content.ContentStore;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Reads the documents behind a name: through indexes to the manifest for a platform, or to all. Documents that the
/// store has are not fetched.
final class ReadRemote {
    private final Repository repository;
    private final ContentStore content;
    private final Reference name;
    private final PlatformChoice choice;
    private final Map<Descriptor, Manifest> manifests = new LinkedHashMap<>();
    private final Map<Descriptor, byte[]> documents = new LinkedHashMap<>();

    /// Indexes that name one another many times have more ways through them than anybody can go.
    private final Set<Digest> collected = new HashSet<>();

    ReadRemote(Repository repository, ContentStore content, Reference name, PlatformChoice choice) {
        this.repository = repository;
        this.content = content;
        this.name = name;
        this.choice = choice;
    }

    /// Reads them.
    ///
    /// @param known whether the store has an image of this name: then it is worth asking first what the name stands for
    /// @throws JongException NOT_FOUND when there is no such name, or none for the platform, with those there are
    RemoteImage read(boolean known) {
        Descriptor target = target(known);
        Descriptor chosen = choose(target, 0);
        if (choice.all()) {
            collect(target, 0);
        }
        last(target);
        return new RemoteImage(target, manifests, chosen, documents);
    }

    private Descriptor target(boolean known) {
        if (name.digest().isPresent()) {
            Optional<byte[]> here = stored(name.digest().get());
            if (here.isPresent()) {
                return found(here.get());
            }
            return fetched(repository.manifest(name.digest().get().toString()));
        }
        String tag = name.tag().orElse("latest");
        Optional<Descriptor> resolved = known ? repository.resolve(tag) : Optional.empty();
        Optional<byte[]> here = resolved.flatMap(found -> stored(found.digest()));
        return here.isPresent() ? found(here.get()) : fetched(repository.manifest(tag));
    }

    private Descriptor found(byte[] bytes) {
        Descriptor target = Descriptor.of(Document.parse(bytes).mediaType(), bytes);
        documents.put(target, bytes);
        return target;
    }

    private Descriptor fetched(RemoteManifest remote) {
        Descriptor plain =
                Descriptor.of(
                        remote.descriptor().mediaType(),
                        remote.descriptor().digest(),
                        remote.bytes().length);
        documents.put(plain, remote.bytes());
        return plain;
    }

    /// Follows the indexes to the one manifest for the platform.
    private Descriptor choose(Descriptor at, int depth) {
        Limits.check(depth, Limits.INDEX_DEPTH, "indexes inside each other");
        switch (document(at)) {
            case Manifest manifest -> {
                manifests.put(at, manifest);
                collected.add(at.digest());
                return at;
            }
            case Index index -> {
                Descriptor best =
                        index.select(choice.platform()).orElseThrow(() -> noPlatform(index));
                return choose(best, depth + 1);
            }
        }
    }

    private void collect(Descriptor at, int depth) {
        Limits.check(depth, Limits.INDEX_DEPTH, "indexes inside each other");
        if (!collected.add(at.digest())) {
            return;
        }
        switch (document(at)) {
            case Manifest manifest -> manifests.put(at, manifest);
            case Index index -> {
                for (Descriptor child : index.manifests()) {
                    if (MediaType.isManifest(child.mediaType())
                            || MediaType.isIndex(child.mediaType())) {
                        collect(child, depth + 1);
                    }
                }
                last(at);
            }
        }
    }

    /// Puts a document behind its children, so that what is stored has all below it.
    private void last(Descriptor at) {
        byte[] bytes = bytes(at);
        documents.remove(at);
        documents.put(at, bytes);
    }

    private Document document(Descriptor at) {
        return Document.parse(bytes(at));
    }

    private byte[] bytes(Descriptor at) {
        byte[] known = documents.get(at);
        if (known != null) {
            return known;
        }
        Limits.check(at.size(), Limits.DOCUMENT_BYTES, "bytes in the manifest");
        byte[] bytes =
                stored(at.digest())
                        .orElseGet(() -> repository.manifest(at.digest().toString()).bytes());
        if (bytes.length != at.size()) {
            throw JongException.of(
                    ErrorKind.DATA_LOSS,
                    "the manifest "
                            + at.digest()
                            + " of "
                            + name
                            + " has "
                            + bytes.length
                            + " bytes, its index says "
                            + at.size());
        }
        documents.put(at, bytes);
        return bytes;
    }

    /// What the store has and can be read; a damaged document is fetched again and so healed.
    private Optional<byte[]> stored(Digest digest) {
        try {
            return content.size(digest).isPresent()
                    ? Optional.of(content.read(digest))
                    : Optional.empty();
        } catch (JongException damaged) {
            return Optional.empty();
        }
    }

    private JongException noPlatform(Index index) {
        Set<String> there = new TreeSet<>();
        for (Descriptor entry : index.manifests()) {
            String platform = entry.platform().map(Platform::toString).orElse("");
            if (!platform.isEmpty() && !platform.startsWith("unknown")) {
                there.add(Text.printable(platform));
            }
        }
        return JongException.of(
                        ErrorKind.NOT_FOUND,
                        "there is no image for the platform " + choice.platform() + " in " + name)
                .hint(
                        there.isEmpty()
                                ? "its index names no platforms"
                                : "there are images for " + String.join(", ", there));
    }
}
