package dev.jong.service.network;

import dev.jong.base.Text;
import dev.jong.oci.Digest;
import dev.jong.store.network.NetworkRecord;
import java.nio.file.Path;
import java.util.HexFormat;

/// Names and numbers of devices on the host: out of ids, so that nobody has to remember them.
final class KernelNames {
    /// Inside of containers, above those that some kernels put into every new network.
    private static final int INNER = 100;

    /// Numbers of the ends of containers' devices begin here, those of bridges lie below.
    private static final int PAIRS = 1 << 29;

    private static final int BRIDGES = 1 << 28;

    /// Those of devices that networks on devices of the host were made, above all others.
    private static final int PARENTS = 1 << 30;

    private static final int START_BITS = 14;
    private static final int STARTS = (1 << START_BITS) - 1;

    private KernelNames() {}

    /// What tells the devices of one start of a container from those of the last, which the kernel may still be removing.
    ///
    /// @param nanoseconds of any clock that goes on
    static int start(long nanoseconds) {
        return (int) (nanoseconds >>> 10) & STARTS;
    }

    /// The host's end of a container's device: eight digits of its id, four of the start.
    ///
    /// @param place which of the container's devices, from 0
    static String pair(String container, int start, int place) {
        return "jv"
                + container.substring(0, 8)
                + HexFormat.of().toHexDigits((short) start)
                + Character.forDigit(place, Character.MAX_RADIX);
    }

    static int pairIndex(String container, int start, int place) {
        int id = Integer.parseInt(container, 0, 4, 16) >> 1;
        return PAIRS + ((id ^ place) << START_BITS) + start;
    }

    static int innerIndex(int place) {
        return INNER + place;
    }

    /// @param net where an engine keeps what networks it has in the kernel: those of others are not its own
    static int parentIndex(Path net, ParentDevice device) {
        String hash = Digest.of(Text.bytes(Text.of(net) + " " + device.name())).hex();
        return PARENTS + Integer.parseInt(hash, 0, 7, 16);
    }

    static int bridgeIndex(NetworkRecord network) {
        return BRIDGES + Integer.parseInt(network.id(), 0, 7, 16) % BRIDGES;
    }
}
