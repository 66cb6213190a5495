package dev.jong.it.rootless;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Probe;
import dev.jong.it.harness.Prober;
import dev.jong.it.harness.Result;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// What runs, as whom, where and with which names, for users without privileges.
@Tag("root")
@ParameterizedClass(name = "{0}")
@EnumSource(Ids.class)
class UserProcessTest extends AsUsers {
    UserProcessTest(Ids ids) {
        super(ids);
    }

    @Test
    void the_program_is_root_inside_and_the_caller_outside() throws Exception {
        Probe probe = site.dump();
        assertThat(probe.value("status.Uid")).isEqualTo("0 0 0 0");
        String script = "id -u; head -n 1 /proc/self/uid_map";
        String[] lines = site.succeeds("run", "--rm", "box", "sh", "-c", script).text().split("\n");
        assertThat(lines[0]).isEqualTo("0");
        assertThat(lines[1].strip().split(" +"))
                .containsExactly("0", "" + site.account().uid(), "1");
        assertThat(probe.value("ns.user"))
                .isNotEqualTo(
                        site.host(Prober.tree() + "/bin/probe", "dump")
                                .finish()
                                .probe()
                                .value("ns.user"));
    }

    @Test
    void other_users_work_with_a_range_and_are_refused_by_name_without() {
        if (ids == Ids.RANGE) {
            Probe alice = site.dump("-u", "alice", "--group-add", "4711");
            assertThat(alice.value("status.Uid")).isEqualTo("1000 1000 1000 1000");
            assertThat(alice.value("status.Groups").split(" "))
                    .containsExactlyInAnyOrder("10", "29", "1000", "4711");
            assertThat(alice.capabilities("Eff")).isZero();
            return;
        }
        refused("cannot run as user 1000:1000", "-u", "alice");
        refused("cannot run as user 0:7", "-u", "0:7");
        refused("--group-add", "--group-add", "audio");
    }

    @Test
    void ids_outside_of_the_map_are_refused_by_name() {
        refused("cannot run as user 70000:0", "-u", "70000");
        refused("cannot run as user 0:70000", "-u", "0:70000");
        refused(ids == Ids.RANGE ? "70001" : "70001 (--group-add)", "--group-add", "70001");
    }

    /// Groups of the image's root are the image's idea: with one id they are left out.
    @Test
    void U11_the_groups_are_those_of_the_image_and_none_of_the_caller_s() {
        Probe probe = site.dump();
        assertThat(probe.value("status.Gid")).isEqualTo("0 0 0 0");
        assertThat(probe.find("status.Groups").orElse("")).isIn("", "0");
    }

    @Test
    void variables_directory_entrypoint_and_input_are_as_for_root() throws Exception {
        Result result =
                site.command(
                                "run",
                                "--rm",
                                "-i",
                                "-e",
                                "A=b",
                                "-e",
                                "MINE",
                                "-w",
                                "/new/place",
                                "--entrypoint",
                                "sh",
                                "box",
                                "-c",
                                "echo $A $MINE; pwd; cat")
                        .with("MINE", "c")
                        .input("typed\n")
                        .finish();
        assertThat(result.lines()).containsExactly("b c", "/new/place", "typed");
    }

    @Test
    void names_and_addresses_are_set() {
        Probe probe =
                site.dump(
                        "-h",
                        "mast",
                        "--domainname",
                        "sea.example",
                        "--add-host",
                        "quay:10.1.2.3",
                        "--dns",
                        "10.9.8.7");
        assertThat(probe.value("hostname")).isEqualTo("mast");
        assertThat(probe.value("domainname")).isEqualTo("sea.example");
        assertThat(probe.value("hosts")).contains("10.1.2.3\\x09quay");
        assertThat(probe.value("resolver")).contains("nameserver 10.9.8.7");
    }

    @Test
    void init_is_process_1_and_the_exit_code_comes_through() {
        assertThat(site.dump("--init").value("pid")).isEqualTo("2");
        assertThat(site.jong("run", "--rm", "--init", "box", "probe", "exit", "41").code())
                .isEqualTo(41);
        assertThat(site.jong("run", "--rm", "box", "no-such-program").code()).isEqualTo(127);
        assertThat(site.jong("run", "--rm", "box", "/etc/passwd").code()).isEqualTo(126);
    }

    @Test
    void a_terminal_is_there() {
        String script = "test -t 0 && test -t 1 && tty";
        assertThat(site.succeeds("run", "--rm", "-t", "box", "sh", "-c", script).line())
                .startsWith("/dev/pts/");
    }

    private static void refused(String what, String... options) {
        Refusal.of(site, what, options);
    }
}
