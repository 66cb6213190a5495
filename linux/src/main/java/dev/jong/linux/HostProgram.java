package dev.jong.linux;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Runs programs of the host, such as credential helpers, and fronts that look after containers. The one place that does: no shell, an environment and
/// arguments from scratch, the root directory as working directory, an end to its time and to its output.
public final class HostProgram {
    private static final int OUTPUT = 1 << 20;

    private final Path program;
    private final List<String> first;
    private final Map<String, String> environment;
    private final Duration longest;

    private HostProgram(Path program, Map<String, String> environment, Duration longest) {
        this(program, List.of(), environment, longest);
    }

    private HostProgram(
            Path program, List<String> first, Map<String, String> environment, Duration longest) {
        this.program = program;
        this.first = List.copyOf(first);
        this.environment = Map.copyOf(environment);
        this.longest = longest;
    }

    /// What a program left.
    ///
    /// @param output what it wrote, as a byte string, at most 1 MiB
    public record Outcome(int exitCode, String output) {}

    /// Finds a program in the absolute directories of `PATH`. Empty and relative entries, which mean the working
    /// directory to a shell, are passed over.
    ///
    /// @param name plain name, no path
    /// @param environment what the program gets, and where `PATH` is
    /// @param longest how long it may run
    public static Optional<HostProgram> find(
            String name, Map<String, String> environment, Duration longest) {
        return locate(name, environment.getOrDefault("PATH", ""))
                .map(file -> new HostProgram(file, environment, longest));
    }

    /// A program whose place is known.
    ///
    /// @param program absolute path
    public static HostProgram at(Path program, Map<String, String> environment, Duration longest) {
        return new HostProgram(program, environment, longest);
    }

    /// The same program, which gets these arguments before all others.
    public HostProgram with(List<String> arguments) {
        return new HostProgram(program, arguments, environment, longest);
    }

    /// Where a program is, for whoever has it run by somebody else: as [#find].
    ///
    /// @param path directories with colons between them
    public static Optional<Path> locate(String name, String path) {
        if (!isPlain(name)) {
            return Optional.empty();
        }
        for (String entry : path.split(":")) {
            if (entry.startsWith("/")) {
                Path file = Text.path(entry).resolve(name);
                if (Files.isRegularFile(file) && Files.isExecutable(file)) {
                    return Optional.of(file);
                }
            }
        }
        return Optional.empty();
    }

    /// Starts a program that goes on by itself, also when this process ends. It has no input, and its output goes nowhere.
    ///
    /// @param command absolute path and arguments
    /// @param environment all of it
    /// @param errors file that gets what it writes to standard error
    /// @throws JongException UNAVAILABLE when it cannot be started
    public static void leave(List<String> command, Map<String, String> environment, Path errors) {
        ProcessBuilder builder =
                new ProcessBuilder(command.stream().map(HostProgram::java).toList());
        builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        new HostProgram(Path.of(command.getFirst()), environment, Duration.ZERO)
                .start(builder, ProcessBuilder.Redirect.appendTo(errors.toFile()));
    }

    /// Starts a program that is there for this process, for whoever reads what it says. It has no input.
    ///
    /// @param command absolute path and arguments
    /// @param environment all of it
    /// @throws JongException UNAVAILABLE when it cannot be started
    public static ServedProgram serve(List<String> command, Map<String, String> environment) {
        ProcessBuilder builder =
                new ProcessBuilder(command.stream().map(HostProgram::java).toList());
        builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        builder.redirectErrorStream(true);
        return new ServedProgram(
                new HostProgram(Path.of(command.getFirst()), environment, Duration.ZERO)
                        .start(builder, ProcessBuilder.Redirect.PIPE));
    }

    /// Runs it to its end. What it writes to standard error is dropped.
    ///
    /// @param input byte string for its standard input, at most some kilobytes
    /// @throws JongException UNAVAILABLE when it cannot be started, writes too much or takes too long
    public Outcome run(List<String> arguments, String input) {
        Process process = start(arguments, ProcessBuilder.Redirect.DISCARD);
        try {
            StringBuilder output = new StringBuilder();
            Thread reader = Thread.ofVirtual().start(() -> read(process.getInputStream(), output));
            feed(process.getOutputStream(), input);
            if (!process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS)) {
                throw failed("it took longer than " + longest.toSeconds() + " s");
            }
            // A child of it may hold the pipe open: what it says does not count.
            reader.join(Duration.ofSeconds(1));
            synchronized (output) {
                if (output.length() > OUTPUT) {
                    throw failed("it wrote more than " + OUTPUT + " bytes");
                }
                return new Outcome(process.exitValue(), output.toString());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed("interrupted");
        } finally {
            process.destroyForcibly();
        }
    }

    /// Starts it, for whoever streams to it or from it. It may run as long as it takes, and `longest` after that.
    ///
    /// @throws JongException UNAVAILABLE when it cannot be started
    public RunningProgram begin(List<String> arguments) {
        return new RunningProgram(start(arguments, ProcessBuilder.Redirect.PIPE), longest);
    }

    private Process start(List<String> arguments, ProcessBuilder.Redirect errors) {
        List<String> command = new ArrayList<>();
        command.add(program.toString());
        first.forEach(argument -> command.add(java(argument)));
        arguments.forEach(argument -> command.add(java(argument)));
        return start(new ProcessBuilder(command), errors);
    }

    private Process start(ProcessBuilder builder, ProcessBuilder.Redirect errors) {
        builder.directory(Path.of("/").toFile());
        builder.redirectError(errors);
        builder.environment().clear();
        environment.forEach((name, value) -> builder.environment().put(java(name), java(value)));
        try {
            return builder.start();
        } catch (IOException e) {
            throw failed("it cannot be started").causedBy(e);
        }
    }

    private static void read(InputStream in, StringBuilder output) {
        try (in) {
            byte[] buffer = new byte[8192];
            for (int got = in.read(buffer); got >= 0; got = in.read(buffer)) {
                synchronized (output) {
                    if (output.length() <= OUTPUT) {
                        output.append(new String(buffer, 0, got, StandardCharsets.ISO_8859_1));
                    }
                }
            }
        } catch (IOException e) {
            // What came until then counts.
        }
    }

    private static void feed(OutputStream out, String input) {
        try (out) {
            out.write(Text.bytes(input));
        } catch (IOException e) {
            // It does not want its input; its exit code says whether that is wrong.
        }
    }

    private static boolean isPlain(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean plain = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            if (!plain && (i == 0 || "-._".indexOf(c) < 0)) {
                return false;
            }
        }
        return !name.isEmpty() && name.length() <= 128;
    }

    /// The JVM encodes arguments as UTF-8; text here is bytes.
    private static String java(String text) {
        return new String(Text.bytes(text), StandardCharsets.UTF_8);
    }

    private JongException failed(String why) {
        return JongException.of(
                ErrorKind.UNAVAILABLE,
                "cannot run " + Text.printable(Text.of(program)) + ": " + why);
    }
}
