package dev.jong.image.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.image.Images;
import dev.jong.image.TestStore;
import dev.jong.oci.Digest;
import dev.jong.oci.Reference;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Archives and layouts as umoci, skopeo and podman write them, and our layout as skopeo reads it.
@Tag("peers")
class PeerArchivesTest {
    private static final Reference NAME = Reference.parse("example.com/peer:v1");

    @TempDir Path directory;
    private TestStore test;
    private Path layout;

    @BeforeEach
    void makeAnImage() throws Exception {
        Assumptions.assumeTrue(
                installed("umoci") && installed("skopeo"), "umoci and skopeo are not installed");
        test = TestStore.open(directory.resolve("store"));
        layout = directory.resolve("layout");
        run("umoci", "init", "--layout", layout.toString());
        run("umoci", "new", "--image", layout + ":v1");
        addLayer("passwd");
        addLayer("group");
    }

    private void addLayer(String name) throws Exception {
        Path bundle = directory.resolve("bundle-" + name);
        run("umoci", "unpack", "--rootless", "--image", layout + ":v1", bundle.toString());
        Files.copy(Path.of("/etc", name), bundle.resolve("rootfs").resolve(name));
        run("umoci", "repack", "--image", layout + ":v1", bundle.toString());
    }

    @Test
    void reads_a_layout_of_umoci() {
        Carried image =
                test.reading().directory(layout, Optional.of("v1"), Optional.empty()).getFirst();
        assertThat(image.image().diffIds()).hasSize(2).allMatch(test.layers()::has);
    }

    @Test
    void reads_both_kinds_of_archives_of_skopeo() throws Exception {
        Digest id =
                test.reading()
                        .directory(layout, Optional.empty(), Optional.empty())
                        .getFirst()
                        .image()
                        .id();
        for (String kind : List.of("docker-archive", "oci-archive")) {
            Path file = directory.resolve(kind + ".tar");
            run(
                    "skopeo",
                    "--insecure-policy",
                    "copy",
                    "-q",
                    "oci:" + layout + ":v1",
                    kind + ":" + file + ":" + NAME);
            Carried image = load(file);
            assertThat(image.names()).containsExactly(NAME);
            assertThat(image.image().id()).isEqualTo(id);
        }
    }

    @Test
    void reads_what_podman_saves() throws Exception {
        Assumptions.assumeTrue(installed("podman"), "podman is not installed");
        Path first = directory.resolve("first.tar");
        run(
                "skopeo",
                "--insecure-policy",
                "copy",
                "-q",
                "oci:" + layout + ":v1",
                "oci-archive:" + first + ":" + NAME);
        podman("load", "-q", "-i", first.toString());
        for (String format : List.of("docker-archive", "oci-archive")) {
            Path file = directory.resolve("podman-" + format + ".tar");
            podman("save", "-q", "--format", format, "-o", file.toString(), NAME.toString());
            Carried image = load(file);
            assertThat(image.names()).containsExactly(NAME);
            assertThat(image.image().diffIds()).hasSize(2).allMatch(test.layers()::has);
        }
    }

    @Test
    void skopeo_reads_our_layout_by_name() throws Exception {
        Carried image =
                test.reading().directory(layout, Optional.empty(), Optional.empty()).getFirst();
        test.store().references().put(NAME, image.target());
        run("skopeo", "inspect", "oci:" + test.store().layout() + ":" + NAME);
        assertThat(new Images(test.store()).resolve("example.com/peer:v1", Optional.empty()).id())
                .isEqualTo(image.image().id());
    }

    private Carried load(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            List<Carried> images = test.reading().archive(in, Optional.empty());
            assertThat(images).hasSize(1);
            return images.getFirst();
        }
    }

    private void podman(String... words) throws Exception {
        List<String> all =
                new java.util.ArrayList<>(List.of("podman", "--storage-driver", "vfs", "--root"));
        all.addAll(
                List.of(
                        directory.resolve("graph").toString(),
                        "--runroot",
                        directory.resolve("run").toString()));
        all.addAll(List.of(words));
        run(all.toArray(String[]::new));
    }

    private static void run(String... words) throws Exception {
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String output =
                new String(
                        process.getInputStream().readAllBytes(),
                        java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }

    private static boolean installed(String program) {
        return List.of("/usr/bin", "/usr/local/bin", "/bin").stream()
                .anyMatch(d -> Files.exists(Path.of(d, program)));
    }
}
