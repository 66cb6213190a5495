package dev.jong.service.volume;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.base.json.Json;
import dev.jong.service.container.Containers;
import dev.jong.service.container.NamePattern;
import dev.jong.service.image.ImageFilter;
import dev.jong.store.volume.Volume;
import dev.jong.store.volume.VolumeName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// `volume ls` and `volume inspect`.
public final class ListVolumes {
    private final Containers containers;

    /// @param containers those that use volumes
    public ListVolumes(Containers containers) {
        this.containers = containers;
    }

    /// The conditions of a list. Those of one kind are alternatives, but labels: all must fit.
    ///
    /// @param dangling used by no container, or used by one
    /// @param drivers names of drivers; there is only `local`
    /// @param labels conditions on labels
    /// @param names parts of names
    public record Conditions(
            Optional<Boolean> dangling,
            List<String> drivers,
            List<ImageFilter.Label> labels,
            List<String> names) {
        /// All volumes.
        public static final Conditions NONE =
                new Conditions(Optional.empty(), List.of(), List.of(), List.of());
    }

    /// The volumes that fulfil the conditions, by name.
    public List<Volume> list(Conditions conditions) {
        containers.ids(); // Containers that have ended are gone, and their volumes with them.
        Map<String, List<String>> users =
                conditions.dangling().isEmpty() ? Map.of() : containers.volumes().users().byName();
        List<Predicate<String>> names = conditions.names().stream().map(NamePattern::of).toList();
        List<Volume> found = new ArrayList<>();
        for (Volume volume : containers.volumes().volumes().all()) {
            String name = volume.name().text();
            boolean fits =
                    (conditions.dangling().isEmpty()
                                    || conditions.dangling().get() != users.containsKey(name))
                            && (conditions.drivers().isEmpty()
                                    || conditions.drivers().contains("local"))
                            && conditions.labels().stream()
                                    .allMatch(label -> label.accepts(volume.labels()))
                            && (conditions.names().isEmpty()
                                    || names.stream().anyMatch(part -> part.test(name)));
            if (fits) {
                found.add(volume);
            }
        }
        return found;
    }

    /// A volume.
    ///
    /// @throws JongException NOT_FOUND when there is none of that name
    public Volume find(String name) {
        containers.ids();
        return (VolumeName.isName(name)
                        ? containers.volumes().volumes().find(new VolumeName(name))
                        : Optional.<Volume>empty())
                .orElseThrow(() ->
                        JongException.of(
                                        ErrorKind.NOT_FOUND,
                                        "no such volume: " + Text.printable(name))
                                .hint("jong volume ls lists them"));
    }

    /// Where its data is, a byte string.
    public String place(Volume volume) {
        return Text.of(containers.volumes().volumes().folder(volume.name()).data());
    }

    /// Docker's object of a volume.
    public Json.Obj inspect(Volume volume) {
        Json labels = Json.of(volume.labels());
        return Json.object()
                .put(
                        "CreatedAt",
                        Instant.ofEpochSecond(volume.created() / 1_000_000_000).toString())
                .put("Driver", "local")
                .put("Labels", volume.labels().isEmpty() ? new Json.Null() : labels)
                .put("Mountpoint", place(volume))
                .put("Name", volume.name().text())
                .put(
                        "Options",
                        volume.options().isEmpty() ? new Json.Null() : Json.of(volume.options()))
                .put("Scope", "local")
                .build();
    }
}
