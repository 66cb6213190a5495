package dev.jong.service.image;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.base.json.Json;
import dev.jong.base.json.JsonParser;
import dev.jong.image.Image;
import dev.jong.image.ImageReader;
import dev.jong.image.Images;
import dev.jong.image.registry.Registries;
import dev.jong.image.registry.RemoteManifest;
import dev.jong.image.registry.Repository;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;
import dev.jong.oci.Document;
import dev.jong.oci.ImageConfig;
import dev.jong.oci.Index;
import dev.jong.oci.Manifest;
import dev.jong.oci.MediaType;
import dev.jong.oci.Platform;
import dev.jong.oci.Reference;
import dev.jong.store.Store;
import dev.jong.store.reference.StoredReference;
import dev.jong.store.usage.LineFile;
import java.util.List;
import java.util.Optional;

/// Finds what goes into a list of manifests: an image of the store, else one of a registry.
final class ListMembers {
    private static final String REMOTE = "docker://";

    private final Store store;
    private final Images images;
    private final ImageReader reader;
    private final RemoteMember remote;

    /// @param origins notes `DIGEST REPOSITORY` for manifests whose layers are in a registry
    ListMembers(Store store, LineFile origins) {
        this.store = store;
        this.images = new Images(store);
        this.reader = new ImageReader(store.content());
        this.remote = new RemoteMember(store.content(), origins);
    }

    /// The entries for one member, as an index has them.
    ///
    /// @param all of an index every image, else the one for this host
    /// @throws JongException NOT_FOUND when it is nowhere, or an index without an image that is wanted
    List<Json.Obj> entries(String text, boolean all, Registries registries) {
        Optional<Descriptor> local = local(text);
        if (local.isPresent()) {
            return local(local.get(), text, all);
        }
        Reference name = Reference.parse(plain(text));
        Repository repository = registries.repository(name);
        RemoteManifest found = repository.manifest(tag(name));
        if (!(Document.parse(found.bytes()) instanceof Index index)) {
            remote.keep(repository, found, name.repository());
            return List.of(entry(found.descriptor().mediaType(), found.bytes()));
        }
        List<Json.Obj> chosen =
                all ? entries(index) : List.of(entry(index, hosts(index, text).digest()));
        for (Json.Obj entry : chosen) {
            RemoteManifest below = repository.manifest(entry.text("digest"));
            remote.keep(repository, below, name.repository());
        }
        return chosen;
    }

    /// The digest that a member has in a list: its own, or that of what [#entries] takes for the name.
    Digest digest(String text, ListDocument list, Registries registries) {
        String plain = plain(text);
        Optional<Digest> own =
                plain.startsWith("sha256:")
                        ? Optional.of(Digest.parse(plain))
                        : isId(plain) ? Optional.empty() : Reference.parse(plain).digest();
        if (own.isPresent() && list.has(own.get().toString())) {
            return own.get();
        }
        Optional<Descriptor> local = local(text);
        if (local.isPresent()) {
            return reader.read(Optional.empty(), local.get(), Optional.empty()).manifest().digest();
        }
        if (plain.startsWith("sha256:")) {
            return Digest.parse(plain);
        }
        Reference name = Reference.parse(plain);
        RemoteManifest found = registries.repository(name).manifest(tag(name));
        return Document.parse(found.bytes()) instanceof Index index
                ? hosts(index, text).digest()
                : found.descriptor().digest();
    }

    private Optional<Descriptor> local(String text) {
        if (text.startsWith(REMOTE)) {
            return Optional.empty();
        }
        Optional<StoredReference> named =
                isId(text) ? Optional.empty() : images.named(Reference.parse(text));
        return named.map(StoredReference::target)
                .or(() -> images.find(text, Optional.empty()).map(Image::manifest));
    }

    private static boolean isId(String text) {
        return text.startsWith("sha256:") || text.length() == 64 && Digest.isHexPrefix(text);
    }

    private static String plain(String text) {
        return text.startsWith(REMOTE) ? text.substring(REMOTE.length()) : text;
    }

    private static String tag(Reference name) {
        return name.digest().map(Digest::toString).or(name::tag).orElse("latest");
    }

    private List<Json.Obj> local(Descriptor target, String text, boolean all) {
        byte[] bytes = store.content().read(target.digest());
        if (!(Document.parse(bytes) instanceof Index index)) {
            return List.of(entry(target.mediaType(), bytes));
        }
        if (!all) {
            Descriptor manifest =
                    reader.read(Optional.empty(), target, Optional.empty()).manifest();
            return List.of(entry(index, manifest.digest()));
        }
        List<Json.Obj> here =
                entries(index).stream()
                        .filter(entry -> store.content().has(Descriptor.of(entry)))
                        .toList();
        if (here.isEmpty()) {
            throw none(text, "of its images none is in the store");
        }
        return here;
    }

    /// What an index has for this host.
    private static Descriptor hosts(Index index, String text) {
        return index.select(Platform.host())
                .orElseThrow(() ->
                        none(text, "it has no image for " + Platform.host())
                                .hint("--all takes every image of it"));
    }

    private static JongException none(String text, String why) {
        return JongException.of(
                ErrorKind.NOT_FOUND, "cannot put " + Text.printable(text) + " in a list: " + why);
    }

    /// The entries as the index has them, with the fields that nobody here knows.
    private static List<Json.Obj> entries(Index index) {
        return JsonParser.parseObject(Text.bytes(index.raw())).objects("manifests");
    }

    private Json.Obj entry(Index index, Digest digest) {
        for (Json.Obj entry : entries(index)) {
            if (entry.text("digest").equals(digest.toString())) {
                return entry;
            }
        }
        // It is in an index inside this one.
        byte[] bytes = store.content().read(digest);
        return entry(Document.parse(bytes).mediaType(), bytes);
    }

    /// With the platform that its config names.
    private Json.Obj entry(String mediaType, byte[] bytes) {
        Descriptor plain = Descriptor.of(mediaType, bytes);
        if (!(Document.parse(bytes) instanceof Manifest manifest)
                || !MediaType.isConfig(manifest.config().mediaType())) {
            return plain.toJson();
        }
        ImageConfig config = ImageConfig.parse(store.content().read(manifest.config().digest()));
        Json.Obj platform = config.platform().toJson();
        for (String field : List.of("os.version", "os.features", "variant")) {
            // As written there: a normalised variant would leave out the v8 that others look for.
            Optional<Json> value = config.json().get(field);
            platform = value.isPresent() ? platform.with(field, value.get()) : platform;
        }
        return plain.toJson().with("platform", platform);
    }
}
