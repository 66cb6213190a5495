package dev.jong.it.life;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Site;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// `--latest`, `--all` and `--filter`, and commands that are refused by name.
@Tag("root")
class LatestTest {
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
    void clear() {
        site.removeContainers();
    }

    @Test
    void commands_without_a_name_are_about_the_last_created_container() {
        site.succeeds("create", "--name", "first", "box", "true");
        String id = site.succeeds("create", "--name", "last", "box", "sleep", "1000").line();
        assertThat(site.succeeds("start", "-l").line()).isEqualTo(id);
        assertThat(site.succeeds("exec", "-l", "echo", "-l").line()).isEqualTo("-l");
        assertThat(site.succeeds("top", "-l", "--", "-o", "args").text()).contains("sleep 1000");
        assertThat(site.succeeds("inspect", "-l", "-f", "{{.Name}}").line()).isEqualTo("/last");
        assertThat(site.succeeds("stats", "-l", "--no-stream", "--format", "{{.Name}}").lines())
                .containsExactly("last");
        assertThat(site.succeeds("port", "--latest").text()).isEmpty();
        assertThat(site.succeeds("diff", "-l").text()).isEmpty();
        assertThat(site.succeeds("logs", "-l").text()).isEmpty();
        assertThat(site.succeeds("kill", "-l").line()).isEqualTo(id);
        assertThat(site.succeeds("wait", "-l").line()).isEqualTo("137");
        assertThat(site.succeeds("why", "-l").text()).contains("SIGKILL");
        assertThat(site.succeeds("rm", "-l").line()).isEqualTo(id);
        assertThat(site.succeeds("ps", "-a", "--format", "{{.Names}}").line()).isEqualTo("first");
    }

    @Test
    void all_containers_and_those_of_a_filter_are_chosen_without_names() {
        String up = site.succeeds("run", "-d", "--label", "a=b", "box", "sleep", "1000").line();
        String made = site.succeeds("create", "--name", "made", "box", "sleep", "1000").line();
        assertThat(site.succeeds("stop", "-a", "-t", "0").lines()).containsExactly(up);
        assertThat(site.succeeds("kill", "-a").lines()).isEmpty();
        assertThat(site.succeeds("start", "--all").lines()).containsExactlyInAnyOrder(up, made);
        assertThat(site.succeeds("stop", "-t", "0", "--filter", "label=a").lines())
                .containsExactly(up);
        assertThat(site.succeeds("rm", "--filter", "status=exited").lines()).containsExactly(up);
        assertThat(site.succeeds("rm", "--ignore", "nobody").lines()).isEmpty();
        assertThat(site.jong("rm", "-a", "made").err()).contains("conflicting options");
        assertThat(site.succeeds("rm", "-fa").lines()).containsExactly(made);
        assertThat(site.succeeds("rm", "-fa").lines()).isEmpty();
        assertThat(site.jong("rm", "--filter", "nothing=x").code()).isEqualTo(125);
    }

    @Test
    void a_name_beside_it_and_an_empty_store_are_refused() {
        Result none = site.jong("stop", "--latest");
        assertThat(none.code()).isEqualTo(125);
        assertThat(none.err()).contains("there are no containers");
        site.succeeds("create", "--name", "one", "box", "true");
        Result both = site.jong("rm", "-l", "one");
        assertThat(both.code()).isEqualTo(125);
        assertThat(both.err()).contains("conflicting options: --latest and a name");
        assertThat(site.jong("container", "exists", "one").code()).isZero();
        Result soon = site.jong("stop", "-t", "soon", "one");
        assertThat(soon.code()).isEqualTo(125);
        assertThat(soon.err()).contains("not a number of seconds");
    }

    @Test
    void a_command_of_another_engine_is_refused_by_name_with_a_way_out() {
        Result refused = site.jong("container", "checkpoint", "-l");
        assertThat(refused.code()).isEqualTo(125);
        assertThat(refused.err().lines())
                .containsExactly(
                        "jong: jong container checkpoint is not supported yet",
                        "hint: jong pause stops them, jong commit keeps their files");
    }
}
