package dev.jong.service.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.oci.Digest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContainersTest {
    private static final String TWIN = Fixtures.FIRST.substring(0, 30) + "e".repeat(34);

    @TempDir Path directory;
    private Fixtures fixtures;
    private Containers containers;

    @BeforeEach
    void prepare() {
        fixtures = new Fixtures(directory);
        containers = fixtures.containers;
    }

    @Test
    void keeps_what_it_does_not_know_of_a_record_that_it_writes_again() throws Exception {
        ContainerRecord record = fixtures.container(Fixtures.FIRST, "one");
        Path file = fixtures.containers.folder(Fixtures.FIRST).record();
        Files.writeString(file, Files.readString(file).replaceFirst("\\{", "{\"later\":1,"));
        fixtures.containers.rename(record, "two");
        assertThat(Files.readString(file)).contains("\"later\":1", "\"name\":\"two\"");
        fixtures.container(Fixtures.SECOND, "three");
        assertThatThrownBy(
                        () -> fixtures.containers.rename(fixtures.containers.find("two"), "three"))
                .isInstanceOf(JongException.class);
        assertThat(fixtures.containers.find("two").id()).isEqualTo(Fixtures.FIRST);
        assertThat(fixtures.containers.find("three").id()).isEqualTo(Fixtures.SECOND);
    }

    @Test
    void writes_and_reads_records() {
        for (boolean remove : new boolean[] {false, true}) {
            String id = remove ? Fixtures.FIRST : Fixtures.SECOND;
            ContainerRecord record =
                    fixtures.container(
                            id, "name" + remove, remove, 1234567890123456789L, "a=1", "b=2");
            assertThat(containers.load(id)).contains(record);
        }
    }

    @Test
    void finds_by_name_by_id_and_by_the_beginning_of_an_id() {
        ContainerRecord record = fixtures.container(Fixtures.FIRST, "web");
        fixtures.container(Fixtures.SECOND, "db");
        for (String text :
                List.of("web", Fixtures.FIRST, "1", "1aaa", Fixtures.FIRST.substring(0, 12))) {
            assertThat(containers.find(text)).as(text).isEqualTo(record);
        }
    }

    @Test
    void a_name_counts_more_than_the_beginning_of_an_id() {
        fixtures.container(Fixtures.FIRST, "web");
        fixtures.container(Fixtures.SECOND, "1aa");
        assertThat(containers.find("1aa").id()).isEqualTo(Fixtures.SECOND);
    }

    @Test
    void an_ambiguous_beginning_is_refused() {
        fixtures.container(Fixtures.FIRST, "web");
        fixtures.container(TWIN, "twin");
        assertThatThrownBy(() -> containers.find("1aaa"))
                .isInstanceOfSatisfying(
                        JongException.class,
                        e -> assertThat(e.kind()).isEqualTo(ErrorKind.INVALID_ARGUMENT));
        assertThat(containers.find(TWIN.substring(0, 31)).name()).isEqualTo("twin");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nobody",
                "..",
                ".",
                "../names",
                "a/b",
                "/etc/passwd",
                "1aab",
                "\0",
                "web\u001b[2J"
            })
    void whoever_is_not_there_is_not_found(String text) {
        fixtures.container(Fixtures.FIRST, "web");
        assertThatThrownBy(() -> containers.find(text))
                .isInstanceOfSatisfying(
                        JongException.class,
                        e -> {
                            assertThat(e.kind()).isEqualTo(ErrorKind.NOT_FOUND);
                            assertThat(e.text())
                                    .startsWith("no such container")
                                    .doesNotContain("\u001b");
                        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{\"id\":7}",
                "{\"spec\":[]}",
                "{\"created\":\"x\"}",
                "\u00ff\u00fe"
            })
    void R3_a_damaged_record_hides_no_other_and_can_be_removed(String text) throws Exception {
        fixtures.container(Fixtures.FIRST, "good");
        fixtures.container(Fixtures.SECOND, "bad");
        Files.writeString(containers.folder(Fixtures.SECOND).record(), text);
        assertThat(containers.all())
                .extracting(ContainerRecord::id)
                .containsExactlyInAnyOrder(Fixtures.FIRST, Fixtures.SECOND);
        ContainerRecord bad = containers.find("bad");
        assertThat(bad.name()).isEqualTo("bad");
        assertThatThrownBy(bad::readable)
                .isInstanceOfSatisfying(
                        JongException.class,
                        e -> {
                            assertThat(e.kind()).isEqualTo(ErrorKind.DATA_LOSS);
                            assertThat(e.hint()).contains("jong rm bad");
                        });
        assertThat(containers.find(Fixtures.SECOND.substring(0, 12)).id())
                .isEqualTo(Fixtures.SECOND);
        containers.remove(bad.id(), bad.name());
        assertThat(containers.all()).extracting(ContainerRecord::name).containsExactly("good");
        assertThatThrownBy(() -> containers.find("bad")).isInstanceOf(JongException.class);
    }

    @Test
    void R3_a_record_that_is_no_file_is_damaged_too() throws Exception {
        fixtures.container(Fixtures.FIRST, "bad");
        Path record = containers.folder(Fixtures.FIRST).record();
        Files.delete(record);
        Files.createDirectory(record);
        assertThat(containers.all()).hasSize(1);
        Files.delete(record);
        Files.createSymbolicLink(record, Path.of("container.json"));
        assertThat(containers.all()).hasSize(1);
    }

    @Test
    void R3_a_record_of_somebody_else_is_damaged() throws Exception {
        fixtures.container(Fixtures.FIRST, "victim");
        fixtures.container(Fixtures.SECOND, "bad");
        Files.copy(
                containers.folder(Fixtures.FIRST).record(),
                containers.folder(Fixtures.SECOND).record(),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        ContainerRecord bad = containers.find("bad");
        assertThat(bad.id()).isEqualTo(Fixtures.SECOND);
        containers.remove(bad.id(), bad.name());
        assertThat(containers.find("victim").id()).isEqualTo(Fixtures.FIRST);
    }

    @Test
    void L23_only_ids_name_folders() throws Exception {
        fixtures.container(Fixtures.FIRST, "web");
        Fixtures.write(fixtures.store.resolve("containers/x/container.json"), "{}");
        Fixtures.write(
                fixtures.store.resolve("containers/" + "z".repeat(64) + "/container.json"), "{}");
        assertThat(containers.ids()).containsExactly(Fixtures.FIRST);
        for (String id : List.of("..", ".", "x", "a/b", "../../etc")) {
            assertThat(containers.load(id)).isEmpty();
        }
    }

    @Test
    void keeps_the_images_of_all_containers() throws Exception {
        fixtures.container(Fixtures.FIRST, "web");
        fixtures.container(Fixtures.SECOND, "odd");
        Path record = containers.folder(Fixtures.SECOND).record();
        Files.writeString(record, Files.readString(record).replace(Fixtures.IMAGE_ID, "no-digest"));
        assertThat(containers.usedImages()).containsExactly(Digest.parse(Fixtures.IMAGE_ID));
    }

    @Test
    void a_removed_container_leaves_nothing_but_trash() throws Exception {
        fixtures.container(Fixtures.FIRST, "web");
        fixtures.writePid(Fixtures.FIRST, "999999999 1");
        containers.remove(Fixtures.FIRST, "web");
        assertThat(containers.all()).isEmpty();
        assertThat(fixtures.store.resolve("names/web")).doesNotExist();
        assertThat(containers.folder(Fixtures.FIRST).pid()).doesNotExist();
        assertThat(fixtures.store.resolve("trash/" + Fixtures.FIRST)).isDirectory();
        containers.emptyTrash();
        assertThat(fixtures.store.resolve("trash")).isEmptyDirectory();
        containers.remove(Fixtures.FIRST, "web");
    }

    @Test
    void only_the_owner_reads_what_a_container_has() throws Exception {
        fixtures.container(Fixtures.FIRST, "web");
        for (Path path :
                List.of(
                        containers.folder(Fixtures.FIRST).folder(),
                        fixtures.store.resolve("names"),
                        fixtures.runtime.resolve("c"))) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void a_name_that_is_taken_makes_nothing() {
        fixtures.container(Fixtures.FIRST, "web");
        assertThatThrownBy(() -> containers.create(Fixtures.SECOND, Optional.of("web"), List.of()))
                .isInstanceOf(JongException.class);
        assertThat(containers.ids()).containsExactly(Fixtures.FIRST);
    }

    @Test
    void R007_a_name_that_a_killed_command_left_without_a_container_is_free_again()
            throws Exception {
        fixtures.container(Fixtures.FIRST, "web");
        Path folder = containers.folder(Fixtures.FIRST).folder();
        Files.move(folder, fixtures.store.resolve("trash").resolve(Fixtures.FIRST));
        Files.createFile(fixtures.store.resolve("names").resolve("empty"));
        containers.create(Fixtures.SECOND, Optional.of("web"), List.of());
        assertThat(fixtures.store.resolve("names").resolve("web")).hasContent(Fixtures.SECOND);
        containers.create(Fixtures.FIRST, Optional.of("empty"), List.of());
    }

    @Test
    void R007_a_half_made_container_can_be_removed_by_its_name() {
        containers.create(Fixtures.FIRST, Optional.of("web"), List.of());
        assertThat(containers.all()).isEmpty();
        ContainerRecord found = containers.find("web");
        containers.remove(found.id(), found.name());
        assertThat(containers.ids()).isEmpty();
        assertThat(fixtures.store.resolve("names")).isEmptyDirectory();
    }

    @Test
    void the_root_directory_has_the_mode_of_the_topmost_layer() throws Exception {
        Path layer = Files.createDirectory(directory.resolve("layer"));
        Files.setPosixFilePermissions(layer, PosixFilePermissions.fromString("r-xr-x--x"));
        containers.create(Fixtures.FIRST, Optional.empty(), List.of(layer));
        Path upper = containers.folder(Fixtures.FIRST).folder().resolve("upper");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(upper)))
                .isEqualTo("r-xr-x--x");
    }

    @Test
    void a_store_without_containers_is_empty() {
        Containers none = new Containers(directory.resolve("elsewhere"), directory.resolve("r"));
        assertThat(none.all()).isEmpty();
        none.emptyTrash();
    }
}
