package dev.jong.service.network;

import dev.jong.store.network.NetworkRecord;

/// Names and numbers of devices on the host: out of ids, so that nobody has to remember them.
final class KernelNames {
    /// Inside of containers, above those that some kernels put into every new network.
    private static final int INNER = 100;

    /// Numbers of the ends of containers' devices begin here, those of bridges lie below.
    private static final int PAIRS = 1 << 29;

    private static final int BRIDGES = 1 << 28;

    private KernelNames() {}

    /// The host's end of a container's device.
    ///
    /// @param place which of the container's devices, from 0
    static String pair(String container, int place) {
        return "jv" + container.substring(0, 12) + Character.forDigit(place, Character.MAX_RADIX);
    }

    static int pairIndex(String container, int place) {
        return PAIRS + (Integer.parseInt(container, 0, 7, 16) ^ place);
    }

    static int innerIndex(int place) {
        return INNER + place;
    }

    static int bridgeIndex(NetworkRecord network) {
        return BRIDGES + Integer.parseInt(network.id(), 0, 7, 16) % BRIDGES;
    }
}
