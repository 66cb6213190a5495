package dev.jong.store.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.base.Text;
import dev.jong.linux.NativeSyscalls;
import dev.jong.store.layer.TarEntry.EntryType;
import dev.jong.store.snapshot.CopySnapshot;
import dev.jong.store.snapshot.LayeredView;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the kernel makes of unpacked layers is the truth; the copy and the view must show the same.
class OverlayOracleTest {
    private static final String[] NAMES = {"a", "b", "c"};

    @TempDir private Path directory;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    @Tag("root")
    void Q05_copy_and_view_show_what_an_overlay_mount_shows(long seed) throws Exception {
        Random random = new Random(seed);
        List<Path> topDown = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Unpacked layer =
                    new Unpacked(
                            Files.createDirectory(directory.resolve("layer" + i)), Owners.APPLY);
            layer.apply(randomLayer(random));
            topDown.addFirst(layer.tree);
        }
        Path copy = Files.createDirectory(directory.resolve("copy"));
        CopySnapshot.create(new NativeSyscalls(), topDown, copy);
        Path mount = Files.createDirectory(directory.resolve("mount"));
        String lower = String.join(":", topDown.stream().map(Path::toString).toList());
        run(
                "mount",
                "-t",
                "overlay",
                "overlay",
                "-o",
                "ro,userxattr,lowerdir=" + lower,
                mount.toString());
        try {
            assertThat(TreeListing.of(copy, true)).isEqualTo(TreeListing.of(mount, true));
            assertThat(view(topDown, mount)).isEqualTo(view(mount));
        } finally {
            run("umount", mount.toString());
        }
    }

    static Archive randomLayer(Random random) {
        Archive archive = new Archive();
        for (int i = 0; i < 12; i++) {
            String parent = random.nextInt(3) == 0 ? "" : NAMES[random.nextInt(3)] + "/";
            parent += random.nextInt(3) == 0 ? "" : NAMES[random.nextInt(3)] + "/";
            String name = parent + NAMES[random.nextInt(3)];
            switch (random.nextInt(7)) {
                case 0 -> archive.file(parent + ".wh." + NAMES[random.nextInt(3)], "");
                case 1 ->
                        archive.file(parent + "d/.wh..wh..opq", "")
                                .file(parent + "d/" + random.nextInt(4), "x");
                case 2 ->
                        archive.add(
                                TarEntry.of(name, EntryType.DIRECTORY)
                                        .withMode(0711)
                                        .withOwner(3, 4));
                case 3 -> {
                    archive.file(parent + "h" + i, "linked " + i)
                            .hardLink(parent + "i" + i, parent + "h" + i);
                }
                case 4 ->
                        archive.link(
                                parent + "l" + i,
                                "/" + NAMES[random.nextInt(3)] + "/" + NAMES[random.nextInt(3)]);
                default -> {
                    archive.file(name + "f" + random.nextInt(3), "content " + random.nextInt());
                }
            }
        }
        return archive;
    }

    /// Every path of the mount, read through the view.
    private static List<String> view(List<Path> topDown, Path mount) throws IOException {
        LayeredView view = new LayeredView(topDown);
        List<String> lines = new ArrayList<>();
        for (String name : paths(mount)) {
            Optional<byte[]> content = view.readFile(name, 1000);
            lines.add(name + " " + content.map(Text::of).orElse("nothing"));
        }
        return lines;
    }

    /// The same read through the mount, links taken as if it were the root.
    private static List<String> view(Path mount) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String name : paths(mount)) {
            Path file = mount.resolve(name);
            for (int i = 0; i < 40 && Files.isSymbolicLink(file); i++) {
                file = mount.resolve(Files.readSymbolicLink(file).toString().substring(1));
            }
            boolean isFile = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
            lines.add(name + " " + (isFile ? Files.readString(file) : "nothing"));
        }
        return lines;
    }

    private static List<String> paths(Path mount) throws IOException {
        return TreeListing.paths(mount).stream()
                .map(path -> mount.relativize(path).toString())
                .toList();
    }

    private static void run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        process.getInputStream().transferTo(out);
        assertThat(process.waitFor()).as(out.toString()).isZero();
    }
}
