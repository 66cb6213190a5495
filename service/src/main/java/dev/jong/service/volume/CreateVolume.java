package dev.jong.service.volume;

import dev.jong.runtime.host.Host;
import dev.jong.runtime.spec.VolumeOptions;
import dev.jong.runtime.spec.VolumeSource;
import dev.jong.service.container.ContainerVolumes;
import dev.jong.service.container.Containers;
import dev.jong.store.event.Event;
import dev.jong.store.volume.Volume;
import dev.jong.store.volume.VolumeName;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/// `volume create`.
public final class CreateVolume {
    private final Containers containers;
    private final Supplier<Host.Isolation> rung;

    /// @param containers of the store that is to have the volume
    /// @param rung of the host; asked for when the volume is no directory of the store
    public CreateVolume(Containers containers, Supplier<Host.Isolation> rung) {
        this.containers = containers;
        this.rung = rung;
    }

    /// Makes a volume unless there is one of that name.
    ///
    /// @param name empty for a new one
    /// @param options of the driver; empty for a directory of the store
    /// @return what there is then
    /// @throws dev.jong.base.JongException INVALID_ARGUMENT when the text is no name or the options are wrong,
    ///     PRECONDITION when this user could not mount it, CONFLICT when it is there with other options
    public Volume create(String name, Map<String, String> labels, Map<String, String> options) {
        if (!options.isEmpty()) {
            VolumeSource source = VolumeOptions.parse(options);
            if (rung.get() != Host.Isolation.ROOT) {
                VolumeOptions.checkUser(source);
            }
        }
        containers.prepare();
        Map<String, String> all = new LinkedHashMap<>(labels);
        if (name.isEmpty()) {
            all.put(Volume.ANONYMOUS, "");
        }
        String text = name.isEmpty() ? ContainerVolumes.anonymousName() : name;
        VolumeName wanted = new VolumeName(text);
        boolean there = containers.volumes().volumes().find(wanted).isPresent();
        Volume volume =
                containers.volumes().volumes().create(wanted, new Volume.Wish(all, options), true);
        if (!options.isEmpty() && !options.equals(volume.options())) {
            throw ContainerVolumes.differs(text);
        }
        if (!there) {
            containers.story().journal().append(Event.volume("create", text));
        }
        return volume;
    }
}
