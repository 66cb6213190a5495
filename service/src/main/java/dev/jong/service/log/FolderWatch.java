package dev.jong.service.log;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Waits until something happens in one of some directories: inotify(7), by way of the JDK. Where a user has used up all watches
/// (`fs.inotify.max_user_instances`) it looks five times a second instead.
///
/// While output flows nothing is watched: a notice for each line would cost the monitor and the reader more than the
/// line. Then the log is looked at in steps.
public final class FolderWatch implements LogWait, AutoCloseable {
    private static final long LONGEST_MILLIS = 1000;
    private static final long BLIND_MILLIS = 200;
    private static final long STEP_MILLIS = 10;

    private final List<Path> folders;
    private final @Nullable WatchService service;
    private final List<WatchKey> keys = new ArrayList<>();

    private FolderWatch(List<Path> folders, @Nullable WatchService service) {
        this.folders = folders;
        this.service = service;
    }

    /// Watches directories that are there.
    public static FolderWatch of(Path... folders) {
        List<Path> all = List.of(folders);
        try {
            return new FolderWatch(all, FileSystems.getDefault().newWatchService());
        } catch (IOException e) {
            return new FolderWatch(all, null);
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
            } else if (keys.isEmpty()) {
                // What was written before this is not told: the caller looks once more.
                register(service);
            } else if (service.poll(LONGEST_MILLIS, TimeUnit.MILLISECONDS) != null) {
                forget();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw JongException.of(ErrorKind.CANCELLED, "the command was interrupted").causedBy(e);
        }
    }

    private void register(WatchService with) throws InterruptedException {
        try {
            for (Path folder : folders) {
                keys.add(
                        folder.register(
                                with,
                                StandardWatchEventKinds.ENTRY_CREATE,
                                StandardWatchEventKinds.ENTRY_DELETE,
                                StandardWatchEventKinds.ENTRY_MODIFY));
            }
        } catch (IOException e) {
            forget();
            Thread.sleep(BLIND_MILLIS);
        }
    }

    private void forget() {
        keys.forEach(WatchKey::cancel);
        keys.clear();
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
