package dev.jong.service.container;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.store.event.Event;
import dev.jong.store.event.EventJournal;
import dev.jong.store.lease.Hold;
import dev.jong.store.volume.Volume;
import dev.jong.store.volume.VolumeName;
import dev.jong.store.volume.Volumes;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which container uses which volume. That a container uses one is written down, and that nobody does is found out,
/// under the volumes' lock: a volume that a new container takes is not removed beneath it.
public final class ContainerVolumes {
    private final Path store;
    private final Volumes volumes;
    private final EventJournal journal;

    /// @param journal is told what becomes of volumes
    ContainerVolumes(Path store, Volumes volumes, EventJournal journal) {
        this.journal = journal;
        this.store = store;
        this.volumes = volumes;
    }

    /// A name for a volume of which nobody says the name.
    public static String anonymousName() {
        return ContainerIds.fresh();
    }

    /// The volumes of the same store.
    public Volumes volumes() {
        return volumes;
    }

    /// Who uses what.
    ///
    /// @param byName ids of containers by the name of the volume
    /// @param unknown ids of containers that may use any volume, as nobody can read what they use
    public record Users(Map<String, List<String>> byName, List<String> unknown) {
        /// The containers that use a volume, or may.
        public List<String> of(VolumeName name) {
            List<String> users = new ArrayList<>(byName.getOrDefault(name.text(), List.of()));
            users.addAll(unknown);
            return users;
        }
    }

    /// Looks at all containers, half made ones too.
    public Users users() {
        Map<String, List<String>> byName = new HashMap<>();
        List<String> unknown = new ArrayList<>();
        try (DirectoryStream<Path> folders =
                Files.newDirectoryStream(store.resolve("containers"))) {
            for (Path folder : folders) {
                String id = Text.of(folder.getFileName());
                if (!ContainerIds.isId(id)) {
                    continue; // Not ours.
                }
                Optional<List<VolumeUses>> uses = VolumeUses.read(folder);
                if (uses.isEmpty()) {
                    unknown.add(id);
                }
                for (String name : names(uses)) {
                    byName.computeIfAbsent(name, n -> new ArrayList<>()).add(id);
                }
            }
        } catch (NoSuchFileException noContainers) {
            return new Users(byName, unknown);
        } catch (IOException e) {
            throw StoreFailure.of("look for users of volumes", store, e);
        }
        return new Users(byName, unknown);
    }

    private static Set<String> names(Optional<List<VolumeUses>> uses) {
        Set<String> names = new HashSet<>();
        uses.orElse(List.of()).forEach(use -> names.add(use.name()));
        return names;
    }

    /// A volume is there already, and is something else than what was asked for.
    public static JongException differs(String name) {
        return JongException.of(
                        ErrorKind.CONFLICT,
                        "the volume " + Text.printable(name) + " is there with other options")
                .hint("jong volume inspect " + Text.printable(name) + " shows them");
    }

    /// Removes the anonymous volumes of a container that is in the trash, but those that others use, and forgets them.
    void drop(Path trash) {
        try {
            List<VolumeUses> uses = VolumeUses.read(trash).orElse(List.of());
            for (VolumeUses use : uses) {
                if (use.anonymous() && VolumeName.isName(use.name())) {
                    drop(new VolumeName(use.name()));
                }
            }
            Files.deleteIfExists(trash.resolve(VolumeUses.FILE));
        } catch (IOException e) {
            throw StoreFailure.of("remove anonymous volumes", store, e);
        }
    }

    private void drop(VolumeName name) {
        try (Hold _ = volumes.lock()) {
            if (users().of(name).isEmpty()) {
                volumes.remove(name);
                journal.append(Event.volume("destroy", name.text()));
            }
        }
    }

    /// Writes down what a container uses, and makes what is missing.
    ///
    /// @param folder the container's
    /// @param durable whether the container is to outlive a power cut
    /// @param wishes for each volume, by its name
    /// @throws JongException CONFLICT when a volume is not what it was when the container was decided, or what the disk
    ///     said
    void use(Path folder, List<VolumeUses> uses, boolean durable, Map<String, Volume.Wish> wishes) {
        try (Hold _ = volumes.lock()) {
            VolumeUses.write(folder, uses, durable);
            for (VolumeUses use : uses) {
                VolumeName name = new VolumeName(use.name());
                if (volumes.find(name).isEmpty()) {
                    journal.append(Event.volume("create", use.name()));
                }
                Volume.Wish wish = wishes.getOrDefault(use.name(), Volume.Wish.PLAIN);
                Volume volume = volumes.create(name, wish, durable || !use.anonymous());
                if (!volume.options().equals(wish.options())) {
                    throw differs(use.name());
                }
            }
        } catch (IOException e) {
            throw StoreFailure.of("write down the container's volumes", store, e);
        }
    }
}
