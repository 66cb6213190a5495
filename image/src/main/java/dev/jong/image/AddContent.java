package dev.jong.image;

import dev.jong.base.JongException;
import dev.jong.oci.Digest;
import dev.jong.store.Store;
import dev.jong.store.lease.Hold;
import dev.jong.store.lease.Leases;
import java.util.Set;
import java.util.function.Supplier;

/// Work that adds blobs and layers to the store and names them at its end. What it leaves when it fails is swept at
/// once; what it leaves when it is killed is swept by whoever finds the note that lies there meanwhile (R003, R019).
public final class AddContent {
    private final Leases leases;
    private final Sweeper sweeper;
    private final Supplier<Set<Digest>> usedImages;

    /// @param usedImages ids of images that containers need
    public AddContent(Store store, UnpackedLayers layers, Supplier<Set<Digest>> usedImages) {
        this.leases = store.leases();
        this.sweeper = new Sweeper(store, layers);
        this.usedImages = usedImages;
    }

    /// Does the work under a lease.
    ///
    /// @throws JongException what the work threw
    public <T> T run(Supplier<T> work) {
        try {
            boolean wanted;
            T done;
            try (Hold _ = leases.share()) {
                wanted = leases.sweepWanted();
                leases.wantSweep();
                done = work.get();
            }
            if (wanted) {
                sweeper.catchUp(usedImages);
            } else {
                leases.wantNoSweep();
            }
            return done;
        } catch (JongException e) {
            sweepAfter(e);
            throw e;
        }
    }

    private void sweepAfter(JongException failure) {
        try {
            sweeper.sweep(usedImages);
        } catch (JongException e) {
            failure.addSuppressed(e);
        }
    }
}
