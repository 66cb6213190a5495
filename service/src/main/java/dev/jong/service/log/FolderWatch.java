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
///
/// While output flows nothing is watched: a notice for each line would cost the monitor and the reader more than the
/// line. Then the log is looked at in steps.
final class FolderWatch implements LogWait, AutoCloseable {
    private static final long LONGEST_MILLIS = 1000;
    private static final long BLIND_MILLIS = 200;
    private static final long STEP_MILLIS = 10;

    private final Path folder;
    private final @Nullable WatchService service;
    private @Nullable WatchKey key;

    private FolderWatch(Path folder, @Nullable WatchService service) {
        this.folder = folder;
        this.service = service;
    }

    static FolderWatch of(Path folder) {
        try {
            return new FolderWatch(folder, FileSystems.getDefault().newWatchService());
        } catch (IOException e) {
            return new FolderWatch(folder, null);
        }
    }

    @Override
    public void await(boolean busy) {
        try {
            if (busy) {
                forget();
                Thread.sleep(STEP_MILLIS);
            } else if (service == null) {
                Thread.sleep(BLIND_MILLIS);
            } else if (key == null) {
                // What was written before this is not told: the caller looks once more.
                key = register(service);
            } else if (service.poll(LONGEST_MILLIS, TimeUnit.MILLISECONDS) != null) {
                forget();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw JongException.of(ErrorKind.CANCELLED, "the command was interrupted").causedBy(e);
        }
    }

    private @Nullable WatchKey register(WatchService with) throws InterruptedException {
        try {
            return folder.register(
                    with,
                    StandardWatchEventKinds.ENTRY_CREATE,
                    StandardWatchEventKinds.ENTRY_DELETE,
                    StandardWatchEventKinds.ENTRY_MODIFY);
        } catch (IOException e) {
            Thread.sleep(BLIND_MILLIS);
            return null;
        }
    }

    private void forget() {
        if (key != null) {
            key.cancel();
            key = null;
        }
    }

    @Override
    public void close() {
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
