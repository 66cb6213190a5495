package dev.jong.service.image;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.base.json.Json;
import dev.jong.image.Images;
import dev.jong.image.registry.Registries;
import dev.jong.image.registry.RemoteManifest;
import dev.jong.image.registry.Repository;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;
import dev.jong.oci.Document;
import dev.jong.oci.ImageConfig;
import dev.jong.oci.Index;
import dev.jong.oci.Limits;
import dev.jong.oci.Manifest;
import dev.jong.oci.MediaType;
import dev.jong.oci.Platform;
import dev.jong.oci.Reference;
import dev.jong.store.Store;
import dev.jong.store.reference.StoredReference;
import dev.jong.store.usage.LineFile;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds what goes into a list of manifests: an image of the store, else one of a registry. Of the latter manifest and
/// config come into the store, layers stay where they are.
final class ListMembers {
    private static final String REMOTE = "docker://";

    private final Store store;
    private final Images images;
    private final LineFile origins;

    /// @param origins notes `DIGEST REPOSITORY` for manifests whose layers are in a registry
    ListMembers(Store store, LineFile origins) {
        this.store = store;
        this.images = new Images(store);
        this.origins = origins;
    }

    /// The entries for one member, as an index has them.
    ///
    /// @param all of an index every image, else the one for this host
    List<Json.Obj> entries(String text, boolean all, Registries registries) {
        Optional<StoredReference> local = local(text);
        if (local.isPresent()) {
            return local(local.get().target(), all);
        }
        Reference name = Reference.parse(plain(text));
        Repository repository = registries.repository(name);
        String tag = name.digest().map(Digest::toString).or(name::tag).orElse("latest");
        return remote(repository, repository.manifest(tag), name.repository(), all);
    }

    /// The digest that a member has in a list: its own, or that of what a name stands for.
    Digest digest(String text, Registries registries) {
        String plain = plain(text);
        if (plain.startsWith("sha256:")) {
            return Digest.parse(plain);
        }
        Reference name = Reference.parse(plain);
        if (name.digest().isPresent()) {
            return name.digest().get();
        }
        Optional<StoredReference> local = local(text);
        if (local.isPresent()) {
            return images.resolve(plain, Optional.empty()).manifest().digest();
        }
        return registries
                .repository(name)
                .resolve(name.tag().orElse("latest"))
                .orElseThrow(() ->
                        JongException.of(
                                ErrorKind.NOT_FOUND, "no such manifest: " + Text.printable(text)))
                .digest();
    }

    private Optional<StoredReference> local(String text) {
        return text.startsWith(REMOTE) ? Optional.empty() : images.named(Reference.parse(text));
    }

    private static String plain(String text) {
        return text.startsWith(REMOTE) ? text.substring(REMOTE.length()) : text;
    }

    private List<Json.Obj> local(Descriptor target, boolean all) {
        byte[] bytes = store.content().read(target.digest());
        if (Document.parse(bytes) instanceof Index index) {
            List<Json.Obj> out = new ArrayList<>();
            Optional<Descriptor> best = index.select(Platform.host());
            for (Descriptor child : index.manifests()) {
                boolean wanted = all || best.isPresent() && best.get().equals(child);
                if (wanted && store.content().has(child)) {
                    out.add(child.toJson());
                }
            }
            return out;
        }
        return List.of(entry(target.mediaType(), bytes));
    }

    private List<Json.Obj> remote(
            Repository repository, RemoteManifest found, String origin, boolean all) {
        if (Document.parse(found.bytes()) instanceof Index index) {
            List<Json.Obj> out = new ArrayList<>();
            Optional<Descriptor> best = index.select(Platform.host());
            for (Descriptor child : index.manifests()) {
                if (all || best.isPresent() && best.get().equals(child)) {
                    RemoteManifest below = repository.manifest(child.digest().toString());
                    keep(repository, below, origin);
                    out.add(child.toJson());
                }
            }
            return out;
        }
        keep(repository, found, origin);
        return List.of(entry(found.descriptor().mediaType(), found.bytes()));
    }

    private void keep(Repository repository, RemoteManifest found, String origin) {
        Descriptor stored = store.content().put(found.descriptor().mediaType(), found.bytes());
        if (!(Document.parse(found.bytes()) instanceof Manifest manifest)) {
            throw JongException.of(
                    ErrorKind.UNSUPPORTED, "a list can't hold the index " + stored.digest());
        }
        Descriptor config = manifest.config();
        if (!store.content().has(config)) {
            Limits.check(config.size(), Limits.DOCUMENT_BYTES, "bytes in the config");
            store.content().put(config.mediaType(), fetch(repository, config));
        }
        String line = stored.digest() + " " + origin;
        origins.change(
                true,
                lines -> {
                    lines.remove(line);
                    lines.add(line);
                });
    }

    private static byte[] fetch(Repository repository, Descriptor blob) {
        try (InputStream in = repository.blob(blob, 0)) {
            byte[] bytes = in.readNBytes((int) blob.size() + 1);
            if (!Digest.of(blob.digest().algorithm(), bytes).equals(blob.digest())) {
                throw JongException.of(
                        ErrorKind.DATA_LOSS,
                        "the registry gave other bytes for the config " + blob.digest());
            }
            return bytes;
        } catch (IOException e) {
            throw JongException.of(
                            ErrorKind.UNAVAILABLE, "cannot fetch the config " + blob.digest())
                    .causedBy(e);
        }
    }

    /// With the platform that its config names.
    private Json.Obj entry(String mediaType, byte[] bytes) {
        Descriptor plain = Descriptor.of(mediaType, bytes);
        if (!(Document.parse(bytes) instanceof Manifest manifest)
                || !MediaType.isConfig(manifest.config().mediaType())) {
            return plain.toJson();
        }
        ImageConfig config = ImageConfig.parse(store.content().read(manifest.config().digest()));
        return plain.toJson().with("platform", config.platform().toJson());
    }
}
