package dev.jong.store.layer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Trees and archives against GNU tar: random, with the seed in the test's name.
class GnuTarOracleTest {
    @TempDir private Path directory;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    @Tag("root")
    void Q08_the_same_archive_gives_the_same_tree_as_with_gnu_tar(long seed) throws Exception {
        byte[] archive = new RandomTree(seed).archive();
        Path reference = Files.createDirectory(directory.resolve("reference"));
        Files.write(directory.resolve("a.tar"), archive);
        run(
                "tar",
                "--extract",
                "--file=a.tar",
                "--directory=reference",
                "--numeric-owner",
                "--same-owner",
                "--same-permissions",
                "--xattrs",
                "--xattrs-include=*",
                "--delay-directory-restore");
        Unpacked ours = new Unpacked(directory, Owners.APPLY);
        ours.apply(new ByteArrayInputStream(archive), Unpacked.CAP);
        assertThat(listing(ours.tree)).isEqualTo(listing(reference));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gnu", "pax", "ustar", "v7"})
    @Tag("root")
    void Q03_a_tree_packed_by_gnu_tar_comes_out_as_it_was(String format) throws Exception {
        Path tree = Files.createDirectory(directory.resolve("reference"));
        boolean hasLongNames = format.equals("gnu") || format.equals("pax");
        byte[] archive = new RandomTree(hasLongNames ? 42 : 43, hasLongNames).archive();
        new LayerApplier(new dev.jong.linux.NativeSyscalls(), Owners.APPLY)
                .apply(
                        new ByteArrayInputStream(archive),
                        false,
                        Unpacked.CAP,
                        tree,
                        newDirectory("unused"));
        run(
                "tar",
                "--create",
                "--file=b.tar",
                "--format=" + format,
                "--numeric-owner",
                format.equals("pax") ? "--xattrs" : "--no-xattrs",
                "--directory=reference",
                ".");
        Unpacked ours = new Unpacked(directory, Owners.APPLY);
        try (InputStream packed = Files.newInputStream(directory.resolve("b.tar"))) {
            ours.apply(packed, Unpacked.CAP);
        }
        // Only PAX has fractions of seconds and attributes.
        boolean whole = format.equals("pax");
        assertThat(TreeListing.of(ours.tree, whole)).isEqualTo(TreeListing.of(tree, whole));
    }

    private static List<String> listing(Path tree) throws IOException {
        return TreeListing.of(tree, true);
    }

    private Path newDirectory(String name) throws IOException {
        return Files.createDirectory(directory.resolve(name));
    }

    private void run(String... command) throws Exception {
        Process process =
                new ProcessBuilder(command)
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .start();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        process.getInputStream().transferTo(out);
        assertThat(process.waitFor()).as(out.toString()).isZero();
    }
}
