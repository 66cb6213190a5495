package dev.jong.service.container;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.runtime.spec.ReadSpec;
import dev.jong.runtime.spec.Spec;
import dev.jong.runtime.spec.VolumeOptions;
import dev.jong.runtime.spec.VolumeSource;
import dev.jong.store.volume.Volume;
import dev.jong.store.volume.VolumeName;
import dev.jong.store.volume.Volumes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Decides about mounts of volumes: those of `-v` and `--mount`, those of the image, and those of other containers.
final class DecideVolumes {
    private DecideVolumes() {}

    /// A volume that was asked for; one without a name gets a new one. Of an image something is
    /// copied into directories only.
    ///
    /// @throws JongException CONFLICT when it is there and has other options
    static Spec.Mount.Volume asked(
            RunOptions.Mount.Volume volume, String target, Containers containers) {
        Map<String, String> options =
                volume.name().isEmpty() ? volume.options() : options(volume, containers);
        return new Spec.Mount.Volume(
                volume.name().orElseGet(ContainerIds::fresh),
                volume.subpath(),
                target,
                volume.readOnly(),
                !volume.noCopy() && volume.subpath().isEmpty() && takesOver(options),
                volume.name().isEmpty(),
                options,
                volume.origin());
    }

    private static boolean takesOver(Map<String, String> options) {
        return options.isEmpty()
                || VolumeOptions.parse(options) instanceof VolumeSource.Directory directory
                        && !directory.flags().contains("ro");
    }

    private static Map<String, String> options(
            RunOptions.Mount.Volume volume, Containers containers) {
        String name = volume.name().orElseThrow();
        Optional<Volume> there = containers.volumes().volumes().find(new VolumeName(name));
        if (there.isEmpty()) {
            return volume.options();
        }
        Map<String, String> options = there.get().options();
        if (!volume.options().isEmpty() && !volume.options().equals(options)) {
            throw ContainerVolumes.differs(name);
        }
        return options;
    }

    /// Whether the volumes of a spec are still what they were when it was decided.
    static boolean stillHold(Spec spec, Volumes volumes) {
        for (Spec.Mount mount : spec.mounts()) {
            if (mount instanceof Spec.Mount.Volume volume) {
                Map<String, String> options =
                        volumes.find(new VolumeName(volume.name()))
                                .map(Volume::options)
                                .orElse(Map.of());
                if (!options.equals(volume.options())) {
                    return false;
                }
            }
        }
        return true;
    }

    /// A VOLUME of the image.
    static Spec.Mount.Volume ofImage(String target, String origin) {
        return new Spec.Mount.Volume(ContainerIds.fresh(), "", target, false, true, true, origin);
    }

    /// What `--volumes-from` takes over: volumes and directories of the host, but no memory and no images.
    ///
    /// @throws JongException NOT_FOUND without such a container
    static List<Spec.Mount> of(RunOptions.VolumesFrom from, Containers containers) {
        ContainerRecord other = containers.find(from.container());
        List<Spec.Mount> out = new ArrayList<>();
        String origin = "--volumes-from " + from.container();
        for (Spec.Mount mount : ReadSpec.read(other.readable().spec()).mounts()) {
            switch (mount) {
                case Spec.Mount.Bind bind ->
                        out.add(
                                new Spec.Mount.Bind(
                                        bind.source(),
                                        bind.target(),
                                        bind.readOnly() || from.readOnly(),
                                        bind.recursive(),
                                        bind.propagation(),
                                        origin));
                case Spec.Mount.Volume volume ->
                        out.add(
                                new Spec.Mount.Volume(
                                        volume.name(),
                                        volume.subpath(),
                                        volume.target(),
                                        volume.readOnly() || from.readOnly(),
                                        false,
                                        volume.anonymous(),
                                        volume.options(),
                                        origin));
                case Spec.Mount.Tmpfs tmpfs -> {}
                case Spec.Mount.Image image -> {}
                case Spec.Mount.Given given -> {}
                case Spec.Mount.Writable writable -> throw unshared(other, writable);
            }
        }
        return out;
    }

    private static JongException unshared(ContainerRecord other, Spec.Mount.Writable writable) {
        return JongException.of(
                        ErrorKind.PRECONDITION,
                        "cannot share "
                                + Text.printable(writable.target())
                                + " of container "
                                + other.name()
                                + ": it lies in the container's own files")
                .hint("make that container again");
    }
}
