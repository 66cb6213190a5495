package dev.jong.it.volume;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Site;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `jong volume`.
@Tag("root")
class VolumeCommandsTest {
    private static Site site;

    @BeforeAll
    static void open() {
        site = Site.open(Account.root());
    }

    @AfterAll
    static void close() {
        site.close();
    }

    @AfterEach
    void empty() {
        site.jong("rm", "-f", "user");
        site.succeeds("volume", "prune", "-a", "-f");
    }

    @Test
    void create_ls_inspect_and_rm_print_what_docker_prints() {
        assertThat(site.succeeds("volume", "create", "--label", "a=1", "data").text())
                .isEqualTo("data\n");
        assertThat(site.succeeds("volume", "create", "data").text()).isEqualTo("data\n");
        assertThat(site.succeeds("volume", "create").line()).matches("[0-9a-f]{64}");
        assertThat(site.succeeds("volume", "ls").lines())
                .hasSize(3)
                .startsWith("DRIVER    VOLUME NAME")
                .contains("local     data");
        assertThat(site.succeeds("volume", "ls", "--format", "{{.Name}} {{.Labels}}").lines())
                .contains("data a=1");
        assertThat(
                        site.succeeds(
                                        "volume",
                                        "inspect",
                                        "-f",
                                        "{{.Name}} {{.Driver}} {{.Scope}} {{.Mountpoint}} {{json .Options}} {{json .Labels}}",
                                        "data")
                                .line())
                .isEqualTo(
                        "data local local "
                                + site.store()
                                + "/volumes/data/data null {\"a\":\"1\"}");
        assertThat(site.jong("volume", "exists", "data").code()).isZero();
        assertThat(site.succeeds("volume", "rm", "data").text()).isEqualTo("data\n");
        assertThat(site.jong("volume", "exists", "data").code()).isEqualTo(1);
    }

    @Test
    void what_is_missing_is_said_and_ends_with_1() {
        Result inspected = site.jong("volume", "inspect", "none");
        assertThat(inspected.code()).isEqualTo(1);
        assertThat(inspected.text()).isEqualTo("[]\n");
        assertThat(inspected.err()).contains("no such volume: none");
        assertThat(site.jong("volume", "rm", "none").code()).isEqualTo(1);
        assertThat(site.succeeds("volume", "rm", "-f", "none").text()).isEqualTo("none\n");
    }

    @Test
    void lists_are_filtered() {
        site.succeeds("volume", "create", "--label", "team=web", "aa");
        site.succeeds("volume", "create", "bb");
        site.succeeds("create", "--name", "user", "-v", "bb:/d", "box", "true");
        assertThat(names("dangling=true")).containsExactly("aa");
        assertThat(names("dangling=0")).containsExactly("bb");
        assertThat(names("label=team")).containsExactly("aa");
        assertThat(names("label=team=db")).isEmpty();
        assertThat(names("name=b")).containsExactly("bb");
        assertThat(names("driver=local")).containsExactly("aa", "bb");
        assertThat(names("driver=nfs")).isEmpty();
        assertThat(site.jong("volume", "ls", "-f", "size=3").code()).isEqualTo(125);
    }

    private static java.util.List<String> names(String filter) {
        return site.succeeds("volume", "ls", "-q", "--filter", filter).lines();
    }

    @Test
    void a_volume_in_use_stays_and_its_users_are_named() {
        String id =
                site.succeeds("create", "--name", "user", "-v", "data:/d", "box", "true").line();
        Result refused = site.jong("volume", "rm", "-f", "data");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("volume is in use by container " + id.substring(0, 12));
        assertThat(site.succeeds("volume", "prune", "-a", "-f").text()).doesNotContain("data");
        site.succeeds("rm", "user");
        site.succeeds("volume", "rm", "data");
    }

    @Test
    void prune_removes_volumes_without_a_name_and_all_with_a() {
        site.succeeds("volume", "create", "named");
        String anonymous = site.succeeds("volume", "create").line();
        assertThat(site.succeeds("volume", "prune", "-f").text())
                .isEqualTo("Deleted Volumes:\n" + anonymous + "\n\nTotal reclaimed space: 0B\n");
        assertThat(site.succeeds("volume", "prune", "--all", "-f").text())
                .startsWith("Deleted Volumes:\nnamed\n");
        assertThat(site.succeeds("volume", "prune", "-f").text())
                .isEqualTo("Total reclaimed space: 0B\n");
    }

    @Test
    void system_prune_and_df_count_volumes() {
        String anonymous = site.succeeds("volume", "create").line();
        site.succeeds(
                "run", "--rm", "-v", "kept:/d", "box", "sh", "-c", "head -c 5000 /dev/zero > /d/x");
        assertThat(site.succeeds("system", "df").text())
                .containsPattern("Local Volumes +2 +0 +5kB +5kB \\(100%\\)");
        assertThat(site.succeeds("system", "df", "-v").text()).containsPattern("kept +0 +5kB");
        assertThat(site.succeeds("system", "prune", "-f").text()).doesNotContain(anonymous);
        assertThat(site.succeeds("system", "prune", "-f", "--volumes").text())
                .contains("Deleted Volumes:\n" + anonymous + "\n");
        assertThat(site.succeeds("volume", "ls", "-q").text()).isEqualTo("kept\n");
    }

    @Test
    void archives_and_clones_have_the_same_content() throws Exception {
        site.succeeds(
                "run",
                "--rm",
                "-v",
                "data:/d",
                "box",
                "sh",
                "-c",
                "cd /d; mkdir -m 750 a; echo x > a/f; ln a/f g; ln -s /etc l; mkfifo p; chown 3:4 a/f; chmod 1777 .");
        String listing = list("data");
        site.succeeds("volume", "export", "-o", "data.tar", "data");
        site.succeeds("volume", "import", "second", "data.tar");
        assertThat(list("second")).isEqualTo(listing).contains("3:4").contains("1777");
        assertThat(site.succeeds("volume", "clone", "data", "third").text()).isEqualTo("third\n");
        assertThat(list("third")).isEqualTo(listing);
        Result full = site.jong("volume", "import", "data", "data.tar");
        assertThat(full.code()).isEqualTo(125);
        assertThat(full.err()).contains("not empty");
        assertThat(site.jong("volume", "clone", "none", "fifth").code()).isEqualTo(125);
        site.file("bad.tar", "no archive");
        assertThat(site.jong("volume", "import", "sixth", "bad.tar").code()).isEqualTo(125);
        assertThat(site.jong("volume", "exists", "sixth").code()).isEqualTo(1);
        site.succeeds("volume", "create", "seventh");
        assertThat(site.jong("volume", "import", "seventh", "bad.tar").code()).isEqualTo(125);
        site.succeeds("volume", "exists", "seventh");
    }

    private static String list(String volume) {
        return site.succeeds(
                        "run",
                        "--rm",
                        "-v",
                        volume + ":/d",
                        "box",
                        "sh",
                        "-c",
                        "cd /d; find . | sort | xargs stat -c '%n %F %a %u:%g %h %s'; cat a/f 2>/dev/null; readlink l; true")
                .text();
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", ".", "../containers", "a/b", "/etc", "-x", "a\nb", "x"})
    void V07_what_is_no_name_makes_and_removes_nothing(String name) {
        for (String verb : new String[] {"create", "rm", "inspect"}) {
            Result result = site.jong("volume", verb, "--", name);
            assertThat(result.code()).as(verb + ": " + result).isNotZero();
        }
        assertThat(site.jong("volume", "rm", "-f", "--", name).code()).isNotZero();
        Result run = site.jong("run", "--rm", "--mount", "src=" + name + ",dst=/d", "box", "true");
        assertThat(run.code()).as(run.toString()).isEqualTo(125);
        assertThat(site.succeeds("volume", "ls", "-q").text()).isEmpty();
        assertThat(site.succeeds("images", "-q").text()).isNotEmpty();
    }
}
