package dev.jong.build.cache;

import dev.jong.build.step.StepInputs;
import dev.jong.build.step.TreeLayer;
import dev.jong.linux.Syscalls;
import dev.jong.oci.Digest;
import dev.jong.store.Store;
import dev.jong.store.layer.Layer;
import dev.jong.store.layer.Layers;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What steps of builds have come to, for one build: they are found again by everything that they depend on. Layers and
/// blobs that records name survive the store's sweeps, whatever becomes of images made of them; where one is missing all the
/// same, its step was never known. May be used by several threads.
public final class BuildCache implements AutoCloseable {
    private final Layers layers;
    private final Store store;
    private final InstantSource clock;
    private final StepRecords records;
    private final LastInputs last;
    private final RunningBuilds.Running running;
    private final List<CacheImport> imports;

    /// Guards the three below.
    private final Object lock = new Object();

    private final Map<Digest, StepRecord> steps = new LinkedHashMap<>();

    private final Map<Digest, Long> counted = new HashMap<>();
    private boolean changed;

    /// Begins the use of the cache by a build; what it finds from here on stays until it is closed.
    public BuildCache(Store store, Layers layers, Syscalls kernel, InstantSource clock) {
        this(store, layers, kernel, clock, List.of());
    }

    /// The same, knowing steps that are elsewhere too.
    ///
    /// @param imports asked in turn for what is not here; stay open
    public BuildCache(
            Store store,
            Layers layers,
            Syscalls kernel,
            InstantSource clock,
            List<CacheImport> imports) {
        this.imports = List.copyOf(imports);
        this.store = store;
        this.layers = layers;
        this.clock = clock;
        this.records = new StepRecords(store.root());
        this.last = new LastInputs(store.root());
        // Times of files are finer than some clocks: what is used at once must not look older.
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        this.running = new RunningBuilds(store.root(), kernel).begin(now);
    }

    /// Whether a store has ever known a step; else there is no use in looking one up.
    public static boolean isBegun(Store store) {
        return Files.exists(store.root().resolve(StepRecords.DIRECTORY));
    }

    /// Looks a step up, and notes its use. The caller holds a lease where there are imports.
    ///
    /// @return empty when it is not known, or a layer of it is not here whole
    public Optional<StepRecord> find(StepInputs inputs) {
        Digest key = inputs.key();
        Optional<StepRecord> found = records.find(key).filter(this::isHere);
        if (found.isEmpty()) {
            found = bring(key);
        }
        if (found.isPresent()) {
            records.used(key, clock.instant());
            synchronized (lock) {
                counted.merge(key, 1L, Long::sum);
                steps.put(key, found.get());
            }
        }
        return found;
    }

    private Optional<StepRecord> bring(Digest key) {
        for (CacheImport each : imports) {
            Optional<StepRecord> found = each.find(key).filter(this::isHere);
            if (found.isPresent()) {
                StepRecord come = arrived(found.get());
                records.put(come);
                return Optional.of(come);
            }
        }
        return Optional.empty();
    }

    private StepRecord arrived(StepRecord record) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return record.arrived(bytes(record.layer()), now);
    }

    private long bytes(Optional<TreeLayer> layer) {
        return layer.isEmpty()
                ? 0
                : layers.find(layer.get().diffId()).map(Layer::size).orElse(0L)
                        + layer.get().blob().size();
    }

    /// The steps that were found or put since this began: what an export takes along.
    public List<StepRecord> steps() {
        synchronized (lock) {
            return List.copyOf(steps.values());
        }
    }

    private boolean isHere(StepRecord record) {
        if (record.layer().isEmpty()) {
            return true;
        }
        TreeLayer layer = record.layer().get();
        return layers.find(layer.diffId()).isPresent() && store.content().has(layer.blob());
    }

    /// Remembers a step; durable when this returns. The caller holds a lease, since before the layer was stored.
    ///
    /// @param what it is called where steps are shown
    /// @param place what tells it from other steps of its Dockerfile, and this from other Dockerfiles
    public void put(
            StepInputs inputs,
            String what,
            String place,
            Optional<TreeLayer> layer,
            Duration took) {
        String below = "";
        for (StepInputs.Input input : inputs.inputs()) {
            below = input.name().equals("base") ? input.value() : below;
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        StepRecord made = new StepRecord(inputs.key(), what, below, layer, bytes(layer), took, now);
        records.put(made);
        last.put(place, inputs);
        synchronized (lock) {
            steps.put(made.key(), made);
            changed = true;
        }
    }

    /// Why a step was not found: the first of what it depends on that is not as it was when the step at that place was last
    /// done. To be asked before the step is put.
    ///
    /// @return empty when nothing is known of the place, or nothing differs: its result has gone then
    public Optional<Difference> why(StepInputs inputs, String place) {
        return last.find(place).flatMap(before -> Difference.first(before, inputs));
    }

    /// Whether a step at that place was done before.
    public boolean knows(String place) {
        return last.find(place).isPresent();
    }

    /// Whether anything was put: the cache may have become too large then.
    public boolean changed() {
        synchronized (lock) {
            return changed;
        }
    }

    /// Ends the use.
    @Override
    public void close() {
        try (running) {
            synchronized (lock) {
                if (changed) {
                    last.bound();
                }
                if (!counted.isEmpty()) {
                    store.stepUses().change(false, this::count);
                    counted.clear();
                }
            }
        }
    }

    private void count(List<String> lines) {
        Map<Digest, Long> left = new HashMap<>(counted);
        List<String> out = new ArrayList<>();
        for (String line : lines) {
            UseCount before = UseCount.parse(line);
            out.add(before.plus(left).toString());
        }
        left.forEach((key, count) -> out.add(new UseCount(key.hex(), count).toString()));
        lines.clear();
        lines.addAll(out);
    }
}
