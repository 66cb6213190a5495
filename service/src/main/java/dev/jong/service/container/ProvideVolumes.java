package dev.jong.service.container;

import dev.jong.base.Text;
import dev.jong.linux.Syscalls;
import dev.jong.runtime.host.Host;
import dev.jong.runtime.spec.IdMap;
import dev.jong.runtime.spec.Spec;
import dev.jong.runtime.spec.VolumeSource;
import dev.jong.store.snapshot.LayeredView;
import dev.jong.store.snapshot.OwnerMap;
import dev.jong.store.volume.FillVolume;
import dev.jong.store.volume.Volume;
import dev.jong.store.volume.VolumeName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Gives a new container its volumes: makes those that are missing, and copies into new ones what the image has at the
/// place. The place is looked up in the image's layers only, links and all, so nothing else can be copied (V05).
public final class ProvideVolumes {
    private final Containers containers;
    private final Syscalls kernel;
    private final Host.Isolation rung;

    /// @param kernel copies files of images
    /// @param rung of the host
    public ProvideVolumes(Containers containers, Syscalls kernel, Host.Isolation rung) {
        this.rung = rung;
        this.containers = containers;
        this.kernel = kernel;
    }

    /// Makes and fills. The container has its folder.
    void provide(String id, Spec spec, RunOptions options, RootImage image) {
        ContainerVolumes all = containers.volumes();
        boolean durable = !options.identity().remove();
        List<Spec.Mount.Volume> mounts = new ArrayList<>();
        List<VolumeUses> uses = new ArrayList<>();
        Map<String, Volume.Wish> wishes = new HashMap<>();
        for (Spec.Mount mount : spec.mounts()) {
            if (mount instanceof Spec.Mount.Volume volume) {
                mounts.add(volume);
                uses.add(new VolumeUses(volume.name(), volume.anonymous()));
                wishes.putIfAbsent(
                        volume.name(), new Volume.Wish(labels(volume, options), volume.options()));
            }
        }
        Path folder = containers.folder(id).folder();
        all.use(folder, uses, durable, wishes);
        FillVolume filling = new FillVolume(all.volumes(), kernel);
        for (Spec.Mount.Volume mount : mounts) {
            if (mount.copy()) {
                fill(filling, mount, image, spec, durable || !mount.anonymous());
            }
        }
    }

    /// Where mounts can't show other owners, its files belong to the container's ids.
    private OwnerMap owners(Spec spec) {
        Optional<IdMap> users = spec.namespaces().users();
        return users.isEmpty() || rung == Host.Isolation.ROOT
                ? OwnerMap.SAME
                : ContainerOwners.outside(users.get());
    }

    private void fill(
            FillVolume filling,
            Spec.Mount.Volume mount,
            RootImage image,
            Spec spec,
            boolean durable) {
        if (image.layers().isEmpty()) {
            return; // A directory as the root is nobody's image.
        }
        List<Path> directories = new LayeredView(image.layers()).directory(mount.target());
        if (directories.isEmpty()) {
            return;
        }
        VolumeName name = new VolumeName(mount.name());
        if (mount.source().orElse(null) instanceof VolumeSource.Directory directory) {
            Path host = Text.path(directory.path());
            if (Files.isDirectory(host)) {
                filling.fillHost(name, host, directories, hostOwners(spec));
            }
        } else {
            filling.fill(name, directories, owners(spec), durable);
        }
    }

    /// A directory of the host is shown as it is.
    private static OwnerMap hostOwners(Spec spec) {
        return spec.namespaces().users().map(ContainerOwners::outside).orElse(OwnerMap.SAME);
    }

    private static Map<String, String> labels(Spec.Mount.Volume volume, RunOptions options) {
        Map<String, String> labels = new LinkedHashMap<>();
        if (volume.anonymous()) {
            labels.put(Volume.ANONYMOUS, "");
        }
        for (RunOptions.Mount mount : options.storage().mounts()) {
            if (mount instanceof RunOptions.Mount.Volume asked
                    && asked.origin().equals(volume.origin())) {
                labels.putAll(asked.labels());
            }
        }
        return labels;
    }
}
