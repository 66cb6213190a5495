package dev.jong.service.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.runtime.host.Cgroups;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FrozenTest {
    private static final String ID = "ab".repeat(32);

    @TempDir Path mount;

    @Test
    void version_2_has_a_switch_in_the_container_s_group() throws IOException {
        Cgroups v2 = new Cgroups.Unified(mount.toString());
        assertThat(Frozen.is(v2, ID)).isFalse();
        write(ID + "/cgroup.freeze", "1\n");
        assertThat(Frozen.is(v2, ID)).isTrue();
        write(ID + "/cgroup.freeze", "0\n");
        assertThat(Frozen.is(v2, ID)).isFalse();
    }

    @Test
    void version_1_has_a_hierarchy_for_it() throws IOException {
        Cgroups v1 = new Cgroups.Split(Map.of("freezer", mount.toString()), false);
        assertThat(Frozen.is(v1, ID)).isFalse();
        write("jong/" + ID + "/freezer.state", "FREEZING\n");
        assertThat(Frozen.is(v1, ID)).isTrue();
        write("jong/" + ID + "/freezer.state", "THAWED\n");
        assertThat(Frozen.is(v1, ID)).isFalse();
    }

    @Test
    void without_groups_nothing_is() {
        assertThat(Frozen.is(new Cgroups.None("none"), ID)).isFalse();
    }

    private void write(String file, String text) throws IOException {
        Files.createDirectories(mount.resolve(file).getParent());
        Files.writeString(mount.resolve(file), text);
    }
}
