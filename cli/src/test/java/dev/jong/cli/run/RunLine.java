package dev.jong.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.cli.option.CommandLine;
import dev.jong.cli.option.CommandLineParser;
import dev.jong.service.container.Caller;
import dev.jong.service.container.RunOptions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A `run` line as a test types it, of a caller in `/home/u` whose files and environment are maps.
final class RunLine {
    private final Map<String, String> files = new HashMap<>();
    private final Map<String, String> environment = new HashMap<>();

    RunLine file(String path, String content) {
        files.put(path, content);
        return this;
    }

    RunLine variable(String name, String value) {
        environment.put(name, value);
        return this;
    }

    Surroundings around() {
        return new Surroundings(
                new Caller(
                        "/home/u", environment, 0, 0, false, false, false, 0, 0, "/usr/bin/jong"),
                this::read);
    }

    private byte[] read(String path, int limit) {
        String content = files.get(path);
        if (content == null) {
            throw JongException.of(
                    ErrorKind.INVALID_ARGUMENT,
                    "open " + Text.printable(path) + ": no such file or directory");
        }
        return Text.bytes(content);
    }

    /// The options of `run ARGS image`.
    RunOptions with(String... args) {
        List<String> line = new ArrayList<>(List.of(args));
        line.add("image");
        return line(line.toArray(String[]::new));
    }

    /// The options of `run ARGS`.
    RunOptions line(String... args) {
        List<String> line = new ArrayList<>(List.of("run"));
        line.addAll(List.of(args));
        CommandLine.Invoke invoke = (CommandLine.Invoke) CommandLineParser.parse(line);
        return new RunOptionsParser(around()).parse(invoke.command());
    }

    /// The error of `run ARGS image`; it has a hint.
    JongException error(String... args) {
        JongException error = catchThrowableOfType(JongException.class, () -> with(args));
        assertThat(error).as("error of %s", List.of(args)).isNotNull();
        return error;
    }

    static RunOptions run(String... args) {
        return new RunLine().with(args);
    }

    static JongException refused(String... args) {
        JongException error = new RunLine().error(args);
        assertThat(error.hint()).as("hint of %s", error.text()).isNotEmpty();
        return error;
    }
}
