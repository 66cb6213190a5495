package dev.jong.cli.command.container;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.cli.output.PublishedPorts;
import dev.jong.cli.run.ContainerNameParser;
import dev.jong.service.container.ContainerRecord;
import dev.jong.service.container.Containers;
import dev.jong.service.container.Endpoints;
import dev.jong.service.container.Front;
import dev.jong.service.container.SignalContainer;
import dev.jong.service.container.StartContainer;
import java.util.List;
import java.util.OptionalLong;

/// `jong restart`, `rename`, `port` and `container exists`.
public final class LifeCommands {
    private final Containers containers;

    /// The containers of one store.
    public LifeCommands(Containers containers) {
        this.containers = containers;
    }

    /// `restart [-s SIGNAL] [-t SECONDS] CONTAINER...`: one that does not run is started.
    public int restart(
            ParsedCommand line, Front front, SignalContainer signals, StartContainer start) {
        OptionalLong timeout = StopTimeout.of(line);
        return EachContainer.of(
                line.arguments(),
                containers,
                front,
                record ->
                        start.restart(
                                record,
                                () ->
                                        signals.stop(
                                                record,
                                                line.text("signal"),
                                                timeout.orElse(record.stopTimeout()),
                                                front),
                                front));
    }

    /// `rename CONTAINER NAME`.
    public int rename(ParsedCommand line, Front front) {
        ContainerRecord record = containers.find(line.arguments().get(0));
        String name = ContainerNameParser.parse(line.arguments().get(1));
        if (name.equals(record.name())) {
            throw JongException.of(
                    ErrorKind.INVALID_ARGUMENT,
                    "cannot rename container " + name + ": it has this name already");
        }
        if (record.isDamaged()) {
            throw JongException.of(
                            ErrorKind.DATA_LOSS,
                            "cannot rename container "
                                    + record.shortId()
                                    + ": its record is damaged")
                    .hint("jong rm " + record.shortId() + " removes it");
        }
        containers.rename(record, name);
        return 0;
    }

    /// `container exists CONTAINER`: 0 or 1, and no output.
    public int exists(ParsedCommand line, Front front) {
        try {
            containers.find(line.arguments().getFirst());
            return 0;
        } catch (JongException e) {
            if (e.kind() == ErrorKind.NOT_FOUND) {
                return 1;
            }
            throw e;
        }
    }

    /// `port CONTAINER [PORT[/PROTOCOL]]`: where the ports of a container that runs are published.
    public int port(ParsedCommand line, Front front) {
        List<String> arguments = line.arguments();
        ContainerRecord record = containers.find(arguments.getFirst());
        List<Endpoints.Binding> bindings = containers.connections(record.id()).ports();
        if (arguments.size() == 1) {
            for (Endpoints.Binding one : bindings) {
                front.out(one.port().text() + " -> " + PublishedPorts.place(one) + "\n");
            }
            return 0;
        }
        String asked = arguments.get(1);
        String port = asked.indexOf('/') < 0 ? asked + "/tcp" : asked;
        List<Endpoints.Binding> found =
                bindings.stream().filter(one -> one.port().text().equals(port)).toList();
        if (found.isEmpty()) {
            throw JongException.of(
                    ErrorKind.NOT_FOUND,
                    "no public port '"
                            + Text.printable(port)
                            + "' published for "
                            + record.name()
                            + (containers.runs(record.id()) ? "" : ", which does not run"));
        }
        found.forEach(one -> front.out(PublishedPorts.place(one) + "\n"));
        return 0;
    }
}
