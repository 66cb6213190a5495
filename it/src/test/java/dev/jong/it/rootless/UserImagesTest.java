package dev.jong.it.rootless;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Result;
import dev.jong.it.harness.Shell;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Saving, exporting and squashing, for users without privileges.
@Tag("root")
@ParameterizedClass(name = "{0}")
@EnumSource(Ids.class)
class UserImagesTest extends AsUsers {
    UserImagesTest(Ids ids) {
        super(ids);
    }

    @Test
    void what_is_saved_is_the_caller_s_and_is_loaded_again() throws Exception {
        Path archive = site.work().resolve("saved.tar");
        site.succeeds("tag", "box", "copy:1");
        site.succeeds("save", "-o", archive.toString(), "copy:1");
        assertThat(Shell.run("stat", "-c", "%u %a", archive.toString()).strip())
                .isEqualTo(site.account().uid() + " 600");
        assertThat(site.succeeds("rmi", "copy:1").text()).startsWith("Untagged: copy:1");
        assertThat(site.succeeds("load", "-i", archive.toString()).text())
                .contains("Loaded image: copy:1");
    }

    @Test
    void an_exported_container_has_the_owners_that_it_saw() {
        site.succeeds("run", "--name", "made", "box", "sh", "-c", "echo new > /new; chmod 0 /new");
        Path archive = site.work().resolve("tree.tar");
        site.succeeds("export", "-o", archive.toString(), "made");
        List<String> lines =
                Shell.run("tar", "--numeric-owner", "-tvf", archive.toString()).lines().toList();
        assertThat(lines).anyMatch(line -> line.matches("---------- 0/0 +4 .* new"));
        site.succeeds("import", archive.toString(), "again:1");
        assertThat(site.succeeds("run", "--rm", "again:1", "stat", "-c", "%a", "/new").text())
                .isEqualTo("0\n");
        site.succeeds("rm", "made");
    }

    @Test
    void layers_are_squashed_where_their_owners_are_known() {
        Result result = site.jong("image", "squash", "box");
        if (ids == Ids.SINGLE) {
            assertThat(result.code()).isEqualTo(125);
            assertThat(result.err())
                    .contains("owners of files would be lost")
                    .contains("/etc/subuid");
        } else {
            assertThat(result.code()).as(result.toString()).isZero();
        }
    }
}
