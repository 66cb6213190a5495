package dev.jong.service.network;

import dev.jong.service.container.Front;
import dev.jong.store.network.NetworkRecord;

/// What goes on beside an ordinary user's connected containers is done by the front that lives where the bridges are.
final class SwitchDuty implements NetworkDuty {
    private final ServedNames names;

    SwitchDuty(ServedNames names) {
        this.names = names;
    }

    @Override
    public void serve(NetworkRecord network, Front front) {
        names.request(network);
    }

    @Override
    public void publishes() {
        // It looks by itself.
    }

    @Override
    public void begun(Front front) {
        // It is there already.
    }
}
