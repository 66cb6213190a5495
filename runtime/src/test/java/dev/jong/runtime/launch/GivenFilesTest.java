package dev.jong.runtime.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.base.Text;
import dev.jong.runtime.plan.LaunchPlan;
import dev.jong.runtime.plan.PlanText;
import dev.jong.runtime.spec.Spec;
import java.util.List;
import org.junit.jupiter.api.Test;

class GivenFilesTest {
    private static final Spec.Mount SECRET =
            new Spec.Mount.Given(
                    Text.bytes("canary"), 0400, 7, 8, "/run/secrets/s", "--mount=type=secret");

    @Test
    void B17_a_file_in_memory_is_attached_read_only_and_its_memory_is_reached_by_nothing_else() {
        LaunchPlan plan = plan(SECRET);
        assertThat(Plans.attributes(plan, "/run/secrets/s"))
                .contains("MOUNT_ATTR_RDONLY", "MOUNT_ATTR_NOSUID", "MOUNT_ATTR_NOEXEC");
        int made = Plans.indexOf(plan, "mount(\"tmpfs\"");
        int taken = Plans.indexOf(plan, "/file\", OPEN_TREE_CLONE");
        int left = Plans.indexOf(plan, "umount2(\"");
        assertThat(made).isBetween(0, taken);
        assertThat(left).isBetween(taken, Plans.indexOf(plan, "pivot_root") - 1);
    }

    @Test
    void B17_what_is_in_it_is_not_shown() {
        assertThat(PlanText.lines(plan(SECRET))).doesNotContain("canary");
    }

    @Test
    void it_is_given_to_its_user_before_it_gets_its_mode() {
        LaunchPlan plan = plan(SECRET);
        assertThat(Plans.indexOf(plan, "/file\", 7, 8, 0)"))
                .isBetween(0, Plans.indexOf(plan, "/file\", 0400)") - 1);
    }

    @Test
    void what_is_written_to_the_files_of_a_stage_goes_to_the_container_s_folder() {
        Spec.Mount bind =
                new Spec.Mount.Image("build", List.of("one"), "", "scratch0", "/src", "--mount");
        LaunchPlan plan = plan(bind);
        assertThat(Plans.indexOf(plan, "scratch0/upper,workdir=")).isNotNegative();
        assertThat(Plans.attributes(plan, "/src")).doesNotContain("MOUNT_ATTR_RDONLY");
        Spec.Mount kept = new Spec.Mount.Image("build", List.of("one"), "", "/src", "--mount");
        assertThat(Plans.attributes(plan(kept), "/src")).contains("MOUNT_ATTR_RDONLY");
    }

    private static LaunchPlan plan(Spec.Mount... mounts) {
        Spec spec = Specs.spec();
        return Specs.plan(Specs.rootless(65537), Specs.with(spec, spec.root(), List.of(mounts)));
    }
}
