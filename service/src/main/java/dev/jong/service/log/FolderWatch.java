package dev.jong.service.log;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Waits until something happens in a directory: inotify(7), by way of the JDK. Where a user has used up all watches
/// (`fs.inotify.max_user_instances`) it looks five times a second instead.
final class FolderWatch implements LogWait, AutoCloseable {
    private static final long LONGEST_MILLIS = 1000;
    private static final long BLIND_MILLIS = 200;

    /// What a flood of output does to a log within this time is one change.
    private static final long GATHER_MILLIS = 5;

    private final @Nullable WatchService service;

    private FolderWatch(@Nullable WatchService service) {
        this.service = service;
    }

    static FolderWatch of(Path folder) {
        WatchService service = null;
        try {
            service = FileSystems.getDefault().newWatchService();
            folder.register(
                    service,
                    StandardWatchEventKinds.ENTRY_CREATE,
                    StandardWatchEventKinds.ENTRY_DELETE,
                    StandardWatchEventKinds.ENTRY_MODIFY);
            return new FolderWatch(service);
        } catch (IOException e) {
            closeQuietly(service);
            return new FolderWatch(null);
        }
    }

    @Override
    public void await() {
        try {
            if (service == null) {
                Thread.sleep(BLIND_MILLIS);
                return;
            }
            WatchKey key = service.poll(LONGEST_MILLIS, TimeUnit.MILLISECONDS);
            if (key != null) {
                Thread.sleep(GATHER_MILLIS);
                key.pollEvents();
                key.reset();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw JongException.of(ErrorKind.CANCELLED, "the command was interrupted").causedBy(e);
        }
    }

    @Override
    public void close() {
        closeQuietly(service);
    }

    private static void closeQuietly(@Nullable WatchService service) {
        try {
            if (service != null) {
                service.close();
            }
        } catch (IOException e) {
            // Nothing was written to it.
            return;
        }
    }
}
