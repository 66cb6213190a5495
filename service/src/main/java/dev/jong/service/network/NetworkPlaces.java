package dev.jong.service.network;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.network.address.Address;
import dev.jong.store.lease.WriterLock;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// Where it stands in the runtime directory what networks there are in the kernel, and who has which address. All of it
/// is worthless after a reboot.
///
/// @param net `RUNDIR/HASH/net`
/// @param lock held while networks are made or taken away in the kernel; one for the engine, whose threads it keeps apart too
record NetworkPlaces(Path net, WriterLock lock) {
    static final int SHORT = 12;

    /// @param runtime the engine's runtime directory
    static NetworkPlaces of(Path runtime) {
        Path net = runtime.resolve("net");
        return new NetworkPlaces(net, new WriterLock(net.resolve("lock")));
    }

    /// There while a network is in the kernel.
    Path up(String networkId) {
        return ups().resolve(networkId);
    }

    /// The folder of such marks.
    Path ups() {
        return net.resolve("up");
    }

    /// There while the firewall's table is in the kernel.
    Path table() {
        return net.resolve("table");
    }

    /// Forgets what is said to be there: it was taken away by somebody else, or is gone with the network it was in.
    void forget() {
        List<Path> marks = new ArrayList<>(List.of(table()));
        try (DirectoryStream<Path> all = Files.newDirectoryStream(ups())) {
            all.forEach(marks::add);
        } catch (IOException nothingThere) {
            // The table's may be there.
        }
        for (Path mark : marks) {
            try {
                Files.deleteIfExists(mark);
            } catch (IOException e) {
                throw JongException.of(
                                ErrorKind.UNAVAILABLE,
                                "cannot forget networks in " + net + ": " + e.getMessage())
                        .causedBy(e);
            }
        }
    }

    /// The folder with one file for each address of a network that somebody has.
    Path addresses(String networkId) {
        return net.resolve("in").resolve(networkId.substring(0, SHORT));
    }

    /// The file of one address. All of one family have names of the same length.
    Path address(String networkId, Address address) {
        return addresses(networkId).resolve(HexFormat.of().formatHex(address.bytes()));
    }
}
