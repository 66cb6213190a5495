package dev.jong.service.network;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.function.Consumer;

/// Hears what [ServedNames] asks for, at once.
final class NameRequests implements AutoCloseable {
    private final Path wanted;
    private final Consumer<String> serve;
    private final WatchService events;

    /// When the last request was made that was heard, milliseconds.
    private long heard;

    private NameRequests(Path wanted, Consumer<String> serve, WatchService events) {
        this.wanted = wanted;
        this.serve = serve;
        this.events = events;
    }

    /// Begins to hear.
    ///
    /// @param serve gets the id of each network that is asked for, again each time, and of those that were before
    static NameRequests start(ServedNames names, Consumer<String> serve) {
        names.prepare();
        try {
            WatchService events = names.wanted().getFileSystem().newWatchService();
            names.wanted()
                    .register(
                            events,
                            StandardWatchEventKinds.ENTRY_CREATE,
                            StandardWatchEventKinds.ENTRY_MODIFY);
            NameRequests requests = new NameRequests(names.wanted(), serve, events);
            Thread.ofPlatform().daemon().name("requests for names").start(requests::hear);
            return requests;
        } catch (IOException e) {
            throw JongException.of(
                            ErrorKind.UNAVAILABLE,
                            "cannot watch " + names.wanted() + ": " + e.getMessage())
                    .causedBy(e);
        }
    }

    private void hear() {
        try {
            while (true) {
                look();
                WatchKey key = events.take();
                key.pollEvents();
                key.reset();
            }
        } catch (InterruptedException | ClosedWatchServiceException e) {
            return;
        }
    }

    /// Two requests may have the same time: what is as old as the last one is heard again.
    private void look() {
        long last = heard;
        try (DirectoryStream<Path> all = Files.newDirectoryStream(wanted)) {
            for (Path one : all) {
                long time = Files.getLastModifiedTime(one).toMillis();
                if (time >= last) {
                    heard = Math.max(heard, time);
                    serve.accept(Text.of(one.getFileName()));
                }
            }
        } catch (IOException e) {
            return; // One that is just being made comes with an event of its own.
        }
    }

    @Override
    public void close() {
        try {
            events.close();
        } catch (IOException e) {
            throw new IllegalStateException("requests for names do not end", e);
        }
    }
}
