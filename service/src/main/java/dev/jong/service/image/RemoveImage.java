package dev.jong.service.image;

import dev.jong.base.JongException;
import dev.jong.image.Sweeper;
import dev.jong.image.UnpackedLayers;
import dev.jong.oci.Digest;
import dev.jong.oci.Platform;
import dev.jong.oci.Reference;
import dev.jong.store.Store;
import dev.jong.store.event.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/// `rmi`: takes a name away, and with the last name the image: its blobs and layers, unless others need them. An
/// image that a container uses is never taken from under it.
public final class RemoveImage {
    private final Store store;
    private final Sweeper sweeper;
    private final Supplier<Set<Digest>> usedImages;

    /// @param usedImages ids of images that containers need
    public RemoveImage(Store store, UnpackedLayers layers, Supplier<Set<Digest>> usedImages) {
        this.store = store;
        this.sweeper = new Sweeper(store, layers);
        this.usedImages = usedImages;
    }

    /// What was removed.
    ///
    /// @param untagged names taken away
    /// @param deleted ids of images that are gone; empty when another name or a container keeps them
    public record Removed(List<Reference> untagged, List<Digest> deleted) {
        public Removed {
            untagged = List.copyOf(untagged);
            deleted = List.copyOf(deleted);
        }

        /// What the user is told, a line each.
        public List<String> lines() {
            List<String> out = new ArrayList<>();
            untagged.forEach(name -> out.add("Untagged: " + name.familiar()));
            deleted.forEach(id -> out.add("Deleted: " + id));
            return out;
        }
    }

    /// What became of one of several.
    public sealed interface Outcome {
        /// It was removed.
        record Done(Removed removed) implements Outcome {}

        /// It was not.
        record Failed(JongException why) implements Outcome {}
    }

    /// Removes by name or id.
    ///
    /// @param force also takes away the names of an image that a container uses, or all names when given an id
    /// @throws JongException NOT_FOUND, or CONFLICT when it is in use or the id has several names
    public Removed run(String text, boolean force) {
        return switch (run(List.of(text), force).getFirst()) {
            case Outcome.Done done -> done.removed();
            case Outcome.Failed failed -> throw failed.why();
        };
    }

    /// Removes several by name or id; one that fails stops no other.
    ///
    /// @return an outcome for each, in their order
    public List<Outcome> run(List<String> texts, boolean force) {
        store.leases().wantSweep();
        Removal removal = new Removal(store, usedImages.get());
        List<Outcome> out = new ArrayList<>();
        for (String text : texts) {
            try {
                out.add(new Outcome.Done(removal.add(text, force)));
            } catch (JongException e) {
                out.add(new Outcome.Failed(e));
            }
        }
        removal.apply();
        tell(out);
        sweeper.sweep(usedImages);
        return out;
    }

    /// Removes the images for some platforms out of those for several; what is left of one keeps its names and digest. The
    /// last one goes as the whole image does.
    ///
    /// @return an outcome for each: NOT_FOUND where there is no such image, CONFLICT where something needs it
    public List<Outcome> run(List<String> texts, List<Platform> platforms, boolean force) {
        store.leases().wantSweep();
        List<Outcome> out = new ArrayList<>();
        for (String text : texts) {
            try {
                out.add(new Outcome.Done(platforms(text, platforms, force)));
            } catch (JongException e) {
                out.add(new Outcome.Failed(e));
            }
        }
        tell(out);
        sweeper.sweep(usedImages);
        return out;
    }

    private void tell(List<Outcome> outcomes) {
        List<Event> events = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            if (outcome instanceof Outcome.Done done) {
                events.addAll(events(done.removed().untagged(), done.removed().deleted()));
            }
        }
        store.events().append(events);
    }

    /// What is told of images that lost names, or are gone.
    public static List<Event> events(List<Reference> untagged, List<Digest> deleted) {
        List<Event> events = new ArrayList<>();
        for (Reference name : untagged) {
            String id = deleted.isEmpty() ? name.familiar() : deleted.getFirst().toString();
            events.add(Event.image("untag", id, name.familiar()));
        }
        for (Digest id : deleted) {
            events.add(Event.image("delete", id.toString(), id.toString()));
        }
        return events;
    }

    private Removed platforms(String text, List<Platform> platforms, boolean force) {
        List<Digest> gone =
                new RemovePlatforms(store, usedImages.get()).run(text, platforms, force);
        return gone.isEmpty() ? run(text, force) : new Removed(List.of(), gone);
    }
}
