package dev.jong.service.network;

import dev.jong.base.AtomicFile;
import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.service.container.LiveProcess;
import dev.jong.store.network.NetworkRecord;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How engines that are not where an ordinary user's bridges are have names served there: a file for each network asks for
/// it, and another one says that it is done, and by whom.
final class ServedNames {
    private static final Duration LONGEST = Duration.ofSeconds(20);
    private static final long STEP_MILLIS = 2;

    private final Path wanted;
    private final Path served;
    private final DutyMark mark;

    ServedNames(NetworkPlaces places, DutyMark mark) {
        this.wanted = places.net().resolve("names");
        this.served = places.net().resolve("served");
        this.mark = mark;
    }

    /// The folder of those that ask.
    Path wanted() {
        return wanted;
    }

    /// Makes both folders.
    void prepare() {
        try {
            Files.createDirectories(wanted);
            Files.createDirectories(served);
        } catch (IOException e) {
            throw failed("cannot make " + wanted).causedBy(e);
        }
    }

    /// Forgets what was asked for and done where nobody is any more.
    void forget() {
        for (Path folder : List.of(wanted, served)) {
            try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
                for (Path one : all) {
                    Files.deleteIfExists(one);
                }
            } catch (IOException notThere) {
                continue;
            }
        }
    }

    /// Asks for the names of a network, and waits until they are served.
    ///
    /// @throws JongException UNAVAILABLE when nobody does
    void request(NetworkRecord network) {
        prepare();
        touch(wanted.resolve(network.id()));
        long end = System.nanoTime() + LONGEST.toNanos();
        while (!isServed(network)) {
            if (System.nanoTime() > end) {
                throw failed("nobody serves the names of network " + network.name())
                        .hint(
                                "engine.log of the runtime directory says why; network create --disable-dns makes one without");
            }
            pause();
        }
    }

    private boolean isServed(NetworkRecord network) {
        Optional<LiveProcess> server = LiveProcess.read(served.resolve(network.id()));
        return server.isPresent() && server.equals(mark.holder());
    }

    /// Also where it is there already: whoever hears it goes by its time.
    private static void touch(Path file) {
        try {
            AtomicFile.writeVolatile(file, new byte[0]);
        } catch (IOException e) {
            throw failed("cannot ask for names in " + file.getParent()).causedBy(e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(STEP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw JongException.of(ErrorKind.CANCELLED, "the command went away");
        }
    }

    /// Says of each name server that is opened that it is there, as long as it is.
    NameServers.Opening announced(NameServers.Opening opening) {
        return network -> {
            AutoCloseable server = opening.open(network);
            Path file = served.resolve(network.id());
            announce(file);
            return () -> {
                Files.deleteIfExists(file);
                server.close();
            };
        };
    }

    private void announce(Path file) {
        Optional<LiveProcess> holder = mark.holder();
        if (holder.isPresent()) {
            LiveProcess process = holder.get();
            try {
                AtomicFile.writeVolatile(
                        file, Text.bytes(process.pid() + " " + process.startTime() + "\n"));
            } catch (IOException e) {
                throw failed("cannot say in " + file.getParent() + " what is served").causedBy(e);
            }
        }
    }

    private static JongException failed(String why) {
        return JongException.of(ErrorKind.UNAVAILABLE, why);
    }
}
