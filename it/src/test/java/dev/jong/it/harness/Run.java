package dev.jong.it.harness;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// One program to run, with an environment made from scratch.
public final class Run {
    private static final int LIMIT_SECONDS = 90;

    private final List<String> command;
    private final Path directory;
    private final Map<String, String> environment = new LinkedHashMap<>();
    private byte[] input = new byte[0];
    private boolean hasInput;

    private Run(List<String> command, Path directory) {
        this.command = command;
        this.directory = directory;
        environment.put("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
    }

    /// A program that is not Jong.
    public static Run of(List<String> command, Path directory) {
        return new Run(command, directory);
    }

    /// A variable of the program's environment.
    public Run with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /// Standard input, which ends with these bytes; without it there is none.
    public Run input(byte[] bytes) {
        input = bytes.clone();
        hasInput = true;
        return this;
    }

    /// Standard input as text.
    public Run input(String text) {
        return input(text.getBytes(StandardCharsets.UTF_8));
    }

    /// Runs to the end, at most 90 seconds.
    public Result finish() throws IOException, InterruptedException {
        Path out = Files.createTempFile("jong-it-out", "");
        Path err = Files.createTempFile("jong-it-err", "");
        try {
            Process process = start(out.toFile(), err.toFile());
            if (hasInput) {
                feed(process);
            }
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
                throw new AssertionError(
                        command
                                + " did not end: "
                                + Files.readString(err, StandardCharsets.ISO_8859_1));
            }
            return new Result(
                    process.exitValue(),
                    Files.readAllBytes(out),
                    Files.readString(err, StandardCharsets.ISO_8859_1));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    /// Starts it and comes back at once; output goes nowhere.
    public Process begin() throws IOException {
        return start(new File("/dev/null"), new File("/dev/null"));
    }

    /// The same, with all that it says in a file.
    public Process begin(Path said) throws IOException {
        return start(said.toFile(), said.toFile());
    }

    private Process start(File out, File err) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(directory.toFile())
                        .redirectOutput(out)
                        .redirectError(err);
        if (!hasInput) {
            builder.redirectInput(new File("/dev/null"));
        }
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.start();
    }

    private void feed(Process process) {
        Thread.ofVirtual()
                .start(() -> {
                    try (OutputStream to = process.getOutputStream()) {
                        to.write(input);
                    } catch (IOException ignored) {
                        // The program ended without reading all of it, which is for the test to
                        // judge.
                    }
                });
    }
}
