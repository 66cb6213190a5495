package dev.jong.service.image;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.base.json.Json;
import dev.jong.image.AddContent;
import dev.jong.image.UnpackedLayers;
import dev.jong.image.registry.Registries;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;
import dev.jong.oci.Reference;
import dev.jong.store.Store;
import dev.jong.store.lease.Hold;
import dev.jong.store.lease.WriterLock;
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

    /// Guards the time between reading a list and writing it anew; taken before the lock of the names.
    private final WriterLock turn;

    /// @param used what containers need
    /// @param origins the store's `origins`
    public ManifestLists(
            Store store, UnpackedLayers layers, Supplier<Set<Digest>> used, LineFile origins) {
        this.store = store;
        this.adding = new AddContent(store, layers, used);
        this.members = new ListMembers(store, origins);
        this.turn = new WriterLock(store.root().resolve("lists.lock"));
    }

    /// What is made of a list.
    private interface Change {
        ListDocument of(ListDocument before);
    }

    /// Makes a list.
    ///
    /// @param amend add to one that is there, instead of refusing
    /// @param all of members that are indexes every image
    /// @throws JongException CONFLICT when there is something of this name
    public Descriptor create(
            Reference name, List<String> from, boolean amend, boolean all, Registries registries) {
        start(name, amend);
        return adding.run(() -> {
            List<Json.Obj> fresh = fresh(from, all, registries);
            try (Hold _ = turn.acquire()) {
                return write(name, start(name, amend).with(fresh));
            }
        });
    }

    /// Adds to a list that is there. Members that it has stay as they are.
    ///
    /// @throws JongException NOT_FOUND without such a list, PRECONDITION when it is an image
    public Descriptor add(Reference name, List<String> from, boolean all, Registries registries) {
        list(name);
        return adding.run(() -> {
            List<Json.Obj> fresh = fresh(from, all, registries);
            return change(name, before -> before.with(fresh));
        });
    }

    /// Changes what a list says of a member.
    ///
    /// @param platform fields of the entry's `platform`, such as `architecture`
    /// @param annotations of the entry
    /// @throws JongException NOT_FOUND without such a list or member
    public Descriptor annotate(
            Reference name,
            String member,
            Map<String, Json> platform,
            Map<String, String> annotations,
            Registries registries) {
        String digest = members.digest(member, list(name), registries).toString();
        return changeMember(
                name, member, digest, list -> list.annotated(digest, platform, annotations));
    }

    /// Takes a member out of a list.
    ///
    /// @throws JongException NOT_FOUND without such a list or member
    public Descriptor remove(Reference name, String member, Registries registries) {
        String digest = members.digest(member, list(name), registries).toString();
        return changeMember(name, member, digest, list -> list.without(digest));
    }

    /// The bytes of a list or manifest that has a name in the store; empty without one.
    public Optional<byte[]> find(Reference name) {
        return store.references()
                .get(name)
                .map(record -> store.content().read(record.target().digest()));
    }

    /// A document of the store; empty when it is not there, as with images of a list that was pulled for one platform.
    public Optional<byte[]> blob(Digest digest) {
        return store.content().size(digest).isPresent()
                ? Optional.of(store.content().read(digest))
                : Optional.empty();
    }

    /// True when a name stands for a list.
    public boolean exists(Reference name) {
        return find(name).map(ListDocument::is).orElse(false);
    }

    private List<Json.Obj> fresh(List<String> from, boolean all, Registries registries) {
        List<Json.Obj> out = new ArrayList<>();
        for (String member : from) {
            out.addAll(members.entries(member, all, registries));
        }
        return out;
    }

    /// What a list begins with.
    private ListDocument start(Reference name, boolean amend) {
        Optional<StoredReference> before = store.references().get(name);
        if (before.isPresent() && !amend) {
            throw JongException.of(
                            ErrorKind.CONFLICT, "there is something called " + name.familiar())
                    .hint("give --amend to add to it");
        }
        return before.isPresent() ? list(name) : ListDocument.EMPTY;
    }

    private ListDocument list(Reference name) {
        byte[] bytes =
                find(name)
                        .orElseThrow(() ->
                                JongException.of(
                                                ErrorKind.NOT_FOUND,
                                                "no such manifest list: " + name.familiar())
                                        .hint("make it with jong manifest create"));
        if (!ListDocument.is(bytes)) {
            throw JongException.of(
                    ErrorKind.PRECONDITION, name.familiar() + " is an image and no list");
        }
        return ListDocument.parse(bytes);
    }

    private Descriptor changeMember(Reference name, String member, String digest, Change change) {
        return adding.run(() ->
                change(
                        name,
                        list -> {
                            if (!list.has(digest)) {
                                throw JongException.of(
                                                ErrorKind.NOT_FOUND,
                                                "the list "
                                                        + name.familiar()
                                                        + " has no "
                                                        + Text.printable(member))
                                        .hint(
                                                "jong manifest inspect "
                                                        + name.familiar()
                                                        + " shows what it has");
                            }
                            return change.of(list);
                        }));
    }

    private Descriptor change(Reference name, Change change) {
        try (Hold _ = turn.acquire()) {
            return write(name, change.of(list(name)));
        }
    }

    private Descriptor write(Reference name, ListDocument list) {
        Descriptor stored = store.content().put(list.mediaType(), list.bytes());
        Optional<Descriptor> before = store.references().put(name, stored);
        // What the list was before is nobody's image.
        before.ifPresent(old -> store.references().forget(old.digest()));
        return stored;
    }
}
