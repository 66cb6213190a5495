package dev.jong.service.space;

import dev.jong.base.JongException;
import dev.jong.image.Image;
import dev.jong.image.Inventory;
import dev.jong.image.UnpackedLayers;
import dev.jong.oci.Digest;
import dev.jong.service.container.ContainerRecord;
import dev.jong.service.container.ContainerSizes;
import dev.jong.service.container.Containers;
import dev.jong.service.container.Status;
import dev.jong.store.Store;
import dev.jong.store.reference.StoredReference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// `system df`: what the store's space goes to. Every byte counts once: an image's size is that of its blobs and its
/// unpacked layers, shared ones included, and the sum is over what there is.
public final class DiskUse {
    private final Store store;
    private final UnpackedLayers layers;
    private final Containers containers;

    public DiskUse(Store store, UnpackedLayers layers, Containers containers) {
        this.store = store;
        this.layers = layers;
        this.containers = containers;
    }

    /// One line of the summary.
    ///
    /// @param total how many there are
    /// @param active how many are in use: images of containers, running containers
    /// @param bytes what they take
    /// @param reclaimable what would be freed if all that is not active went
    public record Sum(long total, long active, long bytes, long reclaimable) {}

    /// One image under one name.
    ///
    /// @param id of the image; of the manifest where the image can't be read
    /// @param bytes on disk
    /// @param shared the part of it that other images have too
    /// @param containers how many are made from it
    public record ImageUse(
            StoredReference reference,
            Digest id,
            Instant created,
            long bytes,
            long shared,
            int containers) {}

    /// One container.
    ///
    /// @param bytes that it has written
    public record ContainerUse(ContainerRecord record, Status status, long bytes) {}

    /// Everything.
    ///
    /// @param unfinished files of downloads and other work that nobody has finished
    /// @param damaged what could not be read
    public record Report(
            Sum images,
            Sum containers,
            Sum unfinished,
            List<ImageUse> imageUses,
            List<ContainerUse> containerUses,
            List<JongException> damaged) {}

    /// Looks.
    public Report run() {
        Inventory inventory = Inventory.of(store, layers);
        List<ContainerUse> written = written();
        Map<Digest, Integer> users = new HashMap<>();
        for (ContainerUse container : written) {
            parse(container.record().imageId()).ifPresent(id -> users.merge(id, 1, Integer::sum));
        }
        List<JongException> damaged = new ArrayList<>(inventory.damagedRecords());
        inventory.entries().stream()
                .map(Inventory.Entry::needs)
                .distinct()
                .forEach(needs -> damaged.addAll(needs.damaged()));
        return new Report(
                images(inventory, users.keySet()),
                containers(written),
                new UnfinishedFiles(store).sum(),
                new ImageShares(inventory).uses(users),
                written,
                damaged);
    }

    private Sum images(Inventory inventory, Set<Digest> users) {
        Set<Digest> all = new HashSet<>();
        Set<Digest> active = new HashSet<>();
        Set<Digest> blobs = new HashSet<>();
        Set<Digest> neededLayers = new HashSet<>();
        for (Inventory.Entry entry : inventory.entries()) {
            Digest target = entry.reference().target().digest();
            List<Digest> ids = entry.needs().images().stream().map(Image::id).toList();
            all.addAll(ids.isEmpty() ? List.of(target) : ids);
            if (ids.stream().anyMatch(users::contains)) {
                ids.stream().filter(users::contains).forEach(active::add);
                blobs.addAll(entry.needs().blobs());
                neededLayers.addAll(entry.needs().layers());
            }
        }
        Set<Digest> used = containers.usedImages();
        blobs.addAll(used);
        neededLayers.addAll(used);
        long bytes = inventory.bytes();
        Sum shifted = new ShiftedSpace(store, containers).sum();
        return new Sum(
                all.size(),
                active.size(),
                bytes + shifted.bytes(),
                bytes - inventory.bytes(blobs, neededLayers) + shifted.reclaimable());
    }

    private List<ContainerUse> written() {
        ContainerSizes sizes = new ContainerSizes(containers);
        List<ContainerUse> out = new ArrayList<>();
        for (ContainerRecord record : containers.all()) {
            out.add(new ContainerUse(record, status(record), sizes.of(record.id())));
        }
        out.sort(Comparator.comparingLong((ContainerUse use) -> use.record().created()).reversed());
        return out;
    }

    private Status status(ContainerRecord record) {
        try {
            return containers.status(record);
        } catch (JongException e) {
            return new Status.Exited(255, 0, false, 0, false);
        }
    }

    private static Sum containers(List<ContainerUse> uses) {
        long running = 0;
        long bytes = 0;
        long reclaimable = 0;
        for (ContainerUse use : uses) {
            boolean runs = use.status() instanceof Status.Running;
            running += runs ? 1 : 0;
            bytes += use.bytes();
            reclaimable += runs ? 0 : use.bytes();
        }
        return new Sum(uses.size(), running, bytes, reclaimable);
    }

    private static Optional<Digest> parse(String digest) {
        try {
            return digest.isEmpty() ? Optional.empty() : Optional.of(Digest.parse(digest));
        } catch (JongException damaged) {
            return Optional.empty();
        }
    }
}
