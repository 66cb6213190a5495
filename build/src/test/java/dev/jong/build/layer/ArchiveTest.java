package dev.jong.build.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.JongException;
import dev.jong.build.files.FileEntry;
import dev.jong.build.step.TreeLayer;
import dev.jong.linux.NativeSyscalls;
import dev.jong.store.Store;
import dev.jong.store.layer.Compression;
import dev.jong.store.layer.Layers;
import dev.jong.store.layer.Owners;
import dev.jong.store.layer.TarEntry;
import dev.jong.store.layer.TarEntry.EntryType;
import dev.jong.store.layer.TarWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ArchiveTest {
    /// An archive of `lib/x`, a thousand times `a` and `bcd`, mode 0640, of user 7.
    private static final String BZIP2 =
            "QlpoOTFBWSZTWXMbEyQAAHLbgdkAQAD/gAAIfCQeQACACAggAHQaRNqGgHqeo0Gn6oJJR6QDQ0NAD7ywoQBN"
                    + "wSDDmErXzqgyEDA040yZDsI1igjfPeauy2XMryDIaACsAPC/taWkky0RABBPxdyRThQkHMbEyQA=";

    @TempDir private Path directory;
    private Store store;
    private Layers layers;
    private CopyLayer copying;
    private final MapTree stage = new MapTree();
    private final MapTree context = new MapTree();

    @BeforeEach
    void makeStore() {
        store = Store.open(directory.resolve("store"), InstantSource.system());
        layers = new Layers(store.root(), new NativeSyscalls(), Owners.KEEP);
        copying = new CopyLayer(new StoreLayer(store.content(), layers));
    }

    @AfterEach
    void closeStore() {
        store.close();
        assertThat(store.temporary()).isEmptyDirectory();
    }

    @Test
    void a_bzip2_archive_goes_through_links_of_the_destination() throws IOException {
        stage.directory("usr/lib", 0755).link("lib", "usr/lib");
        Path files = add(Base64.getDecoder().decode(BZIP2), "/");
        assertThat(files.resolve("usr/lib/x")).hasContent("a".repeat(1000) + "bcd");
        assertThat(Files.getLastModifiedTime(files.resolve("usr/lib/x")).toInstant())
                .isEqualTo(Instant.ofEpochSecond(5));
        assertThat(files.resolve("lib")).doesNotExist();
    }

    @Test
    void damaged_bzip2_data_is_no_archive_or_an_error() {
        byte[] bytes = Base64.getDecoder().decode(BZIP2);
        for (int i = 4; i < bytes.length - 1; i++) {
            byte[] bad = bytes.clone();
            bad[i] ^= 0x10;
            assertThatThrownBy(
                            () -> ArchiveStream.plain(new ByteArrayInputStream(bad)).readAllBytes())
                    .as("byte %d", i)
                    .isInstanceOf(IOException.class);
            byte[] cut = Arrays.copyOf(bytes, i);
            assertThatThrownBy(
                            () -> ArchiveStream.plain(new ByteArrayInputStream(cut)).readAllBytes())
                    .isInstanceOf(IOException.class);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Compression.class,
            names = {"NONE", "GZIP", "ZSTD"})
    void archives_are_known_by_their_content(Compression compression) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        TarEntry link = TarEntry.of("d/link", EntryType.HARD_LINK).withLinkTarget("d/f");
        try (TarWriter tar = new TarWriter(compression.compress(out))) {
            tar.add(TarEntry.of("./", EntryType.DIRECTORY).withMode(0700));
            tar.add(TarEntry.of("./d/f", EntryType.REGULAR).withSize(1), bytes("x"));
            tar.add(link);
            tar.add(TarEntry.of("l", EntryType.SYMBOLIC_LINK).withLinkTarget("/d"));
        }
        Path files = add(out.toByteArray(), "/into");
        assertThat(files.resolve("into/d/f")).hasContent("x");
        assertThat(Files.getAttribute(files.resolve("into/d/link"), "unix:nlink")).isEqualTo(2);
        assertThat(Files.isSymbolicLink(files.resolve("into/l"))).isTrue();
    }

    @Test
    void T01_names_that_lead_out_of_the_destination_are_refused() throws IOException {
        for (String name : List.of("../x", "a/../../x", "d/.wh.f")) {
            assertThatThrownBy(() -> add(archive(TarEntry.of(name, EntryType.REGULAR)), "/into"))
                    .as(name)
                    .isInstanceOf(JongException.class);
        }
        byte[] through =
                archive(
                        TarEntry.of("l", EntryType.SYMBOLIC_LINK).withLinkTarget("/etc"),
                        TarEntry.of("l/passwd", EntryType.REGULAR));
        assertThatThrownBy(() -> add(through, "/into")).hasMessageContaining("leads through");
        assertThat(store.content().list()).isEmpty();
        assertThat(store.layers().toFile().list((d, name) -> !name.startsWith("."))).isEmpty();
    }

    @Test
    void a_directory_of_the_archive_takes_the_place_of_a_link() throws IOException {
        stage.directory("usr/lib", 0755).link("lib", "usr/lib");
        byte[] bytes =
                archive(
                        TarEntry.of("lib/", EntryType.DIRECTORY),
                        TarEntry.of("lib/f", EntryType.REGULAR));
        Path files = add(bytes, "/");
        assertThat(files.resolve("lib/f")).exists();
        assertThat(Files.isDirectory(files.resolve("lib"), LinkOption.NOFOLLOW_LINKS)).isTrue();
    }

    @Test
    void what_is_no_archive_is_copied() throws IOException {
        assertThat(
                        add("no archive".getBytes(StandardCharsets.US_ASCII), "/into/")
                                .resolve("into/a"))
                .hasContent("no archive");
        assertThat(add(new byte[0], "/into/").resolve("into/a")).isEmptyFile();
    }

    private Path add(byte[] archive, String to) {
        context.file("a", archive, "");
        FileEntry entry = context.find("a").orElseThrow();
        List<CopySource> sources = List.of(new CopySource.File(context, entry, "a", false));
        Instant epoch = Instant.ofEpochSecond(100);
        TreeLayer layer =
                copying.copy(new CopyTask(stage, to, sources, "", "", false, true, epoch, true))
                        .orElseThrow();
        return layers.find(layer.diffId()).orElseThrow().directory();
    }

    private static byte[] archive(TarEntry... entries) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (TarWriter tar = new TarWriter(out)) {
            for (TarEntry entry : entries) {
                tar.add(entry);
            }
        }
        return out.toByteArray();
    }

    private static ByteArrayInputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
    }
}
