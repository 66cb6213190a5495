package dev.jong.it.rootless;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Other ids than the user's in containers of ordinary users.
@Tag("root")
@ParameterizedClass(name = "{0}")
@EnumSource(Ids.class)
class UserIdsTest extends AsUsers {
    UserIdsTest(Ids ids) {
        super(ids);
    }

    @Test
    void keep_id_makes_the_caller_itself() throws Exception {
        Path work = site.directory("work");
        String own = Integer.toString(site.account().uid());
        assertThat(run("id -u; touch /w/file; stat -c %u /w /w/file", "keep-id", work))
                .isEqualTo(own + " " + own + " " + own);
        assertThat(Files.getAttribute(work.resolve("file"), "unix:uid"))
                .isEqualTo(site.account().uid());
        assertThat(run("id -u; stat -c %u /w", "keep-id:uid=77", work)).isEqualTo("77 77");
    }

    @Test
    void the_image_goes_on_belonging_to_root() {
        Assumptions.assumeTrue(site.account().idRange(), "there is one id only");
        Path work = site.directory("w2");
        assertThat(
                        run(
                                "stat -c %u /bin /etc/hosts /; touch /x 2>/dev/null || echo no",
                                "keep-id", work))
                .isEqualTo("0 0 0 no");
        assertThat(run("id -u; touch /x; stat -c %u /x; stat -c %u /w", "auto", work))
                .isEqualTo("0 0 65534");
        assertThat(run("id -u; touch /x; stat -c %u /x; stat -c %u /w", "nomap", work))
                .isEqualTo("0 0 65534");
    }

    @Test
    void what_a_container_leaves_belongs_to_its_ids() throws Exception {
        Assumptions.assumeTrue(site.account().idRange(), "there is one id only");
        site.succeeds("run", "-d", "--name", "kept", "--userns", "keep-id", "box", "sleep", "100");
        site.succeeds("exec", "-u", "0", "kept", "sh", "-c", "touch /five; chown 5:6 /five");
        site.succeeds("restart", "-t", "0", "kept");
        assertThat(site.succeeds("exec", "kept", "stat", "-c", "%u:%g", "/five").line())
                .isEqualTo("5:6");
        Path archive = site.work().resolve("kept.tar");
        site.succeeds("export", "-o", archive.toString(), "kept");
        String listed =
                site.host("sh", "-c", "tar tvf " + archive + " --numeric-owner").finish().text();
        assertThat(listed).contains(" 5/6 ");
        site.succeeds("rm", "-f", "kept");
    }

    @Test
    void keep_id_tells_the_image_who_the_caller_is() {
        Path work = site.directory("w4");
        String name = site.account().name();
        String script = "id -un; id -gn; echo $HOME; grep -c ^root: /etc/passwd";
        assertThat(run(script, "keep-id", work)).isEqualTo(name + " " + name + " / 1");
        assertThat(run("id -un; echo $HOME", "keep-id:uid=77", work)).isEqualTo("77 /");
        assertThat(run("id -un; echo $HOME", "keep-id:uid=0,gid=0", work)).startsWith("root ");
    }

    @Test
    void who_is_who_is_explained() {
        String own = Integer.toString(site.account().uid());
        List<String> usual = columns(site.succeeds("explain", "user"));
        assertThat(usual).contains("0 " + own + " root in the container, you");
        List<String> kept = columns(site.succeeds("explain", "user", "--userns", "keep-id"));
        assertThat(kept).contains(own + " " + own + " you");
        assertThat(kept.getFirst()).contains("runs as " + own + ":" + own);
        site.succeeds("create", "--name", "asked", "--userns", "keep-id", "box", "true");
        assertThat(columns(site.succeeds("explain", "user", "asked")))
                .contains(own + " " + own + " you");
        site.succeeds("rm", "asked");
        site.jong("explain", "user", "--userns", "auto");
        site.jong("explain", "run", "--userns", "auto", "box", "true");
        assertThat(site.store().resolve("ids").toFile().list()).isNullOrEmpty();
    }

    private static List<String> columns(Result result) {
        return result.lines().stream().map(line -> line.replaceAll(" +", " ")).toList();
    }

    @Test
    void copies_of_images_are_counted_and_pruned() {
        Assumptions.assumeTrue(site.account().idRange(), "there is one id only");
        Path shifted = site.store().resolve("shifted");
        site.succeeds("create", "--name", "stays", "--userns", "keep-id", "box", "true");
        site.succeeds("create", "--name", "goes", "--userns", "auto", "box", "true");
        site.succeeds("rm", "goes");
        assertThat(directories(shifted)).hasSizeGreaterThan(1);
        String full = site.succeeds("system", "df", "--format", "{{.Size}}").text();
        site.succeeds("system", "prune", "-f", "--filter", "label=none");
        assertThat(directories(shifted)).hasSize(1);
        assertThat(site.succeeds("system", "df", "--format", "{{.Size}}").text())
                .isNotEqualTo(full);
        site.succeeds("start", "-a", "stays");
        site.succeeds("rm", "stays");
    }

    private static List<String> directories(Path folder) {
        String[] names = folder.toFile().list((in, name) -> !name.startsWith("."));
        return names == null ? List.of() : List.of(names);
    }

    /// Whoever may drop a group in a new namespace may pass a check that this group is refused (CVE-2014-8989).
    @Test
    void U03_groups_can_t_be_dropped_where_the_caller_may_not() {
        Assumptions.assumeFalse(site.account().idRange(), "the range of groups allows it");
        assertThat(run("cat /proc/self/setgroups", "keep-id", site.directory("w3")))
                .isEqualTo("deny");
    }

    private static String run(String script, String users, Path work) {
        return String.join(
                " ",
                site.succeeds(
                                "run",
                                "--rm",
                                "--userns",
                                users,
                                "-v",
                                work + ":/w",
                                "box",
                                "sh",
                                "-c",
                                script)
                        .lines());
    }
}
