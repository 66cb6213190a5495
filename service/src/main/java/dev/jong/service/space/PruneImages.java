package dev.jong.service.space;

import dev.jong.base.JongException;
import dev.jong.image.Image;
import dev.jong.image.Needs;
import dev.jong.image.ReadNeeds;
import dev.jong.image.Sweeper;
import dev.jong.image.UnpackedLayers;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;
import dev.jong.oci.Reference;
import dev.jong.store.Store;
import dev.jong.store.event.Event;
import dev.jong.store.reference.StoredReference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// `image prune`: removes images without a name, or all that no container uses, and everything else in the store that
/// nothing needs.
public final class PruneImages {
    private final Store store;
    private final Sweeper sweeper;
    private final Supplier<Set<Digest>> used;
    private final Supplier<Pins> pins;

    /// @param used what containers need
    /// @param pins what the user wants to keep
    public PruneImages(
            Store store, UnpackedLayers layers, Supplier<Set<Digest>> used, Supplier<Pins> pins) {
        this.store = store;
        this.sweeper = new Sweeper(store, layers);
        this.used = used;
        this.pins = pins;
    }

    /// What was done.
    ///
    /// @param untagged names taken away
    /// @param deleted ids of images that are gone
    /// @param bytes what that freed, blobs and unpacked layers
    /// @param held bytes that nothing is known to need and that stay because something is damaged
    /// @param postponed others are at work on the store: the space is free when they have ended
    /// @param pinned names of unused images that stay because they are pinned
    /// @param damaged what could not be read or removed
    public record Pruned(
            List<Reference> untagged,
            List<Digest> deleted,
            long bytes,
            long held,
            boolean postponed,
            List<Reference> pinned,
            List<JongException> damaged) {
        public Pruned {
            untagged = List.copyOf(untagged);
            deleted = List.copyOf(deleted);
            pinned = List.copyOf(pinned);
            damaged = List.copyOf(damaged);
        }
    }

    /// Removes.
    ///
    /// @param all also images with a name, unless a container uses them or they are pinned
    public Pruned run(boolean all, PruneFilters filters) {
        store.leases().wantSweep();
        ReadNeeds reading = new ReadNeeds(store.content());
        Set<Digest> inUse = used.get();
        Pins pinned = pins.get();
        List<Reference> untagged = new ArrayList<>();
        List<Digest> targets = new ArrayList<>();
        List<Digest> deleted = new ArrayList<>();
        List<Reference> spared = new ArrayList<>();
        for (List<StoredReference> records : byTarget().values()) {
            Descriptor target = records.getFirst().target();
            List<Reference> names = names(records);
            Needs needs = reading.of(target);
            boolean wanted = names.isEmpty() || all;
            if (!wanted || isUsed(needs, inUse) || !accept(needs, filters)) {
                continue;
            }
            if (pinned.hold(target, names)) {
                spared.addAll(names);
                continue;
            }
            untagged.addAll(names);
            targets.add(target.digest());
            deleted.addAll(ids(target, needs));
        }
        store.references().removeAll(untagged, targets);
        return pruned(untagged, deleted, spared);
    }

    private Pruned pruned(List<Reference> untagged, List<Digest> deleted, List<Reference> spared) {
        Optional<Sweeper.Swept> swept = sweeper.sweep(used);
        List<Event> events = new ArrayList<>();
        for (Reference name : untagged) {
            events.add(Event.image("untag", name.familiar(), name.familiar()));
        }
        for (Digest id : deleted) {
            events.add(Event.image("delete", id.toString(), id.toString()));
        }
        long bytes = swept.map(Sweeper.Swept::bytes).orElse(0L);
        events.add(Event.now("image", "prune", "", Map.of("reclaimed", Long.toString(bytes))));
        store.events().append(events);
        return new Pruned(
                untagged,
                deleted,
                swept.map(Sweeper.Swept::bytes).orElse(0L),
                swept.map(Sweeper.Swept::held).orElse(0L),
                swept.isEmpty(),
                spared,
                swept.map(Sweeper.Swept::damaged).orElse(List.of()));
    }

    private Map<Digest, List<StoredReference>> byTarget() {
        Map<Digest, List<StoredReference>> out = new LinkedHashMap<>();
        for (StoredReference record : store.references().list().entries()) {
            out.computeIfAbsent(record.target().digest(), _ -> new ArrayList<>()).add(record);
        }
        return out;
    }

    private static List<Reference> names(List<StoredReference> records) {
        List<Reference> names = new ArrayList<>();
        records.forEach(record -> record.name().ifPresent(names::add));
        return names;
    }

    private static boolean isUsed(Needs needs, Set<Digest> inUse) {
        return needs.images().stream().anyMatch(image -> inUse.contains(image.id()));
    }

    /// Of an image that can't be read nobody can say whether it fulfils a condition.
    private static boolean accept(Needs needs, PruneFilters filters) {
        if (filters.isEmpty()) {
            return true;
        }
        if (needs.images().isEmpty()) {
            return false;
        }
        Image image = needs.images().getFirst();
        return filters.accept(
                image.config().createdAt().orElse(Instant.EPOCH),
                image.config().defaults().labels());
    }

    /// Of a damaged image, or of one that is no image of a container, the manifest's digest.
    private static List<Digest> ids(Descriptor target, Needs needs) {
        return needs.images().isEmpty()
                ? List.of(target.digest())
                : needs.images().stream().map(Image::id).distinct().toList();
    }
}
