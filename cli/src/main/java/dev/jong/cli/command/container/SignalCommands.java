package dev.jong.cli.command.container;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.service.container.ContainerRecord;
import dev.jong.service.container.Containers;
import dev.jong.service.container.Front;
import dev.jong.service.container.RemoveContainer;
import dev.jong.service.container.SignalContainer;
import java.util.List;

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
        return EachContainer.of(
                names(line),
                containers,
                front,
                record -> signals.stop(record, line.text("signal"), seconds(line, record), front));
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

    private static long seconds(ParsedCommand line, ContainerRecord record) {
        String text = line.text("timeout");
        if (text.isEmpty()) {
            return record.stopTimeout();
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw JongException.of(
                            ErrorKind.INVALID_ARGUMENT,
                            "invalid argument \""
                                    + Text.printable(text)
                                    + "\" for --timeout: not a number of seconds")
                    .causedBy(e);
        }
    }
}
