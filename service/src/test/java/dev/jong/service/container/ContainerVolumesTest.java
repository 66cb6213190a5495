package dev.jong.service.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.store.volume.VolumeName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainerVolumesTest {
    private static final VolumeName DATA = new VolumeName("data");
    private static final VolumeName OWN = new VolumeName("f".repeat(64));

    @TempDir private Path directory;
    private Fixtures fixtures;
    private ContainerVolumes volumes;

    @BeforeEach
    void open() {
        fixtures = new Fixtures(directory);
        volumes = fixtures.containers.volumes();
    }

    @Test
    void a_container_s_volumes_are_made_and_written_down() throws IOException {
        fixtures.container(Fixtures.FIRST, "web");
        use(Fixtures.FIRST, use(DATA, false), use(OWN, true));
        assertThat(volumes.volumes().find(DATA)).isPresent();
        assertThat(volumes.users().of(DATA)).containsExactly(Fixtures.FIRST);
        assertThat(volumes.users().of(new VolumeName("other"))).isEmpty();
        assertThat(VolumeUses.read(folder(Fixtures.FIRST)).orElseThrow())
                .containsExactly(use(DATA, false), use(OWN, true));
    }

    @Test
    void anonymous_volumes_go_with_their_container() {
        fixtures.container(Fixtures.FIRST, "web");
        use(Fixtures.FIRST, use(DATA, false), use(OWN, true));
        fixtures.containers.remove(Fixtures.FIRST, "web");
        assertThat(volumes.volumes().find(OWN)).isEmpty();
        assertThat(volumes.volumes().find(DATA)).isPresent();
        fixtures.containers.emptyTrash();
        assertThat(fixtures.store.resolve("trash")).isEmptyDirectory();
    }

    @Test
    void anonymous_volumes_stay_when_only_the_container_is_to_go() {
        fixtures.container(Fixtures.FIRST, "web");
        use(Fixtures.FIRST, use(OWN, true));
        fixtures.containers.removeButVolumes(Fixtures.FIRST, "web");
        fixtures.containers.emptyTrash();
        assertThat(volumes.volumes().find(OWN)).isPresent();
        assertThat(volumes.users().of(OWN)).isEmpty();
    }

    @Test
    void anonymous_volumes_stay_as_long_as_another_container_has_them() {
        fixtures.container(Fixtures.FIRST, "web");
        fixtures.container(Fixtures.SECOND, "other");
        use(Fixtures.FIRST, use(OWN, true));
        use(Fixtures.SECOND, use(OWN, true));
        fixtures.containers.remove(Fixtures.FIRST, "web");
        assertThat(volumes.volumes().find(OWN)).isPresent();
        fixtures.containers.remove(Fixtures.SECOND, "other");
        assertThat(volumes.volumes().find(OWN)).isEmpty();
    }

    @Test
    void R007_whoever_empties_the_trash_finishes_what_a_killed_command_began() throws IOException {
        fixtures.container(Fixtures.FIRST, "web");
        use(Fixtures.FIRST, use(OWN, true));
        Files.move(
                folder(Fixtures.FIRST),
                fixtures.store.resolve("trash").resolve(Fixtures.FIRST + "-v"));
        assertThat(volumes.volumes().find(OWN)).isPresent();
        fixtures.containers.emptyTrash();
        assertThat(volumes.volumes().find(OWN)).isEmpty();
        assertThat(fixtures.store.resolve("trash")).isEmptyDirectory();
    }

    @Test
    void R091_a_container_whose_list_is_damaged_may_use_any_volume() throws IOException {
        fixtures.container(Fixtures.FIRST, "web");
        for (String damage : new String[] {"", "data", "data\nen"}) {
            Files.writeString(folder(Fixtures.FIRST).resolve("volumes"), damage);
            assertThat(volumes.users().of(DATA)).contains(Fixtures.FIRST);
            assertThat(volumes.users().of(OWN)).containsExactly(Fixtures.FIRST);
        }
    }

    private void use(String id, VolumeUses... uses) {
        volumes.use(folder(id), List.of(uses), true, Map.of());
    }

    private static VolumeUses use(VolumeName name, boolean anonymous) {
        return new VolumeUses(name.text(), anonymous);
    }

    private Path folder(String id) {
        return fixtures.containers.folder(id).folder();
    }
}
