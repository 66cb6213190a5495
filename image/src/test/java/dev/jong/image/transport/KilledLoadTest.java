package dev.jong.image.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.base.Text;
import dev.jong.image.Images;
import dev.jong.image.Sweeper;
import dev.jong.image.Tar;
import dev.jong.image.TestStore;
import dev.jong.oci.Digest;
import dev.jong.store.reference.StoredReference;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledLoadTest {
    @TempDir Path directory;
    private Path root;
    private byte[] archive;

    @BeforeEach
    void make() {
        root = directory.resolve("store");
        byte[] noise = new byte[3 << 20];
        new Random(1).nextBytes(noise);
        byte[] first = new Tar().file("a", noise).bytes();
        byte[] second = new Tar().file("b", noise).bytes();
        archive =
                new Tar()
                        .file("1.tar", first)
                        .file("2.tar", second)
                        .file(
                                "c.json",
                                Archives.config("amd64", Digest.of(first), Digest.of(second)))
                        .file(
                                "manifest.json",
                                "[{\"Config\":\"c.json\",\"RepoTags\":[\"a:b\"],\"Layers\":[\"1.tar\",\"2.tar\"]}]")
                        .bytes();
    }

    @Test
    void R003_R019_a_killed_load_is_absent_and_a_retry_needs_no_cleaning() throws Exception {
        for (int quarter = 1; quarter <= 4; quarter++) {
            loadAndKill(archive.length / 4 * quarter - 3000);
            TestStore test = TestStore.open(root);
            assertThat(test.store().references().list().entries()).isEmpty();
            assertThat(test.store().references().list().damaged()).isEmpty();
        }
        TestStore test = TestStore.open(root);
        Carried image =
                test.reading()
                        .archive(new ByteArrayInputStream(archive), Optional.empty())
                        .getFirst();
        test.store().references().put(image.names().getFirst(), image.target());
        assertThat(new Images(test.store()).resolve("a:b", Optional.empty()).diffIds())
                .allMatch(test.layers()::has);
        assertThat(test.store().references().list().entries())
                .extracting(StoredReference::target)
                .containsExactly(image.target());
        assertThat(new Sweeper(test.store(), test.layers()).sweep(Set::of)).isPresent();
        assertThat(test.store().content().list()).hasSize(4);
        assertThat(stagedBlobs(test)).isZero();
    }

    private void loadAndKill(int after) throws Exception {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                StdinLoader.class.getName(),
                                Text.of(root))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        var out =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
        assertThat(out.readLine()).isEqualTo("ready");
        process.getOutputStream().write(archive, 0, after);
        process.getOutputStream().flush();
        assertThat(process.destroyForcibly().waitFor()).isEqualTo(128 + 9);
    }

    private static long stagedBlobs(TestStore test) throws IOException {
        String own = "tmp/" + ProcessHandle.current().pid() + "-";
        try (Stream<Path> files = Files.walk(test.store().temporary(), 2)) {
            return files.filter(Files::isRegularFile)
                    .filter(f ->
                            Character.isDigit(f.getParent().getFileName().toString().charAt(0)))
                    .filter(f -> !f.toString().contains(own))
                    .count();
        }
    }
}
