package dev.jong.service.build;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.build.cache.CacheImport;
import dev.jong.build.solver.BuildProgress;
import dev.jong.image.copy.Location;
import dev.jong.image.copy.Places;
import dev.jong.image.registry.Registries;
import dev.jong.store.Store;
import dev.jong.store.layer.Layers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Opens places with steps that were done elsewhere. One that can't be read costs time and nothing else: the build warns,
/// and does the steps itself.
public final class ImportSteps {
    private final Store store;
    private final Layers layers;
    private final Places places;
    private final BuildProgress progress;

    public ImportSteps(Store store, Layers layers, Places places, BuildProgress progress) {
        this.store = store;
        this.layers = layers;
        this.places = places;
        this.progress = progress;
    }

    /// Places that are open.
    public record Open(List<CacheImport> imports) implements AutoCloseable {
        public Open {
            imports = List.copyOf(imports);
        }

        @Override
        public void close() {
            imports.forEach(CacheImport::close);
        }
    }

    /// Opens those that can be read.
    ///
    /// @throws JongException CANCELLED when the thread is interrupted
    public Open open(List<Location> from, Registries registries) {
        List<CacheImport> imports = new ArrayList<>();
        for (Location place : from) {
            String label = ExportSteps.label(place);
            BuildProgress.Shown shown = progress.begin("importing cache from " + label);
            long begin = System.nanoTime();
            try {
                imports.add(CacheImport.open(places.source(place, registries), store, layers));
            } catch (JongException e) {
                if (e.kind() == ErrorKind.CANCELLED) {
                    new Open(imports).close();
                    throw e;
                }
                progress.warn("no cached steps from " + label + ": " + e.text());
            }
            shown.done(Duration.ofNanos(System.nanoTime() - begin));
        }
        return new Open(imports);
    }
}
