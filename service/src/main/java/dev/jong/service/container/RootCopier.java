package dev.jong.service.container;

import dev.jong.linux.Syscalls;
import dev.jong.runtime.host.Host;
import dev.jong.runtime.spec.Spec;
import dev.jong.service.user.UserNamespace;
import dev.jong.store.snapshot.CopySnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/// Where nothing can be mounted, a container's root is a copy of its layers.
public final class RootCopier {
    private final Supplier<Syscalls> kernel;
    private final Host.Isolation rung;

    /// @param kernel asked for when something is copied
    /// @param rung of the host
    public RootCopier(Supplier<Syscalls> kernel, Host.Isolation rung) {
        this.kernel = kernel;
        this.rung = rung;
    }

    /// Gives a container with ids of its own files that belong to them, where that is not done by mounts.
    ///
    /// @param layers of the image, topmost first
    void shift(Spec spec, List<Path> layers, Path folder, Path store) {
        if (rung == Host.Isolation.ROOTLESS && spec.namespaces().users().isPresent()) {
            new ShiftFiles(kernel.get(), store)
                    .prepare(spec, spec.namespaces().users().get(), layers, folder);
        }
    }

    /// Tells a container who the caller is that keeps its ids there.
    void addUser(
            RunOptions options, Spec spec, RootImage image, Caller caller, Containers containers) {
        if (options.namespaces().users().orElse(null) instanceof UserNamespace.KeepId keep
                && spec.root() instanceof Spec.Root.Layers) {
            KeptUser user =
                    KeptUser.of(
                            keep,
                            caller,
                            BuildSpec.users(image),
                            image.layers(),
                            spec.mounts(),
                            spec.process().workingDirectory());
            new AddUser(kernel.get(), InstantSource.system())
                    .add(user, RootParts.of(containers, spec.id(), spec));
        }
    }

    /// Gives sources of binds to the container's user where that was asked for.
    void give(RunOptions.Storage storage, Spec spec) {
        for (RunOptions.Mount mount : storage.mounts()) {
            if (mount instanceof RunOptions.Mount.Bind bind
                    && bind.owners() == RunOptions.Mount.Owners.GIVEN) {
                new GiveSource(kernel.get()).give(bind, spec);
            }
        }
    }

    /// Merges layers, topmost first, into the directory `root` of a container's folder; does nothing where that
    /// is not needed.
    void copy(List<Path> layers, Path folder) {
        if (rung != Host.Isolation.CHROOT) {
            return;
        }
        Path root = folder.resolve("root");
        try {
            Files.createDirectory(root);
        } catch (IOException e) {
            throw StoreFailure.of("make the container's root", folder, e);
        }
        CopySnapshot.create(kernel.get(), layers, root);
    }
}
