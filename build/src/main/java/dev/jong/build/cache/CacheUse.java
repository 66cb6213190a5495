package dev.jong.build.cache;

import dev.jong.image.Inventory;
import dev.jong.image.UnpackedLayers;
import dev.jong.linux.Syscalls;
import dev.jong.oci.Digest;
import dev.jong.store.Store;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What the build cache of a store takes.
public final class CacheUse {
    private static final int ID_LENGTH = 25;

    private final Store store;
    private final UnpackedLayers layers;
    private final Syscalls kernel;

    public CacheUse(Store store, UnpackedLayers layers, Syscalls kernel) {
        this.store = store;
        this.layers = layers;
        this.kernel = kernel;
    }

    /// All of it, what was used last first.
    public List<CacheRow> rows() {
        List<StepRecord> records = new StepRecords(store.root()).all();
        List<CacheRow> rows = new ArrayList<>();
        if (!records.isEmpty()) {
            addSteps(records, rows);
        }
        rows.addAll(new MountFolders(store.root(), kernel).rows());
        rows.sort(Comparator.comparing(CacheRow::touched).reversed());
        return rows;
    }

    private void addSteps(List<StepRecord> records, List<CacheRow> rows) {
        StepRecords files = new StepRecords(store.root());
        Instant busySince = new RunningBuilds(store.root(), kernel).first();
        Set<Digest> ofImages = new HashSet<>();
        Inventory.of(store, layers)
                .entries()
                .forEach(entry -> ofImages.addAll(entry.needs().layers()));
        Map<String, Long> uses = UseCount.of(store.stepUses().read());
        Map<String, String> byLayer = new HashMap<>();
        for (StepRecord each : records) {
            each.layer().ifPresent(layer -> byLayer.put(layer.diffId().toString(), id(each.key())));
        }
        for (StepRecord each : records) {
            Instant lastUsed = files.lastUsed(each.key());
            String parent = byLayer.get(each.below());
            rows.add(
                    new CacheRow(
                            id(each.key()),
                            Optional.of(each.key()),
                            parent == null ? List.of() : List.of(parent),
                            each.created(),
                            false,
                            !lastUsed.isBefore(busySince),
                            each.layer().isPresent()
                                    && ofImages.contains(each.layer().get().diffId()),
                            each.bytes(),
                            each.what(),
                            uses.getOrDefault(each.key().hex(), 0L),
                            Optional.of(lastUsed),
                            CacheRow.REGULAR));
        }
    }

    private static String id(Digest key) {
        return key.hex().substring(0, ID_LENGTH);
    }
}
