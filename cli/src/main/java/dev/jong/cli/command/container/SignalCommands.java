package dev.jong.cli.command.container;

import dev.jong.cli.option.ParsedCommand;
import dev.jong.service.container.Containers;
import dev.jong.service.container.Front;
import dev.jong.service.container.RemoveContainer;
import dev.jong.service.container.SignalContainer;
import java.util.List;
import java.util.OptionalLong;

/// `jong kill`, `stop` and `rm`.
public final class SignalCommands {
    private final Containers containers;
    private final SignalContainer signals;
    private final RemoveContainer remove;

    /// @param signals the use cases for running ones
    public SignalCommands(Containers containers, SignalContainer signals, RemoveContainer remove) {
        this.containers = containers;
        this.signals = signals;
        this.remove = remove;
    }

    /// `kill [-s SIGNAL] CONTAINER...`.
    public int kill(ParsedCommand line, Front front) {
        String signal = line.text("signal").isEmpty() ? "KILL" : line.text("signal");
        return EachContainer.of(
                line.arguments(), containers, front, record -> signals.kill(record, signal, front));
    }

    /// `stop [-s SIGNAL] [-t SECONDS] CONTAINER...`.
    public int stop(ParsedCommand line, Front front) {
        OptionalLong timeout = StopTimeout.of(line);
        return EachContainer.of(
                names(line),
                containers,
                front,
                record ->
                        signals.stop(
                                record,
                                line.text("signal"),
                                timeout.orElse(record.stopTimeout()),
                                front));
    }

    /// `rm [-f] [-v] CONTAINER...`.
    public int remove(ParsedCommand line, Front front) {
        return EachContainer.of(
                names(line),
                containers,
                front,
                record -> remove.remove(record, line.flag("force"), line.flag("volumes"), front));
    }

    /// Without those that there are not, where nothing is to be said of them.
    private List<String> names(ParsedCommand line) {
        return line.flag("ignore")
                ? EachContainer.there(line.arguments(), containers)
                : line.arguments();
    }

    /// What a monitor calls at its end.
    public int cleanUp(ParsedCommand line, Front front) {
        line.arguments().forEach(remove::cleanUp);
        return 0;
    }
}
