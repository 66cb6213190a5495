package dev.jong.store.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.base.Text;
import dev.jong.linux.FileStatus;
import dev.jong.linux.NativeSyscalls;
import dev.jong.linux.Syscalls;
import dev.jong.store.snapshot.CopySnapshot;
import dev.jong.store.snapshot.PackTree;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PackTreeTest {
    private static final String SECRET = "secret of the host";

    @TempDir private Path directory;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    @Tag("root")
    void Q03_unpacking_what_was_packed_gives_the_same_tree(long seed) throws IOException {
        Path tree = unpack("tree", new RandomTree(seed).archive());
        byte[] packed = pack(new NativeSyscalls(), PackTree.Scope.WHOLE, tree);
        assertThat(TreeListing.of(unpack("again", packed), true))
                .isEqualTo(TreeListing.of(tree, true));
        assertThat(
                        pack(
                                new NativeSyscalls(),
                                PackTree.Scope.WHOLE,
                                directory.resolve("again/tree")))
                .as("Q07")
                .isEqualTo(packed);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
    @Tag("root")
    void Q04_layers_packed_into_one_do_what_they_did_before(long seed) throws IOException {
        Random random = new Random(seed);
        List<Path> topDown = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            topDown.addFirst(unpack("layer" + i, OverlayOracleTest.randomLayer(random).bytes()));
        }
        List<String> expected = merged("expected", topDown);
        for (int upper = 1; upper <= 5; upper++) {
            Path[] packed = topDown.subList(0, upper).toArray(new Path[0]);
            byte[] one = pack(new NativeSyscalls(), PackTree.Scope.CHANGES, packed);
            List<Path> stack = new ArrayList<>(List.of(unpack("one" + upper, one)));
            stack.addAll(topDown.subList(upper, 5));
            assertThat(merged("merged" + upper, stack)).as(upper + " layers").isEqualTo(expected);
        }
        byte[] whole =
                pack(new NativeSyscalls(), PackTree.Scope.WHOLE, topDown.toArray(new Path[0]));
        assertThat(TreeListing.of(unpack("whole", whole), true)).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource(Swap.class)
    void V15_a_file_that_turns_into_something_else_lets_nothing_in(Swap swap) throws IOException {
        Path tree = Files.createDirectories(directory.resolve("live"));
        Files.writeString(directory.resolve("secret"), SECRET);
        Files.createDirectory(directory.resolve("secrets"));
        Files.writeString(directory.resolve("secrets/inner"), SECRET);
        Files.createDirectory(tree.resolve("dir"));
        Files.writeString(tree.resolve("dir/inner"), "mine, too");
        Files.writeString(tree.resolve("file"), "mine");
        Files.writeString(tree.resolve("last"), "mine");
        byte[] packed = pack(new Swapping(swap, tree), PackTree.Scope.WHOLE, tree);
        List<String> names = new ArrayList<>();
        TarReader reader = new TarReader(new ByteArrayInputStream(packed), false);
        for (Optional<TarEntry> next = reader.next(); next.isPresent(); next = reader.next()) {
            names.add(next.get().name());
        }
        assertThat(names).contains("./", "last");
        assertThat(Text.of(packed)).doesNotContain(SECRET);
    }

    @Test
    void compressed_layers_are_the_same_anywhere_and_come_back() throws IOException {
        byte[] plain = new RandomTree(7).archive();
        for (Compression kind : List.of(Compression.GZIP, Compression.ZSTD, Compression.NONE)) {
            byte[] packed = compress(kind, plain);
            assertThat(compress(kind, plain)).isEqualTo(packed);
            assertThat(Compression.decompress(new ByteArrayInputStream(packed)).readAllBytes())
                    .isEqualTo(plain);
        }
        assertThat(compress(Compression.GZIP, plain))
                .startsWith(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255);
    }

    /// What happens between the look at a name and its opening.
    private enum Swap {
        LINK,
        FIFO,
        GONE,
        SHORTER,
        LONGER,
        DIRECTORY_LINK
    }

    /// A container that changes its files at the worst moment.
    private static final class Swapping extends PassingSyscalls {
        private final Swap swap;
        private final Path tree;
        private int looks;

        Swapping(Swap swap, Path tree) {
            super(new NativeSyscalls());
            this.swap = swap;
            this.tree = tree;
        }

        @Override
        public int statx(int directory, String name, int flags, FileStatus status) {
            int result = super.statx(directory, name, flags, status);
            try {
                if (name.equals("file") && swap != Swap.SHORTER && swap != Swap.LONGER) {
                    change(tree.resolve("file"));
                } else if (name.equals("dir") && swap == Swap.DIRECTORY_LINK && ++looks == 2) {
                    Files.move(tree.resolve("dir"), tree.resolve("../moved"));
                    Files.createSymbolicLink(tree.resolve("dir"), Path.of("../secrets"));
                } else if (name.isEmpty()
                        && (swap == Swap.SHORTER || swap == Swap.LONGER)
                        && status.size() == 4
                        && status.type() == FileStatus.REGULAR) {
                    change(tree.resolve("file"));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return result;
        }

        private void change(Path file) throws IOException {
            switch (swap) {
                case LINK -> {
                    Files.delete(file);
                    Files.createSymbolicLink(file, Path.of("../secret"));
                }
                case FIFO -> {
                    Files.delete(file);
                    super.mknodat(Syscalls.AT_FDCWD, file.toString(), FileStatus.FIFO | 0600, 0, 0);
                }
                case GONE -> Files.deleteIfExists(file);
                case SHORTER -> Files.writeString(file, "");
                case LONGER -> Files.writeString(file, "much longer than it was before");
                case DIRECTORY_LINK -> {
                    // Another name.
                }
            }
        }
    }

    private List<String> merged(String name, List<Path> topDown) throws IOException {
        Path copy = Files.createDirectory(directory.resolve(name));
        CopySnapshot.create(new NativeSyscalls(), topDown, copy);
        return TreeListing.of(copy, true);
    }

    private Path unpack(String name, byte[] archive) throws IOException {
        Unpacked unpacked =
                new Unpacked(Files.createDirectory(directory.resolve(name)), Owners.APPLY);
        unpacked.apply(new ByteArrayInputStream(archive), Unpacked.CAP);
        return unpacked.tree;
    }

    private static byte[] pack(Syscalls kernel, PackTree.Scope scope, Path... topDown)
            throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (TarWriter tar = new TarWriter(out)) {
            PackTree.pack(kernel, List.of(topDown), scope, tar);
        }
        return out.toByteArray();
    }

    private static byte[] compress(Compression kind, byte[] plain) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (var compressing = kind.compress(out)) {
            compressing.write(plain);
        }
        return out.toByteArray();
    }
}
