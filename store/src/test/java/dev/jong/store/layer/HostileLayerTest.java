package dev.jong.store.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.store.layer.TarEntry.EntryType;
import dev.jong.store.snapshot.TreeRemover;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Layers made to break out, to steer the mount, or to use up the host.
class HostileLayerTest {
    @TempDir private Path directory;
    private Path outside;
    private Unpacked layer;

    @BeforeEach
    void prepare() throws IOException {
        outside = Files.createDirectory(directory.resolve("outside"));
        Files.writeString(outside.resolve("canary"), "alive");
        layer = new Unpacked(Files.createDirectory(directory.resolve("staging")), Owners.KEEP);
    }

    @AfterEach
    void the_world_outside_is_unchanged() throws IOException {
        assertThat(Files.readString(outside.resolve("canary"))).isEqualTo("alive");
        try (var names = Files.list(outside)) {
            assertThat(names).hasSize(1);
        }
        try (var names = Files.list(directory)) {
            assertThat(names).hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../x",
                "a/../../x",
                "./../x",
                "/../x",
                "..",
                "a/..",
                "../outside/canary",
                "a/b/../c"
            })
    void T01_names_that_lead_upwards_are_refused(String name) {
        refuses(new Archive().file(name, "x"), ErrorKind.INVALID_ARGUMENT);
        refuses(new Archive().directory(name), ErrorKind.INVALID_ARGUMENT);
        refuses(new Archive().link(name, "x"), ErrorKind.INVALID_ARGUMENT);
        refuses(new Archive().file("f", "x").hardLink("h", name), ErrorKind.INVALID_ARGUMENT);
    }

    @Test
    void T01_an_absolute_name_means_the_root_of_the_layer() {
        layer.apply(new Archive().file("//etc/passwd", "x"));
        assertThat(layer.content("etc/passwd")).isEqualTo("x");
    }

    @Test
    void T03_a_symlink_to_the_root_stays_inside() {
        layer.apply(new Archive().link("l", "/").file("l" + outside + "/x", "x"));
        assertThat(layer.content(outside.toString().substring(1) + "/x")).isEqualTo("x");
    }

    @Test
    void T03_symlinks_to_the_outside_stay_inside() {
        layer.apply(
                new Archive()
                        .link("absolute", outside.toString())
                        .file("absolute/canary", "x")
                        .link("relative", "../../../../../../../../.." + outside)
                        .file("relative/other", "y"));
        assertThat(layer.content(outside.toString().substring(1) + "/canary")).isEqualTo("x");
        assertThat(layer.content(outside.toString().substring(1) + "/other")).isEqualTo("y");
    }

    @Test
    void T03_a_file_in_place_of_a_symlink_does_not_write_through_it() {
        layer.apply(new Archive().link("l", outside + "/canary").file("l", "x"));
        assertThat(layer.content("l")).isEqualTo("x");
        layer.apply(new Archive().link("m", outside + "/canary").hardLink("n", "m").file("n", "y"));
        assertThat(layer.content("n")).isEqualTo("y");
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "/", "./", "", "//", "./."})
    void T05_the_root_directory_is_never_replaced(String name) {
        refuses(new Archive().link(name, outside.toString()), ErrorKind.INVALID_ARGUMENT);
        refuses(new Archive().file("f", "x").hardLink(name, "f"), ErrorKind.INVALID_ARGUMENT);
        refuses(new Archive().fifo(name), ErrorKind.INVALID_ARGUMENT);
        assertThat(layer.tree).isDirectory();
    }

    @Test
    void T07_long_chains_and_loops_of_symlinks_end_with_an_error() {
        Archive chain = new Archive().directory("end");
        for (int i = 1; i <= 41; i++) {
            chain.link("l" + i, i == 1 ? "end" : "l" + (i - 1));
        }
        Assertions.assertTimeout(
                Duration.ofSeconds(1),
                () -> {
                    refuses(chain.file("l41/x", "x"), ErrorKind.INVALID_ARGUMENT);
                    refuses(
                            new Archive().link("self", "self").file("self/x", "x"),
                            ErrorKind.INVALID_ARGUMENT);
                    refuses(
                            new Archive().link("a", "b").link("b", "a").file("a/x", ""),
                            ErrorKind.INVALID_ARGUMENT);
                });
        layer.apply(new Archive().link("l40", "l39").file("l40/x", "forty are fine"));
        assertThat(layer.content("end/x")).isEqualTo("forty are fine");
    }

    @Test
    void T09_hard_links_to_absolute_names_stay_inside() {
        refuses(new Archive().hardLink("stolen", outside + "/canary"), ErrorKind.NOT_FOUND);
        layer.apply(new Archive().file("etc/shadow", "mine").hardLink("copy", "/etc/shadow"));
        assertThat(layer.content("copy")).isEqualTo("mine");
        refuses(
                new Archive().link("l", outside.toString()).hardLink("stolen", "l/canary"),
                ErrorKind.NOT_FOUND);
    }

    @Test
    void T11_hard_links_to_what_cannot_be_linked_are_errors() {
        refuses(new Archive().directory("d").hardLink("h", "d"), ErrorKind.PERMISSION_DENIED);
        refuses(new Archive().file("f", "x").hardLink("f", "f"), ErrorKind.INVALID_ARGUMENT);
        refuses(new Archive().hardLink("h", "later").file("later", "x"), ErrorKind.NOT_FOUND);
        refuses(new Archive().hardLink("h", ""), ErrorKind.NOT_FOUND);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {".wh..", ".wh...", ".wh.", "x/.wh../", "a/.wh...", ".wh.a/b", "x/.wh.y/z"})
    void T13_whiteouts_of_the_root_the_parent_and_of_nothing_are_refused(String name) {
        refuses(new Archive().file("x/keep", "x").file(name, ""), ErrorKind.INVALID_ARGUMENT);
        assertThat(layer.content("x/keep")).isEqualTo("x");
    }

    @Test
    void T15_a_whiteout_becomes_a_device_and_an_opaque_marker_an_attribute() {
        AppliedLayer applied =
                layer.apply(
                        new Archive()
                                .file("d/.wh.gone", "")
                                .file("o/sibling", "x")
                                .file("o/.wh..wh..opq", ""));
        assertThat(layer.isWhiteout("d/gone")).isTrue();
        assertThat(layer.isOpaque("o")).isTrue();
        assertThat(layer.isOpaque("d")).isFalse();
        assertThat(layer.content("o/sibling")).isEqualTo("x");
        assertThat(applied.opaque()).isFalse();
    }

    @Test
    void T15_a_whiteout_hides_only_lower_layers_whichever_comes_first() {
        layer.apply(
                new Archive()
                        .file(".wh.a", "")
                        .file("a", "first whiteout")
                        .file("b", "first file")
                        .file(".wh.b", "")
                        .file(".wh.c", "")
                        .directory("c")
                        .directory("d")
                        .file(".wh.d", "")
                        .file(".wh.e", "")
                        .file("e/f", "x"));
        assertThat(layer.content("a")).isEqualTo("first whiteout");
        assertThat(layer.content("b")).isEqualTo("first file");
        assertThat(layer.isOpaque("c")).isTrue();
        assertThat(layer.isOpaque("d")).isTrue();
        assertThat(layer.isOpaque("e")).isTrue();
        assertThat(layer.content("e/f")).isEqualTo("x");
    }

    @Test
    void T15_an_opaque_root_is_reported_because_overlay_ignores_it() {
        assertThat(layer.apply(new Archive().file("./.wh..wh..opq", "")).opaque()).isTrue();
    }

    @Test
    void T15_left_overs_of_an_old_storage_driver_are_skipped() throws IOException {
        layer.apply(
                new Archive()
                        .directory(".wh..wh.plnk")
                        .file(".wh..wh.plnk/1.2", "x")
                        .file(".wh..wh.aufs", "x"));
        assertThat(layer.tree).isEmptyDirectory();
    }

    @Test
    void T19_only_allowed_attributes_are_applied() throws IOException {
        Map<String, byte[]> attributes =
                Map.of(
                        "user.mine", Text.bytes("yes"),
                        "user.overlay.opaque", Text.bytes("y"),
                        "user.overlay.redirect", Text.bytes("/etc"),
                        "trusted.overlay.opaque", Text.bytes("y"),
                        "security.selinux", Text.bytes("label"),
                        "system.posix_acl_access", Text.bytes("x"));
        layer.apply(
                new Archive()
                        .add(TarEntry.of("d", EntryType.DIRECTORY).withXattrs(attributes))
                        .add(TarEntry.of("f", EntryType.REGULAR).withXattrs(attributes), "x"));
        for (String name : new String[] {"d", "f"}) {
            assertThat(Xattrs.names(layer.tree.resolve(name))).containsExactly("user.mine");
        }
    }

    @Test
    @Tag("root")
    void T19_file_capabilities_are_kept() throws IOException {
        String capability = "\1\0\0\2\0\4\0\0\0\0\0\0\0\0\0\0\0\0\0\0";
        Unpacked owned =
                new Unpacked(Files.createDirectory(layer.tree.resolve("in")), Owners.APPLY);
        TarEntry entry = TarEntry.of("ping", EntryType.REGULAR).withOwner(7, 7).withMode(0755);
        owned.apply(
                new Archive()
                        .add(
                                entry.withXattrs(
                                        Map.of("security.capability", Text.bytes(capability))),
                                "x"));
        assertThat(Xattrs.names(owned.tree.resolve("ping"))).containsExactly("security.capability");
    }

    @Test
    void T23_a_path_that_changes_its_type_all_the_time_takes_linear_time() {
        Archive archive = new Archive();
        for (int i = 0; i < 25_000; i++) {
            archive.file("a", "x").link("a", "b").file("a/b/c", "").fifo("a");
        }
        Assertions.assertTimeout(
                Duration.ofSeconds(60), () -> layer.apply(archive.file("a", "last")));
        assertThat(layer.content("a")).isEqualTo("last");
    }

    @Test
    void T25_names_beyond_the_kernels_limits_are_refused() {
        String component = "c".repeat(255);
        refuses(new Archive().file("x".repeat(300), ""), ErrorKind.INVALID_ARGUMENT);
        refuses(new Archive().file("a/".repeat(2500) + "x", ""), ErrorKind.INVALID_ARGUMENT);
        layer.apply(new Archive().file(component + "/" + component, "x"));
        assertThat(layer.content(component + "/" + component)).isEqualTo("x");
    }

    @Test
    void T25_a_tree_two_thousand_levels_deep_can_be_made_and_removed() throws IOException {
        layer.apply(new Archive().file("d/".repeat(2000) + "f", "x"));
        TreeRemover.remove(layer.tree.resolve("d"));
        assertThat(layer.tree).isEmptyDirectory();
    }

    @Test
    void T33_times_beyond_what_a_disk_can_store_are_clamped() {
        Instant year1 = Instant.parse("0001-01-01T00:00:00Z");
        layer.apply(
                new Archive()
                        .add(TarEntry.of("old", EntryType.REGULAR).withModified(year1))
                        .add(
                                TarEntry.of("far", EntryType.REGULAR)
                                        .withModified(Instant.ofEpochSecond(1L << 50)))
                        .add(
                                TarEntry.of("odd", EntryType.REGULAR)
                                        .withModified(Instant.ofEpochSecond(-2, 1)))
                        .add(TarEntry.of("bits", EntryType.REGULAR).withMode(07777)));
        assertThat(layer.attribute("old", "lastModifiedTime"))
                .isEqualTo(FileTime.from(Instant.ofEpochSecond(TarNumbers.EARLIEST)));
        assertThat(layer.attribute("far", "lastModifiedTime"))
                .isEqualTo(FileTime.from(Instant.ofEpochSecond(TarNumbers.LATEST)));
        assertThat(layer.attribute("odd", "lastModifiedTime"))
                .isEqualTo(FileTime.from(Instant.ofEpochSecond(-2, 1)));
        assertThat(layer.mode("bits")).isEqualTo(07777);
    }

    @Test
    void T35_more_hard_links_than_the_file_system_allows_are_an_error_or_fine() {
        Archive archive = new Archive().file("f", "x");
        for (int i = 0; i < 70_000; i++) {
            archive.hardLink("d/" + i, "f");
        }
        try {
            layer.apply(archive);
        } catch (JongException e) {
            assertThat(e.kind()).isEqualTo(ErrorKind.EXHAUSTED);
            assertThat(e).hasMessageContaining("EMLINK");
        }
    }

    @Test
    void devices_are_skipped_and_counted_where_they_are_not_allowed() {
        Unpacked limited = layer;
        AppliedLayer applied =
                new LayerApplier(new NoDevices(), Owners.KEEP)
                        .apply(
                                new java.io.ByteArrayInputStream(
                                        new Archive().device("null", 1, 3).bytes()),
                                false,
                                Unpacked.CAP,
                                limited.tree,
                                directory.resolve("staging/discarded"));
        assertThat(applied.skipped()).isEqualTo(1);
        assertThat(limited.tree).isEmptyDirectory();
    }

    private void refuses(Archive archive, ErrorKind kind) {
        assertThatThrownBy(() -> layer.apply(archive))
                .isInstanceOfSatisfying(
                        JongException.class,
                        e -> assertThat(e.kind()).as(e.text()).isEqualTo(kind));
    }
}
