package dev.jong.it.duty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Needs;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Shell;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Containers that come back with the host.
@Tag("root")
@ParameterizedClass(name = "{0}")
@EnumSource(Who.class)
class BootTest extends Duty {
    private static final String STATE = "{{.State.Status}}";

    private final Who who;

    BootTest(Who who) {
        this.who = who;
    }

    @Test
    void what_runs_by_its_policy_is_started_in_order_and_the_rest_is_left_alone() {
        for (String policy : new String[] {"always", "unless-stopped", "on-failure", "no"}) {
            String option = "--restart=" + policy;
            site.succeeds("run", "-d", "--name", policy, option, "box", "sleep", "1000");
            site.succeeds("kill", policy);
            awaitField(STATE, policy, "exited");
        }
        site.succeeds("create", "--name", "new", "--restart=always", "box", "sleep", "1000");
        site.succeeds("run", "-d", "--name", "second", "--restart=always", "box", "true");
        site.succeeds("stop", "second");
        assertThat(site.succeeds("system", "start-all").lines())
                .containsExactly("always", "second");
        assertThat(field(STATE, "always")).isEqualTo("running");
        assertThat(field(STATE, "unless-stopped")).isEqualTo("exited");
        assertThat(field(STATE, "on-failure")).isEqualTo("exited");
        assertThat(field(STATE, "new")).isEqualTo("created");
        site.succeeds("stop", "-t", "0", "second");
    }

    @Test
    void R051_what_ran_when_the_host_went_down_is_started() {
        for (String policy : new String[] {"unless-stopped", "on-failure", "no"}) {
            String option = "--restart=" + policy;
            site.succeeds("run", "-d", "--name", policy, option, "box", "sleep", "1000");
        }
        reboot();
        assertThat(site.succeeds("ps", "-q").text()).isEmpty();
        assertThat(site.succeeds("system", "start-all").lines())
                .containsExactly("unless-stopped", "on-failure");
        assertThat(site.succeeds("ps", "-q").lines()).hasSize(2);
        assertThat(site.succeeds("system", "start-all").text()).isEmpty();
    }

    @Test
    void one_that_cannot_be_started_keeps_no_other_and_is_tried_again() {
        Path bound = site.directory("work/boot" + who);
        String mount = bound + ":/bound";
        site.succeeds(
                "run",
                "-d",
                "--name",
                "bad",
                "--restart=always",
                "-v",
                mount,
                "box",
                "sleep",
                "99");
        site.succeeds("run", "-d", "--name", "good", "--restart=always", "box", "sleep", "1000");
        site.succeeds("kill", "bad", "good");
        awaitField(STATE, "good", "exited");
        awaitField(STATE, "bad", "exited");
        Path away = bound.resolveSibling("away" + who);
        assertThat(bound.toFile().renameTo(away.toFile())).isTrue();
        Result started = site.jong("system", "start-all");
        assertThat(started.code()).isEqualTo(1);
        assertThat(started.lines()).containsExactly("good");
        assertThat(started.err()).contains("bound");
        assertThat(away.toFile().renameTo(bound.toFile())).isTrue();
        awaitField(STATE, "bad", "running");
    }

    @Test
    void the_unit_is_printed_or_written_and_systemd_understands_it() throws Exception {
        String printed = site.succeeds("system", "boot-units").text();
        assertThat(printed)
                .contains("Type=oneshot\n", "KillMode=process\n")
                .contains("ExecStart=\"" + site.program() + "\" --root \"" + site.store() + "\"")
                .contains(
                        who == Who.ROOT ? "WantedBy=multi-user.target" : "WantedBy=default.target");
        Path directory = site.directory("work/units" + who);
        Result written = site.succeeds("system", "boot-units", "--directory", directory.toString());
        Path unit = Path.of(written.line());
        assertThat(unit).hasParent(directory).hasContent(printed);
        assertThat(written.err()).contains("enable '" + unit.getFileName() + "'");
        site.succeeds("system", "boot-units", "-d", directory.toString());
        Needs.that(Files.isExecutable(Path.of("/usr/bin/systemd-analyze")), "systemd-analyze");
        Result verified = site.host("systemd-analyze", "verify", unit.toString()).finish();
        assertThat(verified.err()).doesNotContain(unit.getFileName().toString());
    }

    /// Monitors first: nobody writes down how anything ended, as in a power cut.
    private static void reboot() {
        for (String name : site.succeeds("ps", "-q").lines()) {
            ProcessHandle program =
                    ProcessHandle.of(Long.parseLong(field("{{.State.Pid}}", name))).orElseThrow();
            program.parent().orElseThrow().destroyForcibly();
            program.destroyForcibly();
        }
        engine.kill();
        Shell.script(site.folder(), "rm -rf run/*; touch -d 2001-01-01 store/containers/*/started");
    }
}
