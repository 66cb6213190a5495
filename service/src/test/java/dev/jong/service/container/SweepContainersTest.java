package dev.jong.service.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepContainersTest {
    @TempDir Path directory;
    private Fixtures fixtures;
    private SweepContainers sweep;

    @BeforeEach
    void prepare() {
        fixtures = new Fixtures(directory);
        sweep =
                new SweepContainers(
                        fixtures.containers,
                        fixtures.runtime,
                        new LeftoverCgroups(() -> new dev.jong.runtime.host.Cgroups.None("")));
    }

    @Test
    void removes_what_was_to_be_removed_at_its_end() {
        fixtures.container(Fixtures.FIRST, "kept", false, 1);
        fixtures.container(Fixtures.SECOND, "over", true, 1);
        old(Fixtures.FIRST);
        old(Fixtures.SECOND);
        sweep.sweep();
        assertThat(fixtures.containers.all())
                .extracting(ContainerRecord::name)
                .containsExactly("kept");
        assertThat(fixtures.store.resolve("names/over")).doesNotExist();
        assertThat(fixtures.store.resolve("trash")).isEmptyDirectory();
    }

    @Test
    void takes_the_old_name_of_a_container_that_was_being_renamed() throws Exception {
        ContainerRecord record = fixtures.container(Fixtures.FIRST, "old", false, 1);
        Path old = fixtures.store.resolve("names/old");
        fixtures.containers.rename(record, "new");
        assertThat(old).doesNotExist();
        Files.writeString(old, Fixtures.FIRST);
        Fixtures.age(old);
        Fixtures.age(fixtures.store.resolve("names/new"));
        sweep.sweep();
        assertThat(old).doesNotExist();
        assertThat(fixtures.containers.find("new").id()).isEqualTo(Fixtures.FIRST);
    }

    @Test
    void leaves_alone_what_runs_and_what_is_being_made() {
        fixtures.container(Fixtures.FIRST, "runs", true, 1);
        fixtures.running(Fixtures.FIRST);
        old(Fixtures.FIRST);
        fixtures.container(Fixtures.SECOND, "young", true, 1);
        sweep.sweep();
        assertThat(fixtures.containers.all()).hasSize(2);
    }

    @Test
    void removes_half_made_ones_and_keeps_damaged_ones() throws Exception {
        fixtures.containers.create(Fixtures.FIRST, Optional.of("half"), List.of());
        fixtures.container(Fixtures.SECOND, "damaged", true, 1);
        Files.writeString(fixtures.containers.folder(Fixtures.SECOND).record(), "{");
        old(Fixtures.FIRST);
        old(Fixtures.SECOND);
        Fixtures.age(fixtures.store.resolve("names/half"));
        sweep.sweep();
        assertThat(fixtures.containers.ids()).containsExactly(Fixtures.SECOND);
        assertThat(fixtures.store.resolve("names/half")).doesNotExist();
        assertThat(fixtures.store.resolve("names/damaged")).exists();
    }

    @Test
    void frees_names_that_stand_for_nobody() {
        for (String content : List.of(Fixtures.FIRST, "", "..", "/etc", "\u00ff")) {
            Path name = fixtures.store.resolve("names/n" + content.length());
            Fixtures.write(name, content);
            Fixtures.age(name);
        }
        Fixtures.write(fixtures.store.resolve("names/young"), Fixtures.FIRST);
        sweep.sweep();
        assertThat(fixtures.store.resolve("names").toFile().list()).containsExactly("young");
    }

    @Test
    void R3_one_that_cannot_be_read_does_not_keep_the_others() throws Exception {
        fixtures.container(Fixtures.FIRST, "odd", true, 1);
        Files.createDirectories(fixtures.containers.folder(Fixtures.FIRST).pid());
        fixtures.container(Fixtures.SECOND, "over", true, 1);
        old(Fixtures.FIRST);
        old(Fixtures.SECOND);
        sweep.sweep();
        assertThat(fixtures.containers.ids()).containsExactly(Fixtures.FIRST);
    }

    @Test
    void R051_after_a_boot_no_process_is_known() throws Exception {
        fixtures.container(Fixtures.FIRST, "web");
        fixtures.running(Fixtures.FIRST);
        sweep.afterBoot("boot-1\n");
        assertThat(fixtures.containers.status(fixtures.containers.find("web")))
                .isInstanceOf(Status.Running.class);
        sweep.afterBoot("boot-1\n");
        assertThat(fixtures.containers.status(fixtures.containers.find("web")))
                .isInstanceOf(Status.Running.class);
        sweep.afterBoot("boot-2\n");
        assertThat(fixtures.containers.folder(Fixtures.FIRST).pid()).doesNotExist();
        assertThat(fixtures.containers.status(fixtures.containers.find("web")))
                .isNotInstanceOf(Status.Running.class);
    }

    @Test
    void R089_a_runtime_directory_without_its_parts_is_no_obstacle() throws Exception {
        sweep.afterBoot("boot-1\n");
        Files.delete(fixtures.runtime.resolve("c"));
        sweep.afterBoot("boot-2\n");
        assertThat(fixtures.runtime.resolve("boot_id")).hasContent("boot-2");
    }

    private void old(String id) {
        Fixtures.age(fixtures.containers.folder(id).folder());
    }
}
