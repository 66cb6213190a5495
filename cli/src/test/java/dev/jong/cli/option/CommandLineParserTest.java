package dev.jong.cli.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineParserTest {
    private static ParsedCommand command(String... args) {
        CommandLine line = CommandLineParser.parse(List.of(args));
        assertThat(line).isInstanceOf(CommandLine.Invoke.class);
        return ((CommandLine.Invoke) line).command();
    }

    private static JongException error(String... args) {
        JongException error =
                catchThrowableOfType(
                        JongException.class, () -> CommandLineParser.parse(List.of(args)));
        assertThat(error).as("error of %s", List.of(args)).isNotNull();
        return error;
    }

    @Test
    void takes_a_value_behind_an_equals_sign_or_as_the_next_argument() {
        assertThat(command("run", "--name=web", "i").text("name")).isEqualTo("web");
        assertThat(command("run", "--name", "web", "i").text("name")).isEqualTo("web");
        assertThat(command("run", "-w=/x", "i").text("workdir")).isEqualTo("/x");
        assertThat(command("run", "-w/x", "i").text("workdir")).isEqualTo("/x");
        assertThat(command("run", "-w", "/x", "i").text("workdir")).isEqualTo("/x");
        assertThat(command("run", "--name=", "i").given("name").orElseThrow().text()).isEmpty();
    }

    @Test
    void the_last_created_container_counts_as_the_first_argument() {
        assertThat(command("stop", "-l").latest()).isTrue();
        assertThat(command("exec", "--latest", "ls", "-l").arguments()).containsExactly("ls", "-l");
        assertThat(command("exec", "web", "ls", "-l").latest()).isFalse();
        assertThat(command("ps", "-l").latest()).isFalse();
        assertThat(command("stats", "-l").withFirst("id").arguments()).containsExactly("id");
        assertThat(error("exec", "-l").text())
                .isEqualTo("\"jong exec\" requires at least 2 arguments");
        assertThat(error("attach", "-l", "web").text())
                .isEqualTo("\"jong attach\" requires exactly 1 argument");
        assertThat(error("stop", "--latest=false").text())
                .isEqualTo("\"jong stop\" requires at least 1 argument");
    }

    @Test
    void all_containers_and_those_of_a_filter_stand_in_place_of_names() {
        assertThat(command("rm", "-fa").chooses()).isTrue();
        assertThat(command("start", "--all").chooses()).isTrue();
        assertThat(command("stop", "--filter", "label=a").chooses()).isTrue();
        assertThat(command("ps", "-a", "--filter", "label=a").chooses()).isFalse();
        assertThat(command("stats", "-a").chooses()).isFalse();
        assertThat(command("image", "squash", "--all", "i").chooses()).isFalse();
        assertThat(error("rm", "-f").text()).contains("requires at least 1 argument");
        assertThat(error("image", "squash", "--all").text())
                .contains("requires exactly 1 argument");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "container checkpoint web",
                "container restore web",
                "checkpoint create web one",
                "init web",
                "mount web",
                "umount web",
                "pod create",
                "kube play file",
                "generate systemd web",
                "compose up",
                "machine start",
                "system reset",
                "volume reload",
                "image trust show"
            })
    void commands_of_other_engines_are_refused_by_name_with_a_way_out(String line) {
        JongException error = error(line.split(" "));

        assertThat(error.text()).startsWith("jong " + line.split(" ")[0]);
        assertThat(error.text()).endsWith(" is not supported yet");
        assertThat(error.hint()).isNotEmpty();
        assertThat(error.kind()).isEqualTo(ErrorKind.UNSUPPORTED);
    }

    @Test
    void an_option_takes_the_next_argument_even_when_it_looks_like_an_option() {
        assertThat(command("run", "-e", "--rm", "i").text("env")).isEqualTo("--rm");
    }

    @Test
    void short_flags_can_be_grouped_and_the_last_letter_may_take_a_value() {
        ParsedCommand command = command("run", "-itu1000", "-dw", "/tmp", "i");

        assertThat(command.flag("interactive")).isTrue();
        assertThat(command.flag("tty")).isTrue();
        assertThat(command.text("user")).isEqualTo("1000");
        assertThat(command.flag("detach")).isTrue();
        assertThat(command.text("workdir")).isEqualTo("/tmp");
    }

    @ParameterizedTest
    @CsvSource({
        "--rm,true",
        "--rm=true,true",
        "--rm=T,true",
        "--rm=1,true",
        "--rm=false,false",
        "--rm=F,false"
    })
    void a_flag_takes_a_value_only_with_an_equals_sign(String arg, boolean value) {
        ParsedCommand command = command("run", arg, "false");

        assertThat(command.flag("rm")).isEqualTo(value);
        assertThat(command.arguments()).containsExactly("false");
    }

    @Test
    void a_flag_that_defaults_to_true_can_be_switched_off() {
        assertThat(command("run", "i").flag("sig-proxy", true)).isTrue();
        assertThat(command("run", "--sig-proxy=false", "i").flag("sig-proxy", true)).isFalse();
        assertThat(command("run", "-t=false", "i").flag("tty")).isFalse();
    }

    @Test
    void options_behind_the_image_belong_to_the_command_in_the_container() {
        ParsedCommand command = command("run", "--rm", "alpine", "ls", "--nmae", "-la", "--");

        assertThat(command.arguments()).containsExactly("alpine", "ls", "--nmae", "-la", "--");
    }

    @Test
    void other_commands_take_options_anywhere() {
        ParsedCommand command = command("rm", "a", "-f", "b");

        assertThat(command.flag("force")).isTrue();
        assertThat(command.arguments()).containsExactly("a", "b");
    }

    @Test
    void two_dashes_end_the_options() {
        assertThat(command("rm", "-f", "--", "-v").arguments()).containsExactly("-v");
        assertThat(command("run", "--", "--rm").arguments()).containsExactly("--rm");
    }

    @Test
    void a_single_dash_is_an_argument() {
        assertThat(command("import", "-", "base:1").arguments()).containsExactly("-", "base:1");
    }

    @Test
    void lists_keep_their_order_and_of_single_values_the_last_one_counts() {
        ParsedCommand command =
                command("run", "-e", "A=1", "--name", "a", "-e", "B=2", "--name", "b", "i");

        assertThat(command.all("env")).extracting(OptionValue::text).containsExactly("A=1", "B=2");
        assertThat(command.text("name")).isEqualTo("b");
    }

    @Test
    void old_spellings_are_understood() {
        assertThat(command("run", "--net", "host", "i").text("network")).isEqualTo("host");
        assertThat(command("run", "--dns-opt", "ndots:2", "i").text("dns-option"))
                .isEqualTo("ndots:2");
        assertThat(command("stop", "--time", "3", "c").text("timeout")).isEqualTo("3");
    }

    @ParameterizedTest
    @CsvSource({
        "ps,container ls", "container ps,container ls", "container list,container ls",
                "images,image ls",
        "rmi x,image rm", "image remove x,image rm", "container rm x,container rm",
                "inspect x,inspect",
        "image inspect x,image inspect", "wait x,container wait", "load,image load"
    })
    void a_command_has_a_full_name_and_short_ones(String line, String path) {
        assertThat(command(line.split(" ")).path()).isEqualTo(path);
    }

    @Test
    void an_unknown_option_is_named_and_the_nearest_one_suggested() {
        JongException error = error("run", "--nmae", "x", "i");

        assertThat(error.text()).isEqualTo("unknown flag: --nmae");
        assertThat(error.hint()).isEqualTo("did you mean --name?");
        assertThat(error.kind().exitCode()).isEqualTo(125);
    }

    @Test
    void an_unknown_option_that_is_near_to_nothing_leads_to_the_help() {
        assertThat(error("run", "--xyzzyqwerty", "i").hint()).isEqualTo("see jong run --help");
    }

    @Test
    void an_unknown_letter_is_named_with_its_argument() {
        assertThat(error("run", "-z", "i").text()).isEqualTo("unknown shorthand flag: 'z' in -z");
        assertThat(error("run", "-name", "i"))
                .satisfies(
                        e -> assertThat(e.text()).isEqualTo("unknown shorthand flag: 'n' in -name"))
                .satisfies(e -> assertThat(e.hint()).isEqualTo("did you mean --name?"));
    }

    @Test
    void a_missing_value_is_named() {
        assertThat(error("run", "--name").text()).isEqualTo("flag needs an argument: --name");
        assertThat(error("run", "-e").text()).isEqualTo("flag needs an argument: 'e' in -e");
    }

    @Test
    void a_flag_with_a_value_that_is_no_boolean_is_refused() {
        assertThat(error("run", "--rm=maybe", "i").text())
                .isEqualTo("invalid argument \"maybe\" for \"--rm\" flag: invalid boolean");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--=x", "---name"})
    void dashes_without_a_name_are_bad_syntax(String arg) {
        assertThat(error("run", arg, "i").text()).isEqualTo("bad flag syntax: " + arg);
    }

    @Test
    void too_few_and_too_many_arguments_are_counted() {
        assertThat(error("rmi").text()).isEqualTo("\"jong rmi\" requires at least 1 argument");
        assertThat(error("ps", "x").text()).isEqualTo("\"jong ps\" accepts no arguments");
        assertThat(error("import").text())
                .isEqualTo("\"jong import\" requires at least 1 and at most 2 arguments");
        assertThat(error("images", "a", "b").text())
                .isEqualTo("\"jong images\" requires at most 1 argument");
        assertThat(error("image", "inspect").text())
                .isEqualTo("\"jong image inspect\" requires at least 1 argument");
    }

    @Test
    void an_unknown_command_is_named_and_the_nearest_one_suggested() {
        JongException error = error("rnu", "i");

        assertThat(error.text()).isEqualTo("unknown command: jong rnu");
        assertThat(error.hint()).isEqualTo("did you mean jong run?");
        assertThat(error.kind().exitCode()).isEqualTo(125);
        assertThat(error("container", "strat").hint())
                .isEqualTo("did you mean jong container start?");
    }

    @Test
    void what_others_have_and_jong_has_not_is_refused_by_name() {
        assertThat(error("run", "--gpus", "all", "i"))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(ErrorKind.UNSUPPORTED))
                .satisfies(e -> assertThat(e.text()).isEqualTo("--gpus is not supported yet"))
                .satisfies(e -> assertThat(e.hint()).contains("--device"));
        assertThat(error("compose", "up").text()).isEqualTo("jong compose is not supported yet");
        assertThat(error("swarm", "init").text()).isEqualTo("jong swarm is not supported yet");
        assertThat(error("swarm", "init").hint()).isEqualTo("Jong runs containers on one host");
        assertThat(error("-H", "tcp://x", "ps").text()).isEqualTo("--host is not supported yet");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"--cpu-count=1", "--cpu-percent=1", "--io-maxbandwidth=1", "--io-maxiops=1"})
    void options_for_windows_are_refused_by_name(String arg) {
        assertThat(error("run", arg, "i").text())
                .endsWith("is for Windows containers, which Jong does not run");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--use-api-socket=false",
                "--isolation=default",
                "--disable-content-trust",
                "--memory-swappiness=-1",
                "--volume-driver=local"
            })
    void an_option_that_is_not_supported_may_ask_for_nothing(String arg) {
        assertThat(command("run", arg, "i").values()).isEmpty();
    }

    @Test
    void asking_to_check_signatures_is_not_ignored() {
        assertThat(error("run", "--disable-content-trust=false", "i").text())
                .contains("not supported");
    }

    @Test
    void options_before_the_command_are_global() {
        CommandLine line = CommandLineParser.parse(List.of("--root", "/x", "-D", "ps", "-a"));

        assertThat(line.global().root()).contains("/x");
        assertThat(line.global().logLevel()).isEqualTo("debug");
        assertThat(error("-l", "loud", "ps").text()).contains("-l, --log-level");
    }

    @ParameterizedTest
    @CsvSource({
        "'',''",
        "--help,''",
        "-h,''",
        "help,''",
        "help run,container run",
        "run --help,container run",
        "ps -h,container ls",
        "container,container",
        "image --help,image",
        "help image ls,image ls",
        "exec --help,container exec",
        "run --rm --help i,container run"
    })
    void help_can_be_asked_for_in_every_usual_way(String line, String path) {
        CommandLine parsed =
                CommandLineParser.parse(line.isEmpty() ? List.of() : List.of(line.split(" ")));

        assertThat(parsed).isInstanceOf(CommandLine.Help.class);
        assertThat(((CommandLine.Help) parsed).path()).isEqualTo(path);
    }

    @Test
    void version_can_be_asked_for_by_a_flag() {
        assertThat(CommandLineParser.parse(List.of("-v"))).isInstanceOf(CommandLine.Version.class);
        assertThat(CommandLineParser.parse(List.of("--version")))
                .isInstanceOf(CommandLine.Version.class);
    }

    @Test
    void control_bytes_of_a_mistyped_option_do_not_reach_the_terminal() {
        assertThat(error("run", "--\u001b]52;c;x", "i").text())
                .isEqualTo("unknown flag: --\\x1b]52;c;x");
        assertThat(error("\u001b[2J").text()).isEqualTo("unknown command: jong \\x1b[2J");
    }

    @Test
    void very_long_words_are_shortened_in_messages() {
        assertThat(error("run", "--" + "x".repeat(100_000), "i").text()).hasSizeLessThan(300);
    }
}
