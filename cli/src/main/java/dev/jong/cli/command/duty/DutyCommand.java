package dev.jong.cli.command.duty;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.cli.command.Command;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.service.container.Front;
import dev.jong.service.duty.HealthDuty;
import dev.jong.service.duty.RestartDuty;

/// `jong duty start|follow|check ID`, which monitors and engines call and nobody types.
public final class DutyCommand implements Command {
    private final RestartDuty restarts;
    private final HealthDuty health;

    /// @param restarts starts containers again
    /// @param health checks them
    public DutyCommand(RestartDuty restarts, HealthDuty health) {
        this.restarts = restarts;
        this.health = health;
    }

    @Override
    public int run(ParsedCommand line, Front front) {
        String id = line.arguments().getLast();
        switch (line.arguments().getFirst()) {
            case "start" -> restarts.run(id, front);
            case "follow" -> restarts.follow(id, front);
            case "check" -> health.run(id, front);
            default ->
                    throw JongException.of(
                            ErrorKind.INVALID_ARGUMENT,
                            "no duty " + Text.printable(line.arguments().getFirst()));
        }
        return 0;
    }
}
