package dev.jong.service.space;

import dev.jong.base.JongException;
import dev.jong.store.Store;
import dev.jong.store.snapshot.TreeRemover;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongSupplier;

/// What killed and finished work left in the store: unfinished files that nobody works on any more, and what can be
/// made anew.
public final class Leftovers {
    private static final System.Logger LOG = System.getLogger(Leftovers.class.getName());

    private final Store store;
    private final List<Runnable> sweeps;
    private final LongSupplier caches;

    /// @param sweeps each removes one kind of unfinished files, and none that somebody is at
    /// @param caches removes what is made anew, and says how many bytes that were
    public Leftovers(Store store, List<Runnable> sweeps, LongSupplier caches) {
        this.caches = caches;
        this.store = store;
        this.sweeps = List.copyOf(sweeps);
    }

    /// Removes them. What can't be removed is left and logged.
    ///
    /// @param all also what would be made anew when it is needed
    /// @return bytes of the files that are gone
    public long clear(boolean all) {
        long before = new UnfinishedFiles(store).sum().bytes();
        for (Runnable sweep : sweeps) {
            try {
                sweep.run();
            } catch (JongException e) {
                LOG.log(System.Logger.Level.WARNING, "cannot remove leftovers", e);
            }
        }
        // Others may have begun to download something meanwhile.
        long freed = Math.max(0, before - new UnfinishedFiles(store).sum().bytes());
        return freed + (all ? clear(store.root().resolve("cache")) + caches.getAsLong() : 0);
    }

    private static long clear(Path cache) {
        long bytes = 0;
        try (DirectoryStream<Path> kinds = Files.newDirectoryStream(cache)) {
            for (Path kind : kinds) {
                bytes += UnfinishedFiles.bytes(kind);
                TreeRemover.remove(kind);
            }
        } catch (NoSuchFileException e) {
            return bytes;
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "cannot remove a cache", e);
        }
        return bytes;
    }
}
