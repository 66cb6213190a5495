package dev.jong.service.volume;

import dev.jong.service.container.ContainerVolumes;
import dev.jong.service.container.Containers;
import dev.jong.store.event.Event;
import dev.jong.store.volume.Volume;
import dev.jong.store.volume.VolumeName;
import java.util.LinkedHashMap;
import java.util.Map;

/// `volume create`.
public final class CreateVolume {
    private final Containers containers;

    /// @param containers of the store that is to have the volume
    public CreateVolume(Containers containers) {
        this.containers = containers;
    }

    /// Makes a volume unless there is one of that name.
    ///
    /// @param name empty for a new one
    /// @return what there is then
    /// @throws dev.jong.base.JongException INVALID_ARGUMENT when the text is no name
    public Volume create(String name, Map<String, String> labels) {
        containers.prepare();
        Map<String, String> all = new LinkedHashMap<>(labels);
        if (name.isEmpty()) {
            all.put(Volume.ANONYMOUS, "");
        }
        String text = name.isEmpty() ? ContainerVolumes.anonymousName() : name;
        VolumeName wanted = new VolumeName(text);
        boolean there = containers.volumes().volumes().find(wanted).isPresent();
        Volume volume = containers.volumes().volumes().create(wanted, all);
        if (!there) {
            containers.story().journal().append(Event.volume("create", text));
        }
        return volume;
    }
}
