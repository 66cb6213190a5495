package dev.jong.image.copy;

import dev.jong.image.TestStore;
import dev.jong.image.pull.MemoryRepository;
import dev.jong.image.registry.Registries;
import dev.jong.image.registry.Registry;
import dev.jong.image.registry.RemoteManifest;
import dev.jong.image.registry.Repository;
import dev.jong.linux.NativeSyscalls;
import dev.jong.oci.Reference;
import dev.jong.store.layer.Compression;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Places of all kinds in a directory of the test, and registries in memory.
final class Way implements Registries {
    static final CopyWishes AS_IT_IS = wishes(false, CopyWishes.Format.KEEP, Optional.empty());
    static final CopyWishes ALL = wishes(true, CopyWishes.Format.KEEP, Optional.empty());
    static final List<String> KINDS =
            List.of("docker://", "oci:", "oci-archive:", "docker-archive:", "dir:", "store:");

    final Path folder;
    final TestStore test;
    final Map<String, MemoryRepository> repositories = new TreeMap<>();
    final List<String> told = new ArrayList<>();
    private final Places places;

    Way(Path folder) {
        this.folder = folder;
        this.test = TestStore.open(folder.resolve("the-store"));
        this.places = new Places(test.store(), test.layers(), new NativeSyscalls());
    }

    static CopyWishes wishes(
            boolean all, CopyWishes.Format format, Optional<Compression> compression) {
        return new CopyWishes(all, Optional.empty(), format, compression, false);
    }

    /// A place of a kind.
    String place(String kind, String name) {
        return switch (kind) {
            case "docker://" -> "docker://reg.test/" + name + ":1";
            case "store:" -> "store:" + name + ":1";
            case "dir:" -> "dir:" + name + ".dir";
            case "docker-archive:" -> "docker-archive:" + name + ".docker:" + name + ":1";
            case "oci-archive:" -> "oci-archive:" + name + ".oci:1";
            default -> "oci:" + name + ".layout:1";
        };
    }

    Location at(String text) {
        return Location.parse(text, path -> folder.resolve(path).toString());
    }

    MemoryRepository repositoryOf(String name) {
        return repositories.computeIfAbsent("reg.test/" + name, _ -> new MemoryRepository());
    }

    RemoteManifest copy(String from, String to, CopyWishes wishes) {
        try (CopySource source = source(from)) {
            return places.copy(
                    source,
                    at(to),
                    this,
                    wishes,
                    entry ->
                            test.store()
                                    .references()
                                    .put(entry.name().orElseThrow(), entry.target()),
                    (blob, how) -> told.add(blob + word(how)));
        }
    }

    CopySource source(String place) {
        return places.source(at(place), this);
    }

    /// The top of what is at a place, every blob of which is verified by copying it to a registry.
    RemoteManifest verified(String place) {
        MemoryRepository check = new MemoryRepository();
        repositories.put("reg.test/check", check);
        return copy(
                place,
                "docker://reg.test/check:1",
                new CopyWishes(
                        true, Optional.empty(), CopyWishes.Format.KEEP, Optional.empty(), true));
    }

    @Override
    public Repository repository(Reference name) {
        return repositories.computeIfAbsent(name.repository(), _ -> new MemoryRepository());
    }

    @Override
    public Registry registry(String domain) {
        throw new UnsupportedOperationException();
    }

    private static String word(CopyProgress.Arrival how) {
        return switch (how) {
            case CopyProgress.Arrival.Copied _ -> "";
            case CopyProgress.Arrival.There _ -> " there";
            case CopyProgress.Arrival.Mounted mounted -> " from " + mounted.repository();
        };
    }
}
