package dev.jong.it.rootless;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Shell;
import java.nio.file.Files;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// The files of containers of users without privileges.
@Tag("root")
@ParameterizedClass(name = "{0}")
@EnumSource(Ids.class)
class UserFilesTest extends AsUsers {
    UserFilesTest(Ids ids) {
        super(ids);
    }

    @AfterEach
    void empty() {
        site.jong("rm", "-f", "one");
        Shell.script(site.work(), "rm -rf ./*");
    }

    @Test
    void what_a_container_changed_is_listed() {
        site.succeeds(
                "run", "--name", "one", "box", "sh", "-c", "echo > /new; rm /etc/group; mkdir /d");
        assertThat(site.succeeds("diff", "one").text())
                .isEqualTo("A /d\nC /etc\nD /etc/group\nA /new\n");
    }

    @Test
    void files_are_copied_in_and_out_and_belong_to_the_caller() throws Exception {
        site.host("sh", "-c", "mkdir -p src/sub; echo one > src/one; echo two > src/sub/two")
                .finish();
        site.succeeds("run", "-d", "--name", "one", "box", "sleep", "1000");
        site.succeeds("cp", "src", "one:/srv");
        assertThat(site.succeeds("exec", "one", "stat", "-c", "%u:%g", "/srv/sub/two").line())
                .isEqualTo("0:0");
        site.succeeds("exec", "one", "sh", "-c", "chmod 4755 /srv/one");
        site.succeeds("stop", "-t", "0", "one");
        site.succeeds("cp", "src/.", "one:/opt");
        site.succeeds("cp", "-a", "one:/srv", "out");
        site.succeeds("cp", "one:/opt", "opt");
        String own = site.account().uid() + ":" + site.account().gid();
        assertThat(Shell.script(site.work(), "stat -c '%a %u:%g' out/one opt/sub/two"))
                .isEqualTo("755 " + own + "\n644 " + own + "\n");
        assertThat(Files.readString(site.work().resolve("out/sub/two"))).isEqualTo("two\n");
    }
}
