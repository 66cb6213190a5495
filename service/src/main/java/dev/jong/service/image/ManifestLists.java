package dev.jong.service.image;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.base.json.Json;
import dev.jong.base.json.JsonParser;
import dev.jong.base.json.JsonPrinter;
import dev.jong.image.AddContent;
import dev.jong.image.UnpackedLayers;
import dev.jong.image.registry.Registries;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;
import dev.jong.oci.MediaType;
import dev.jong.oci.Reference;
import dev.jong.store.Store;
import dev.jong.store.reference.StoredReference;
import dev.jong.store.usage.LineFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// `manifest`: lists of images for several platforms, which are indexes of the store like any other. The same members
/// give the same bytes.
public final class ManifestLists {
    private final Store store;
    private final AddContent adding;
    private final ListMembers members;

    /// @param used what containers need
    /// @param origins the store's `origins`
    public ManifestLists(
            Store store, UnpackedLayers layers, Supplier<Set<Digest>> used, LineFile origins) {
        this.store = store;
        this.adding = new AddContent(store, layers, used);
        this.members = new ListMembers(store, origins);
    }

    /// Makes a list.
    ///
    /// @param amend add to one that is there, instead of refusing
    /// @param all of members that are indexes every image
    /// @throws JongException CONFLICT when there is something of this name
    public Descriptor create(
            Reference name, List<String> from, boolean amend, boolean all, Registries registries) {
        Optional<StoredReference> before = store.references().get(name);
        if (before.isPresent() && !amend) {
            throw JongException.of(
                            ErrorKind.CONFLICT, "there is something called " + name.familiar())
                    .hint("give --amend to add to it");
        }
        List<Json.Obj> known = before.isPresent() ? entries(name) : List.of();
        return adding.run(() -> add(name, known, from, all, registries));
    }

    /// Adds to a list that is there.
    public Descriptor add(Reference name, List<String> from, boolean all, Registries registries) {
        List<Json.Obj> known = entries(name);
        return adding.run(() -> add(name, known, from, all, registries));
    }

    private Descriptor add(
            Reference name,
            List<Json.Obj> known,
            List<String> from,
            boolean all,
            Registries registries) {
        List<Json.Obj> entries = new ArrayList<>(known);
        for (String member : from) {
            for (Json.Obj fresh : members.entries(member, all, registries)) {
                entries.removeIf(entry -> entry.text("digest").equals(fresh.text("digest")));
                entries.add(fresh);
            }
        }
        return write(name, entries);
    }

    /// Changes what a list says of a member.
    ///
    /// @param platform fields of the entry's `platform`, such as `architecture`
    /// @param annotations of the entry
    public Descriptor annotate(
            Reference name,
            String member,
            Map<String, Json> platform,
            Map<String, String> annotations,
            Registries registries) {
        String digest = members.digest(member, registries).toString();
        List<Json.Obj> entries = new ArrayList<>();
        boolean found = false;
        for (Json.Obj entry : entries(name)) {
            boolean meant = entry.text("digest").equals(digest);
            found |= meant;
            entries.add(meant ? annotated(entry, platform, annotations) : entry);
        }
        requireMember(found, name, member);
        return adding.run(() -> write(name, entries));
    }

    private static Json.Obj annotated(
            Json.Obj entry, Map<String, Json> platform, Map<String, String> annotations) {
        Json.Obj out = entry;
        Json.Obj its = entry.object("platform");
        for (Map.Entry<String, Json> field : platform.entrySet()) {
            its = its.with(field.getKey(), field.getValue());
        }
        if (!platform.isEmpty()) {
            out = out.with("platform", its);
        }
        Json.Obj notes = entry.object("annotations");
        for (Map.Entry<String, String> note : annotations.entrySet()) {
            notes = notes.with(note.getKey(), Json.of(note.getValue()));
        }
        return annotations.isEmpty() ? out : out.with("annotations", notes);
    }

    /// Takes a member out of a list.
    public Descriptor remove(Reference name, String member, Registries registries) {
        String digest = members.digest(member, registries).toString();
        List<Json.Obj> entries = new ArrayList<>(entries(name));
        boolean found = entries.removeIf(entry -> entry.text("digest").equals(digest));
        requireMember(found, name, member);
        return adding.run(() -> write(name, entries));
    }

    /// The bytes of a list or manifest that has a name in the store; empty without one.
    public Optional<byte[]> find(Reference name) {
        return store.references()
                .get(name)
                .map(record -> store.content().read(record.target().digest()));
    }

    /// A document of the store.
    public byte[] blob(Digest digest) {
        return store.content().read(digest);
    }

    /// True when a name stands for a list.
    public boolean exists(Reference name) {
        return find(name)
                .map(bytes -> JsonParser.parseObject(bytes).has("manifests"))
                .orElse(false);
    }

    private List<Json.Obj> entries(Reference name) {
        byte[] bytes =
                find(name)
                        .orElseThrow(() ->
                                JongException.of(
                                                ErrorKind.NOT_FOUND,
                                                "no such manifest list: " + name.familiar())
                                        .hint("make it with jong manifest create"));
        Json.Obj index = JsonParser.parseObject(bytes);
        if (!index.has("manifests")) {
            throw JongException.of(
                    ErrorKind.PRECONDITION, name.familiar() + " is an image and no list");
        }
        return index.objects("manifests");
    }

    private Descriptor write(Reference name, List<Json.Obj> entries) {
        boolean docker =
                !entries.isEmpty()
                        && entries.stream()
                                .allMatch(entry ->
                                        entry.text("mediaType").equals(MediaType.DOCKER_MANIFEST)
                                                && !entry.has("annotations"));
        String type = docker ? MediaType.DOCKER_INDEX : MediaType.OCI_INDEX;
        Json.Obj index =
                Json.object()
                        .put("schemaVersion", 2)
                        .put("mediaType", type)
                        .put("manifests", new Json.Arr(List.copyOf(entries)))
                        .build();
        Descriptor stored = store.content().put(type, JsonPrinter.bytes(index));
        Optional<Descriptor> before = store.references().put(name, stored);
        // What the list was before is nobody's image.
        before.ifPresent(old -> store.references().forget(old.digest()));
        return stored;
    }

    private static void requireMember(boolean found, Reference name, String member) {
        if (!found) {
            throw JongException.of(
                    ErrorKind.NOT_FOUND,
                    "the list " + name.familiar() + " has no " + Text.printable(member));
        }
    }
}
