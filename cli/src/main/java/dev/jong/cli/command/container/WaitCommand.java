package dev.jong.cli.command.container;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.cli.command.Command;
import dev.jong.cli.option.OptionValue;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.image.change.GoDuration;
import dev.jong.service.container.AwaitContainer;
import dev.jong.service.container.AwaitContainer.Condition;
import dev.jong.service.container.ContainerRecord;
import dev.jong.service.container.Containers;
import dev.jong.service.container.Front;
import java.util.EnumSet;
import java.util.Set;

/// `jong wait`: prints exit codes, one a line, in the order of the names.
public final class WaitCommand implements Command {
    private static final long USUAL_MILLIS = 50;
    private static final long LEAST_MILLIS = 10;

    private final Containers containers;
    private final AwaitContainer awaiting;

    /// @param awaiting the use case
    public WaitCommand(Containers containers, AwaitContainer awaiting) {
        this.containers = containers;
        this.awaiting = awaiting;
    }

    @Override
    public int run(ParsedCommand line, Front front) {
        Set<Condition> conditions = EnumSet.noneOf(Condition.class);
        for (OptionValue value : line.all("condition")) {
            conditions.add(Condition.of(value.text()));
        }
        if (conditions.isEmpty()) {
            conditions.add(Condition.NOT_RUNNING);
        }
        long pause = pause(line);
        int code = 0;
        for (String name : line.arguments()) {
            try {
                ContainerRecord record = containers.find(name);
                front.out(awaiting.await(record, conditions, pause, front) + "\n");
            } catch (JongException e) {
                if (e.kind() == ErrorKind.NOT_FOUND && line.flag("ignore")) {
                    front.out("-1\n");
                } else if (e.kind() == ErrorKind.CANCELLED) {
                    throw e;
                } else {
                    front.tell(e);
                    code = 1;
                }
            }
        }
        return code;
    }

    private static long pause(ParsedCommand line) {
        String text = line.text("interval");
        if (text.isEmpty()) {
            return USUAL_MILLIS;
        }
        boolean digits = text.chars().allMatch(c -> c >= '0' && c <= '9') && text.length() < 10;
        try {
            long millis = digits ? Long.parseLong(text) : GoDuration.nanoseconds(text) / 1_000_000;
            return Math.clamp(millis, LEAST_MILLIS, Integer.MAX_VALUE);
        } catch (JongException e) {
            throw line.value("interval")
                    .orElseThrow()
                    .invalid("not a duration", "write milliseconds, or 250ms or 2s");
        }
    }
}
