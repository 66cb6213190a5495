package dev.jong.store.layer;

import dev.jong.base.Text;
import dev.jong.store.layer.TarEntry.Device;
import dev.jong.store.layer.TarEntry.EntryType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/// An archive of a random tree: all types, odd names, modes, owners, times. The same seed gives the same bytes.
final class RandomTree {
    private static final int MEMBERS = 300;

    private final Random random;
    private final boolean isRich;
    private final List<String> directories = new ArrayList<>(List.of(""));
    private final List<String> files = new ArrayList<>();
    private final Set<String> taken = new HashSet<>();
    private final Archive archive = new Archive();

    RandomTree(long seed) {
        this(seed, true);
    }

    /// @param isRich also names, times and types that the oldest archives can't hold
    RandomTree(long seed, boolean isRich) {
        random = new Random(seed);
        this.isRich = isRich;
    }

    byte[] archive() {
        for (int i = 0; i < MEMBERS; i++) {
            add();
        }
        return archive.bytes();
    }

    private void add() {
        String name = freshName();
        switch (isRich ? random.nextInt(10) : random.nextInt(2) * 5 + random.nextInt(3)) {
            case 0, 1 -> {
                archive.add(dressed(name, EntryType.DIRECTORY));
                directories.add(name + "/");
            }
            case 2 ->
                    archive.add(
                            dressed(name, EntryType.SYMBOLIC_LINK)
                                    .withMode(0777)
                                    .withLinkTarget(text(isRich ? 150 : 20)));
            case 3 -> archive.add(dressed(name, EntryType.FIFO));
            case 4 ->
                    archive.add(
                            dressed(name, EntryType.CHARACTER_DEVICE)
                                    .withDevice(
                                            new Device(
                                                    random.nextInt(1, 200), random.nextInt(300))));
            case 5 -> {
                if (!files.isEmpty()) {
                    archive.hardLink(name, files.get(random.nextInt(files.size())));
                }
            }
            default -> {
                TarEntry file = dressed(name, EntryType.REGULAR);
                archive.add(
                        random.nextInt(4) > 0
                                ? file
                                : file.withXattrs(Map.of("user.a", Text.bytes("v"))),
                        text(2000));
                files.add(name);
            }
        }
    }

    private TarEntry dressed(String name, EntryType type) {
        return TarEntry.of(name, type)
                .withMode(random.nextInt(010000))
                .withOwner(random.nextInt(70_000), random.nextInt(70_000))
                .withModified(
                        Instant.ofEpochSecond(
                                random.nextInt(2_000_000_000),
                                isRich ? random.nextInt(1_000_000_000) : 0));
    }

    private String freshName() {
        String name;
        do {
            String parent = directories.get(random.nextInt(directories.size()));
            name =
                    parent
                            + "n"
                            + text(isRich && random.nextInt(20) == 0 ? 120 : 6).replace('/', '_');
        } while (!taken.add(name) || !isRich && name.length() > 90);
        return name;
    }

    private String text(int most) {
        int length = 1 + random.nextInt(most);
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < length; i++) {
            // Two bytes that are valid UTF-8, so that Java can list them.
            out.append(
                    random.nextInt(9) == 0
                            ? "\u00c3\u00a9"
                            : String.valueOf((char) ('a' + random.nextInt(26))));
        }
        return out.toString();
    }
}
