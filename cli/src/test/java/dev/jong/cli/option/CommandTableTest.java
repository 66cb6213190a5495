package dev.jong.cli.option;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CommandTableTest {
    /// All 101 options of the reference engine's `run`.
    private static final String RUN =
            "add-host annotation attach blkio-weight blkio-weight-device cap-add cap-drop"
                    + " cgroup-parent cgroupns cidfile"
                    + " cpu-count cpu-percent cpu-period cpu-quota cpu-rt-period cpu-rt-runtime cpu-shares cpus"
                    + " cpuset-cpus cpuset-mems detach detach-keys device device-cgroup-rule device-read-bps"
                    + " device-read-iops device-write-bps device-write-iops disable-content-trust dns dns-option"
                    + " dns-search domainname entrypoint env env-file expose gidmap gpus group-add health-cmd health-interval"
                    + " health-retries health-start-interval health-start-period health-timeout hostname init"
                    + " interactive io-maxbandwidth io-maxiops ip ip6 ipc isolation kernel-memory label label-file link"
                    + " link-local-ip log-driver log-opt mac-address memory memory-reservation memory-swap"
                    + " memory-swappiness mount name network network-alias no-healthcheck oom-kill-disable"
                    + " oom-score-adj pid pids-limit platform privileged publish publish-all pull quiet read-only"
                    + " restart rm runtime security-opt shm-size sig-proxy stop-signal stop-timeout storage-opt subgidname"
                    + " subuidname sysctl tmpfs tty uidmap ulimit use-api-socket user userns uts volume volume-driver volumes-from workdir";

    static List<CommandSpec> commands() {
        List<CommandSpec> specs = new ArrayList<>(List.of(CommandTable.spec("")));
        for (String path : CommandTable.paths()) {
            specs.add(CommandTable.spec(path));
        }
        return specs;
    }

    @Test
    void run_knows_every_option_of_the_reference_engine() {
        assertThat(OptionLookup.names(CommandTable.spec("container run"))).contains(RUN.split(" "));
    }

    @Test
    void create_lacks_only_what_needs_a_running_container() {
        Set<String> missing = new HashSet<>(OptionLookup.names(CommandTable.spec("container run")));
        missing.removeAll(OptionLookup.names(CommandTable.spec("container create")));

        assertThat(missing).containsExactlyInAnyOrder("detach", "detach-keys", "sig-proxy");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void names_and_letters_are_unique_in_a_command(CommandSpec spec) {
        Set<String> names = new HashSet<>();
        Set<Character> letters = new HashSet<>();
        for (OptionSection section : spec.sections()) {
            for (OptionSpec option : section.options()) {
                assertThat(names.add(option.name())).as(option.label()).isTrue();
                for (String spelling : option.spellings()) {
                    assertThat(names.add(spelling)).as(spelling).isTrue();
                }
                assertThat(option.letter() == 0 || letters.add(option.letter()))
                        .as(option.label())
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void every_option_is_explained_or_has_a_way_out(CommandSpec spec) {
        for (OptionSection section : spec.sections()) {
            for (OptionSpec option : section.options()) {
                switch (option.support()) {
                    case FULL ->
                            assertThat(option.help())
                                    .as(option.label())
                                    .isNotEmpty()
                                    .doesNotEndWith(".");
                    case LATER ->
                            assertThat(option.hint())
                                    .as(option.label())
                                    .isNotEmpty()
                                    .doesNotEndWith(".");
                    case IGNORED, WINDOWS -> assertThat(option.help()).isEmpty();
                }
                assertThat(option.metavar().isEmpty())
                        .isEqualTo(option.kind() == OptionSpec.Kind.FLAG);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void every_name_of_a_command_leads_to_it(CommandSpec spec) {
        for (String alias : spec.aliases()) {
            int space = alias.indexOf(' ');
            String path =
                    space < 0
                            ? CommandTable.pathOf(alias)
                            : CommandTable.pathOf(
                                    alias.substring(0, space), alias.substring(space + 1));
            assertThat(path).isEqualTo(spec.path());
        }
    }

    @Test
    void commands_to_come_are_found_under_both_names() {
        for (String word : LaterCommands.words()) {
            CommandSpec spec = CommandTable.spec(CommandTable.pathOf(word));
            assertThat(spec.isLater()).isTrue();
            assertThat(spec.title()).isEqualTo(word);
        }
        assertThat(CommandTable.pathOf("image", "pull")).isEqualTo("image pull");
    }

    @Test
    void every_example_in_the_tables_is_accepted() {
        for (CommandSpec spec : commands()) {
            for (String example : spec.examples()) {
                if (example.startsWith("jong ") && !example.contains("$(")) {
                    CommandLine line = CommandLineParser.parse(words(example.substring(5)));
                    assertThat(((CommandLine.Invoke) line).command().path()).isEqualTo(spec.path());
                }
            }
        }
    }

    /// What a shell makes of a line with single quotes, up to a pipe.
    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        String[] parts = line.split(" \\| ")[0].split("'");
        for (int i = 0; i < parts.length; i++) {
            if (i % 2 == 1) {
                words.add(parts[i]);
            } else if (!parts[i].isBlank()) {
                words.addAll(List.of(parts[i].strip().split(" ")));
            }
        }
        return words;
    }
}
