package dev.jong.it.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Runs the programs that `make build` made, each with an environment made from scratch.
final class Program {
    private final Path home;
    private final Path work;

    /// @param work an empty directory for store, output and whatever else comes up
    Program(Path work) {
        this.home = built();
        this.work = work;
    }

    /// How a program ended; output and errors as UTF-8.
    record Result(int code, String out, String err) {}

    /// The built tree.
    Path home() {
        return home;
    }

    /// Runs `jong` with a store of its own and without leaving an engine behind.
    Result jong(String... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(home.resolve("bin/jong").toString()));
        command.addAll(List.of(args));
        return run(command);
    }

    /// Runs any program.
    Result run(List<String> command) throws IOException, InterruptedException {
        Path out = Files.createTempFile(work, "out", "");
        Path err = Files.createTempFile(work, "err", "");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(work.toFile())
                        .redirectInput(Path.of("/dev/null").toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
        builder.environment().put("HOME", work.toString());
        builder.environment().put("JONG_ROOT", work.resolve("store").toString());
        builder.environment().put("JONG_ENGINE", "off");
        Process process = builder.start();
        boolean ended = process.waitFor(60, TimeUnit.SECONDS);
        if (!ended) {
            process.destroyForcibly();
        }
        assertThat(ended).as("%s ended within a minute", command).isTrue();
        return new Result(process.exitValue(), text(out), text(err));
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }

    private static Path built() {
        Path home =
                Path.of(System.getProperty("jong.home", "../target/jong"))
                        .toAbsolutePath()
                        .normalize();
        assumeTrue(
                Files.isExecutable(home.resolve("bin/jong")),
                "needs the built program: make build");
        return home;
    }
}
