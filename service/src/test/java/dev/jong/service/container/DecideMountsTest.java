package dev.jong.service.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.json.Json;
import dev.jong.oci.ProcessDefaults;
import dev.jong.runtime.spec.Spec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecideMountsTest {
    @ParameterizedTest
    @CsvSource({
        "/a,/a",
        "/a/,/a",
        "//a///b/,/a/b",
        "/./a/./b/.,/a/b",
        "/,/",
        "///,/",
        "/.,/",
        "/a/..b,/a/..b",
        "/a/...,/a/..."
    })
    void makes_paths_normal(String path, String normal) {
        assertThat(DecideMounts.normal(path, "-v")).isEqualTo(normal);
        assertThat(DecideMounts.normal(normal, "-v")).isEqualTo(normal);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "a/b",
                "./a",
                "../a",
                "/..",
                "/a/..",
                "/a/../b",
                "/../proc",
                "/a/b/../../proc",
                "/a\0b"
            })
    void L07_refuses_paths_that_could_lead_elsewhere(String path) {
        assertThatThrownBy(() -> DecideMounts.normal(path, "-v x:" + path))
                .isInstanceOfSatisfying(
                        JongException.class,
                        e -> {
                            assertThat(e.kind()).isEqualTo(ErrorKind.INVALID_ARGUMENT);
                            assertThat(e.text()).contains("-v x:").doesNotContain("\0");
                        });
    }

    @Test
    void L07_every_spelling_of_proc_is_proc() {
        for (String path : List.of("/proc", "//proc/", "/./proc/.", "/proc//self/./attr")) {
            assertThat(DecideMounts.normal(path, "-v")).startsWith("/proc");
        }
    }

    @Test
    void keeps_binds_and_memory_as_they_were_asked_for() {
        RunOptions.Mount bind =
                new RunOptions.Mount.Bind(
                        "/src", "/dst/", true, true, false, "rslave", "-v /src:/dst/:ro");
        RunOptions.Mount tmpfs =
                new RunOptions.Mount.Tmpfs(
                        "/t",
                        OptionalLong.of(5),
                        OptionalInt.of(0700),
                        List.of("exec"),
                        "--tmpfs /t");
        assertThat(decide(Options.storage(bind, tmpfs), List.of(), true))
                .containsExactly(
                        new Spec.Mount.Bind(
                                "/src", "/dst", true, false, "rslave", "-v /src:/dst/:ro"),
                        new Spec.Mount.Tmpfs(
                                "/t",
                                OptionalLong.of(5),
                                OptionalInt.of(0700),
                                List.of("exec"),
                                "--tmpfs /t"));
    }

    @Test
    void volumes_of_the_image_are_volumes_without_a_name_unless_the_user_mounts_there() {
        RunOptions.Mount bind =
                new RunOptions.Mount.Bind("/src", "/data", false, false, true, "", "-v /src:/data");
        List<Spec.Mount> mounts = decide(Options.storage(bind), List.of("/data/", "/logs"), true);
        assertThat(mounts).hasSize(2);
        assertThat(mounts.getLast())
                .isInstanceOfSatisfying(
                        Spec.Mount.Volume.class,
                        volume -> {
                            assertThat(volume.target()).isEqualTo("/logs");
                            assertThat(volume.anonymous()).isTrue();
                            assertThat(volume.copy()).isTrue();
                            assertThat(volume.name()).matches("[0-9a-f]{64}");
                            assertThat(volume.origin()).isEqualTo("VOLUME /logs");
                        });
    }

    @ParameterizedTest
    @CsvSource({
        "data,/data",
        "./a//b/,/a/b",
        "a/../b,/b",
        "../../up,/up",
        "/a/../b,/b",
        "/data,/data"
    })
    void volumes_of_the_image_begin_at_the_root(String volume, String target) {
        assertThat(decide(Options.storage(), List.of(volume), true))
                .extracting(Spec.Mount::target)
                .containsExactly(target);
    }

    @Test
    void a_volume_without_a_name_lies_in_the_container_where_nothing_can_be_mounted() {
        RunOptions.Mount anonymous =
                new RunOptions.Mount.Volume(Optional.empty(), "/d", false, false, "-v /d");
        assertThat(decide(Options.storage(anonymous), List.of("/e"), false))
                .containsExactly(
                        new Spec.Mount.Writable("/d", "-v /d"),
                        new Spec.Mount.Writable("/e", "VOLUME /e"));
    }

    @Test
    void a_named_volume_keeps_its_name_and_its_options() {
        RunOptions.Mount named =
                new RunOptions.Mount.Volume(
                        Optional.of("data"), "/d", true, true, "-v data:/d:ro,nocopy");
        assertThat(decide(Options.storage(named), List.of(), true))
                .containsExactly(
                        new Spec.Mount.Volume(
                                "data", "", "/d", true, false, false, "-v data:/d:ro,nocopy"));
    }

    private static List<Spec.Mount> decide(
            RunOptions.Storage asked, List<String> ofImage, boolean mountable) {
        Containers none = new Containers(Path.of("/nowhere"), Path.of("/nowhere"));
        Json.ObjectBuilder volumes = Json.object();
        ofImage.forEach(volume -> volumes.put(volume, Json.EMPTY));
        ProcessDefaults defaults =
                ProcessDefaults.of(Json.object().put("Volumes", volumes.build()).build());
        RootImage image = new RootImage("i", "", defaults, List.of(), List.of(), List.of(), "");
        return DecideMounts.decide(asked, image, none, mountable);
    }

    @Test
    void makes_only_the_sources_that_are_to_be_made(@TempDir Path directory) {
        Path wanted = directory.resolve("a/b");
        Path other = directory.resolve("other");
        DecideMounts.makeSources(Options.storage(bind(wanted, true), bind(other, false)));
        assertThat(wanted).isDirectory();
        assertThat(other).doesNotExist();
    }

    @Test
    void says_why_a_source_cannot_be_made(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "");
        assertThatThrownBy(() ->
                        DecideMounts.makeSources(
                                Options.storage(bind(file.resolve("below"), true))))
                .isInstanceOf(JongException.class)
                .hasMessageContaining("cannot make the missing source of -v");
    }

    private static RunOptions.Mount bind(Path source, boolean create) {
        return new RunOptions.Mount.Bind(
                source.toString(), "/x", false, create, true, "", "-v " + source + ":/x");
    }
}
