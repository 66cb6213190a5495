package dev.jong.it.rootless;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.Await;
import dev.jong.it.harness.EngineProcess;
import dev.jong.it.harness.Probe;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Site;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// `exec` for users without privileges.
@Tag("root")
@ParameterizedClass(name = "{0}")
@EnumSource(Ids.class)
class UserExecTest extends AsUsers {
    UserExecTest(Ids ids) {
        super(ids);
    }

    @Test
    void it_is_in_the_container_and_may_what_the_container_may() {
        site.succeeds("run", "-d", "--name", "web", "box", "sleep", "1000");
        Probe probe = site.succeeds("exec", "web", "probe", "dump").probe();
        Result first =
                site.succeeds(
                        "exec", "web", "sh", "-c", "for n in /proc/1/ns/*; do readlink $n; done");
        for (String name : new String[] {"mnt", "pid", "net", "ipc", "uts", "cgroup", "user"}) {
            assertThat(first.lines()).contains(probe.value("ns." + name));
        }
        Probe other = site.dump();
        for (String fact :
                new String[] {"status.CapBnd", "status.CapEff", "status.Uid", "status.Seccomp"}) {
            assertThat(probe.value(fact)).as(fact).isEqualTo(other.value(fact));
        }
        assertThat(probe.all("leaked")).isEmpty();
        assertThat(site.jong("exec", "web", "sh", "-c", "exit 41").code()).isEqualTo(41);
        assertThat(site.jong("exec", "web", "no-such-program").code()).isEqualTo(127);
        assertThat(site.succeeds("exec", "-t", "web", "tty").line()).startsWith("/dev/pts/");
        site.succeeds("rm", "-f", "web");
    }

    @Test
    void users_are_those_that_are_mapped() {
        site.succeeds("run", "-d", "--name", "users", "box", "sleep", "1000");
        assertThat(site.succeeds("exec", "-u", "root", "users", "id", "-u").line()).isEqualTo("0");
        Result alice = site.jong("exec", "-u", "alice", "users", "id", "-u");
        if (ids == Ids.RANGE) {
            assertThat(alice.line()).isEqualTo("1000");
        } else {
            assertThat(alice.code()).isEqualTo(125);
            assertThat(alice.err()).contains("only uid 0 is mapped here");
        }
        site.succeeds("rm", "-f", "users");
    }

    /// A new engine has another user namespace than a container whose front is in the foreground.
    @Test
    void a_container_of_an_engine_that_was_killed_can_be_entered() throws Exception {
        Process front =
                site.command("run", "--rm", "--name", "old", "box", "sleep", "1000").begin();
        Await.that(() -> site.jong("exec", "old", "true").code() == 0, "it runs");
        new EngineProcess(site).kill();
        site.succeeds("engine", "status");
        Result result = site.jong("exec", "old", "echo", "in");
        assertThat(result.line()).as(result.toString()).isEqualTo("in");
        site.succeeds("kill", "old");
        assertThat(front.waitFor()).isEqualTo(137);
        site.succeeds("rm", "old"); // its engine would have
    }

    @Test
    void U13_another_user_s_container_is_not_found() {
        site.succeeds("run", "-d", "--name", "mine", "box", "sleep", "1000");
        try (Account stranger = Account.single();
                Site other = Site.empty(stranger)) {
            Result result = other.jong("exec", "mine", "true");
            assertThat(result.err()).contains("no such container");
        }
        site.succeeds("rm", "-f", "mine");
    }
}
