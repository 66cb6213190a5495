package dev.jong.service.network;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.store.lease.Hold;
import java.io.IOException;

/// The table of a store in the kernel, which one at a time makes anew.
record LockedTable(Firewall firewall, NetworkPlaces places) implements WatchedTable {
    @Override
    public boolean isThere() {
        return firewall.isThere();
    }

    @Override
    public void restore() {
        try (Hold _ = places.lock().acquire()) {
            firewall.restore();
        } catch (IOException e) {
            throw JongException.of(
                            ErrorKind.UNAVAILABLE,
                            "cannot make the rules of networks again: " + e.getMessage())
                    .causedBy(e);
        }
    }
}
