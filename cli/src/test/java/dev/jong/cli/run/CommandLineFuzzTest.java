package dev.jong.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.jong.base.JongException;
import dev.jong.cli.option.CommandLine;
import dev.jong.cli.option.CommandLineParser;
import dev.jong.cli.option.CommandSpec;
import dev.jong.cli.option.CommandTable;
import dev.jong.cli.option.OptionSection;
import dev.jong.cli.option.OptionSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Random command lines, made of real option names and hostile values, from a fixed seed.
class CommandLineFuzzTest {
    private static final int ROUNDS = 40_000;
    private static final String[] VALUES = {
        "",
        "=",
        ":",
        ",",
        "a",
        "/",
        "/a:/b",
        "/a:/b:ro",
        "-1",
        "0",
        "1.5",
        "99999999999999999999",
        "x=y",
        "host",
        "container:",
        "type=bind,src=/a,dst=/b",
        "\"",
        "\"\"",
        "[\"",
        "[\"a\"]",
        "\u0000",
        "\u001b[2J",
        "\u00ff",
        "a\nb",
        "..",
        "ctrl-a",
        "true",
        "nofile=1:2",
        "net.a=1",
        "1.2.3.4",
        "::",
        "[::1]",
        "--",
        "-",
        "oci:",
        "oci:a:b",
        "seccomp=",
        "no-new-privileges:",
        "/t:size=%",
        "%",
        "..:/x",
        "::::",
        "=:=:",
        "1g",
        "g",
        "SIGTERM",
        "RTMIN+"
    };

    private final Random random = new Random(25);
    private final List<String> options = names();

    private static List<String> names() {
        List<String> names = new ArrayList<>(List.of("--help", "-h", "--root", "-D", "--version"));
        CommandSpec run = CommandTable.spec("container run");
        for (OptionSection section : run.sections()) {
            for (OptionSpec option : section.options()) {
                names.add("--" + option.name());
                if (option.letter() != 0) {
                    names.add("-" + option.letter());
                }
            }
        }
        return names;
    }

    private String value() {
        String value = VALUES[random.nextInt(VALUES.length)];
        return random.nextInt(4) == 0 ? value + VALUES[random.nextInt(VALUES.length)] : value;
    }

    private String word() {
        return switch (random.nextInt(6)) {
            case 0 -> value();
            case 1 -> options.get(random.nextInt(options.size())) + value();
            case 2 -> options.get(random.nextInt(options.size())) + "=" + value();
            default -> options.get(random.nextInt(options.size()));
        };
    }

    @Test
    void Z25_no_command_line_ends_in_anything_but_an_answer_or_one_error_with_a_hint() {
        RunLine line = new RunLine().file("/home/u/a", "A=1").file("/a", "B");
        int understood = 0;
        for (int i = 0; i < ROUNDS; i++) {
            List<String> args = new ArrayList<>();
            args.add(random.nextInt(20) == 0 ? value() : "run");
            for (int n = random.nextInt(5); n > 0; n--) {
                args.add(word());
                if (random.nextBoolean()) {
                    args.add(value());
                }
            }
            understood += isUnderstood(line, args) ? 1 : 0;
        }
        assertThat(understood).isGreaterThan(ROUNDS / 100);
    }

    private static boolean isUnderstood(RunLine line, List<String> args) {
        try {
            if (CommandLineParser.parse(args) instanceof CommandLine.Invoke invoke
                    && invoke.command().path().equals("container run")) {
                new RunOptionsParser(line.around()).parse(invoke.command());
                return true;
            }
        } catch (JongException e) {
            assertThat(e.text())
                    .as("message of %s", args)
                    .isNotEmpty()
                    .doesNotContain("\n", "\u001b", "\u0000");
            assertThat(e.hint().isEmpty() && !e.text().startsWith("open "))
                    .as("no hint: %s", e.text())
                    .isFalse();
            assertThat(e.kind().exitCode()).isEqualTo(125);
        } catch (RuntimeException e) {
            fail("exception of " + args, e);
        }
        return false;
    }

    @Test
    void Z25_unknown_options_always_end_with_125_and_a_suggestion() {
        for (int i = 0; i < 5_000; i++) {
            String name = "--zz" + Integer.toString(random.nextInt(Integer.MAX_VALUE), 36);
            String path = CommandTable.paths().get(random.nextInt(CommandTable.paths().size()));
            List<String> args = new ArrayList<>(List.of(path.split(" ")));
            args.add(name);
            try {
                CommandLineParser.parse(args);
                fail("accepted " + args);
            } catch (JongException e) {
                assertThat(e.kind().exitCode()).isEqualTo(125);
                assertThat(e.text()).isEqualTo("unknown flag: " + name);
                assertThat(e.hint()).isNotEmpty();
            }
        }
    }
}
