package dev.jong.cli.option;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HelpTextTest {
    static List<String> topics() {
        List<String> topics =
                new ArrayList<>(List.of("", "container", "image", "network", "swarm"));
        topics.addAll(CommandTable.paths());
        for (String word : LaterCommands.words()) {
            topics.add(CommandTable.pathOf(word));
        }
        return topics;
    }

    @ParameterizedTest
    @MethodSource("topics")
    void every_topic_has_help_within_100_columns(String topic) {
        String help = HelpText.of(topic);

        assertThat(help).isNotBlank().endsWith("\n");
        assertThat(help.lines())
                .allSatisfy(line -> {
                    assertThat(line).hasSizeLessThanOrEqualTo(100);
                    assertThat(line).doesNotEndWith(" ");
                });
    }

    @Test
    void help_on_a_command_shows_its_usage_other_names_options_and_examples() {
        String help = HelpText.of("container run");

        assertThat(help)
                .startsWith("Usage: jong run [OPTIONS] IMAGE [COMMAND] [ARG...]\n")
                .contains("\nAlso: jong container run\n")
                .contains("\nStorage:\n")
                .contains("  -v, --volume [SOURCE:]TARGET[:OPTIONS]")
                .contains("Not supported yet:\n")
                .contains("--gpus,")
                .contains("Examples:\n  jong run --rm -it alpine sh\n")
                .doesNotContain("isolation", "dns-opt ");
    }

    @Test
    void help_without_a_topic_lists_all_commands() {
        assertThat(HelpText.of(""))
                .contains(
                        "Containers:\n",
                        "  ps ",
                        "  image inspect ",
                        "Not supported yet:",
                        " build")
                .contains("--root DIR")
                .doesNotContain("clean_up");
    }

    @Test
    void explanations_stand_in_one_column() {
        List<String> lines =
                HelpText.of("container rm").lines().filter(l -> l.contains("--")).toList();

        assertThat(lines)
                .contains(
                        "  -f, --force             Kill a running container first",
                        "  -v, --volumes           Remove its anonymous volumes too");
    }
}
