package dev.jong.build.dockerfile;

import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.image.change.GoDuration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Reads `RUN` and `HEALTHCHECK`, and the commands of `CMD` and `ENTRYPOINT`.
final class CommandLines {
    private static final List<String> TIMES =
            List.of("interval", "timeout", "start-period", "start-interval");
    private static final Flags.Known RUN =
            new Flags.Known(List.of("network", "security"), List.of(), List.of("mount", "device"));
    private static final Flags.Known HEALTH =
            new Flags.Known(
                    List.of("interval", "timeout", "start-period", "start-interval", "retries"),
                    List.of(),
                    List.of());

    private CommandLines() {}

    /// A command; no words at all when nothing was written.
    static CommandLine command(String rest) {
        Optional<List<String>> words = Words.json(rest);
        if (words.isPresent() || rest.isEmpty()) {
            return new CommandLine.Exec(words.orElse(List.of()));
        }
        return new CommandLine.Shell(rest);
    }

    static Instruction run(SplitLine line, List<Heredoc> documents, Origin origin) {
        Flags flags = Flags.of(line, RUN);
        CommandLine command = command(line.rest());
        if (command instanceof CommandLine.Exec exec && exec.words().isEmpty()) {
            throw Flags.invalid("RUN needs a command");
        }
        List<RunMount> mounts = new ArrayList<>();
        for (String mount : flags.list("mount")) {
            mounts.add(MountOption.parse(mount));
        }
        String network = flags.text("network");
        oneOf("network", network, List.of("", "default", "none", "host"));
        String security = flags.text("security");
        oneOf("security", security, List.of("", "sandbox", "insecure"));
        return new Instruction.Run(
                command, documents, mounts, network, security, flags.list("device"), origin);
    }

    private static void oneOf(String flag, String value, List<String> allowed) {
        if (!allowed.contains(value)) {
            String values = String.join(", ", allowed.subList(1, allowed.size()));
            throw Flags.invalid("--" + flag + " cannot be \"" + Text.printable(value) + "\"")
                    .hint(Nearest.question(value, allowed, "it is one of " + values));
        }
    }

    static Instruction healthCheck(SplitLine line, Origin origin) {
        Flags flags = Flags.of(line, HEALTH);
        int end = Blank.next(line.rest(), 0);
        String type = line.rest().substring(0, end).toUpperCase(Locale.ROOT);
        String rest = line.rest().substring(Blank.skip(line.rest(), end));
        List<Instruction.Pair> options = options(flags);
        if (type.equals("NONE")) {
            if (!rest.isEmpty()) {
                throw Flags.invalid("HEALTHCHECK NONE has no arguments");
            }
            return new Instruction.HealthCheck(Optional.empty(), options, origin);
        }
        if (!type.equals("CMD")) {
            throw Flags.invalid("HEALTHCHECK has CMD and a command after it, or NONE")
                    .hint("write HEALTHCHECK CMD COMMAND");
        }
        CommandLine command = command(rest);
        if (command instanceof CommandLine.Exec exec && exec.words().isEmpty()) {
            throw Flags.invalid("HEALTHCHECK CMD needs a command");
        }
        return new Instruction.HealthCheck(Optional.of(command), options, origin);
    }

    private static List<Instruction.Pair> options(Flags flags) {
        List<Instruction.Pair> options = new ArrayList<>();
        for (String name : HEALTH.texts()) {
            String value = flags.text(name);
            if (!value.isEmpty()) {
                if (TIMES.contains(name)) {
                    checkTime(name, value);
                } else {
                    checkCount(value);
                }
                options.add(new Instruction.Pair(name, value, false));
            }
        }
        return options;
    }

    private static void checkTime(String name, String value) {
        long nanoseconds;
        try {
            nanoseconds = GoDuration.nanoseconds(value);
        } catch (JongException e) {
            throw Flags.invalid(
                            "--"
                                    + name
                                    + " cannot be \""
                                    + Text.printable(value)
                                    + "\": it is a duration such as 1m30s")
                    .causedBy(e);
        }
        if (nanoseconds > 0 && nanoseconds < 1_000_000) {
            throw Flags.invalid("--" + name + " cannot be less than 1ms");
        }
    }

    private static void checkCount(String value) {
        boolean digits = value.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!digits || value.length() > 10 || Long.parseLong(value) > Integer.MAX_VALUE) {
            throw Flags.invalid(
                    "--retries cannot be \"" + Text.printable(value) + "\": it is a number");
        }
    }
}
