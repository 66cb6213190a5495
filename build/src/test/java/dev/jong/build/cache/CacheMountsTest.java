package dev.jong.build.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.build.step.StepMount;
import dev.jong.build.step.StepMount.Sharing;
import dev.jong.build.step.Tree;
import dev.jong.build.step.TreeLayer;
import dev.jong.linux.NativeSyscalls;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;
import dev.jong.oci.MediaType;
import dev.jong.store.layer.Layers;
import dev.jong.store.layer.Owners;
import dev.jong.store.layer.TarEntry;
import dev.jong.store.layer.TarWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheMountsTest {
    @TempDir private Path store;
    private CacheMounts mounts;
    private Layers layers;

    @BeforeEach
    void makeStore() throws IOException {
        Files.createDirectory(store.resolve("layers"));
        Files.createDirectory(store.resolve("tmp"));
        layers = new Layers(store, new NativeSyscalls(), Owners.KEEP);
        mounts = other();
    }

    @Test
    void a_cache_is_the_same_directory_each_time_and_starts_with_its_mode() throws IOException {
        Path first;
        try (CacheMounts.Held held = mounts.take(mount("apt", Sharing.SHARED))) {
            first = held.directory();
            assertThat(first).isEmptyDirectory();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(first)))
                    .isEqualTo("rwxr-x--x");
            Files.writeString(first.resolve("kept"), "x");
        }
        try (CacheMounts.Held held = mounts.take(mount("apt", Sharing.LOCKED));
                CacheMounts.Held else_ = mounts.take(mount("pip", Sharing.SHARED))) {
            assertThat(held.directory()).isEqualTo(first);
            assertThat(held.directory().resolve("kept")).hasContent("x");
            assertThat(else_.directory()).isNotEqualTo(first);
        }
    }

    @Test
    void B11_an_id_is_data_and_leads_nowhere() {
        for (String id :
                new String[] {"../../etc", "/etc", "", "a\0b", "x".repeat(5000), "\u00ff"}) {
            try (CacheMounts.Held held = mounts.take(mount(id, Sharing.LOCKED))) {
                assertThat(held.directory().normalize()).isEqualTo(held.directory());
                assertThat(held.directory().getParent().getParent())
                        .isEqualTo(store.resolve("build/mounts"));
            }
        }
    }

    @Test
    void shared_ones_are_used_at_once_private_ones_are_not_the_same() {
        try (CacheMounts.Held one = mounts.take(mount("a", Sharing.SHARED));
                CacheMounts.Held two = other().take(mount("a", Sharing.SHARED));
                CacheMounts.Held own = other().take(mount("a", Sharing.PRIVATE))) {
            assertThat(two.directory()).isEqualTo(one.directory());
            assertThat(own.directory()).isNotEqualTo(one.directory());
        }
    }

    @Test
    void a_locked_one_waits_and_can_be_interrupted() throws Exception {
        CacheMounts.Held held = mounts.take(mount("a", Sharing.SHARED));
        FutureTask<CacheMounts.Held> taking =
                new FutureTask<>(() -> other().take(mount("a", Sharing.LOCKED)));
        Thread waiting = Thread.ofPlatform().start(taking);
        assertThat(waiting.join(Duration.ofMillis(200))).isFalse();
        waiting.interrupt();
        waiting.join();
        assertThatThrownBy(taking::get)
                .cause()
                .isInstanceOfSatisfying(
                        JongException.class,
                        e -> assertThat(e.kind()).isEqualTo(ErrorKind.CANCELLED));
        held.close();
        other().take(mount("a", Sharing.LOCKED)).close();
    }

    @Test
    void a_cache_can_begin_as_files_of_a_layer() throws IOException {
        Tree tree = tree("hi");
        try (CacheMounts.Held held = mounts.take(mount("s", tree, "/seed"))) {
            assertThat(held.directory().resolve("f")).hasContent("hi");
            Files.writeString(held.directory().resolve("f"), "changed");
        }
        try (CacheMounts.Held held = mounts.take(mount("s", tree, "/seed"))) {
            assertThat(held.directory().resolve("f")).hasContent("changed");
        }
        assertThatThrownBy(() -> mounts.take(mount("t", tree, "/missing")))
                .hasMessageContaining("/missing");
        assertThatThrownBy(() -> mounts.take(mount("t", tree, "/missing")))
                .hasMessageContaining("/missing");
    }

    private Tree tree(String content) throws IOException {
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        try (TarWriter tar = new TarWriter(archive)) {
            for (String name : new String[] {"other/f", "seed/f"}) {
                tar.add(
                        TarEntry.of(name, TarEntry.EntryType.REGULAR).withSize(content.length()),
                        new ByteArrayInputStream(content.getBytes(StandardCharsets.US_ASCII)));
            }
        }
        byte[] bytes = archive.toByteArray();
        Digest diffId = layers.unpack(new ByteArrayInputStream(bytes), bytes.length).diffId();
        return Tree.SCRATCH.with(
                new TreeLayer(diffId, Descriptor.of(MediaType.OCI_LAYER, diffId, bytes.length)));
    }

    @Test
    void what_begins_as_something_else_is_another_cache_whatever_its_id() throws IOException {
        List<StepMount.Cache> all =
                List.of(
                        mount("s", Tree.SCRATCH, ""),
                        mount("s", Sharing.LOCKED),
                        mount("s", tree("1"), "/seed"),
                        mount("s", tree("1"), "/other"),
                        mount("s", tree("2"), "/seed"));
        Set<Path> seen = new HashSet<>();
        for (StepMount.Cache each : all) {
            try (CacheMounts.Held held = mounts.take(each)) {
                assertThat(seen.add(held.directory())).as(each.toString()).isTrue();
            }
        }
        mounts.take(mount("s", tree("2"), "/seed")).close();
        assertThat(store.resolve("build/mounts").toFile().listFiles(File::isDirectory))
                .hasSize(all.size());
    }

    private CacheMounts other() {
        return new CacheMounts(
                store, new NativeSyscalls(), layers, InstantSource.fixed(Instant.ofEpochSecond(9)));
    }

    private static StepMount.Cache mount(String id, Sharing sharing) {
        return new StepMount.Cache(id, sharing, Tree.SCRATCH, "", "/cache", false, 0751, 0, 0);
    }

    private static StepMount.Cache mount(String id, Tree from, String source) {
        return new StepMount.Cache(id, Sharing.LOCKED, from, source, "/cache", false, 0755, 0, 0);
    }
}
