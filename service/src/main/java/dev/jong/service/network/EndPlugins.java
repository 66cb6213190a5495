package dev.jong.service.network;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.linux.HostProgram;
import dev.jong.service.container.Containers;
import dev.jong.service.container.LiveProcess;
import dev.jong.service.network.cni.AttachedContainer;
import dev.jong.service.network.cni.AttachedFiles;
import dev.jong.service.network.cni.Attachment;
import dev.jong.service.network.cni.RunPlugins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Has plugins take away what they made for containers whose parents did not: those that were killed, and those that were
/// never launched.
final class EndPlugins {
    private static final Map<String, String> ENVIRONMENT =
            Map.of("PATH", "/usr/bin:/bin:/usr/sbin:/sbin");
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final Containers containers;
    private final AttachedFiles files;
    private final RunPlugins plugins;

    EndPlugins(Containers containers, AttachedFiles files, RunPlugins plugins) {
        this.containers = containers;
        this.files = files;
        this.plugins = plugins;
    }

    /// For a container that has ended, or is about to be launched; nothing when there is nothing.
    void forget(String id) {
        Optional<AttachedContainer> known = files.of(id);
        if (known.isEmpty()) {
            return;
        }
        Path network = files.network(id);
        boolean there = isMounted(network);
        for (Attachment one : known.get().attachments().reversed()) {
            plugins.remove(one, there);
        }
        if (there) {
            unmount(network);
        }
        files.forget(known.get());
    }

    /// Only a mounted network is of that type.
    private static boolean isMounted(Path network) {
        try {
            return Files.getFileStore(network).type().equals("nsfs");
        } catch (IOException e) {
            return false;
        }
    }

    private static void unmount(Path network) {
        HostProgram.find("umount", ENVIRONMENT, LONGEST)
                .orElseThrow(() ->
                        JongException.of(
                                        ErrorKind.PRECONDITION,
                                        "cannot take a network away: this host has no umount")
                                .hint("apt-get install mount"))
                .run(List.of("-l", "--", Text.of(network)), "");
    }

    /// For all whose containers are gone.
    void sweep() {
        for (String id : files.all()) {
            if (isForgotten(id)) {
                forget(id);
            }
        }
    }

    private boolean isForgotten(String id) {
        Optional<AttachedContainer> known = files.of(id);
        if (known.isEmpty() || containers.isAlive(id)) {
            return false;
        }
        // One that is about to be launched has neither a record nor a lock.
        return Claims.isOld(files.record(id)) || LiveProcess.isGone(known.get().process());
    }
}
