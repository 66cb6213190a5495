package dev.jong.cli.command.duty;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.cli.command.Command;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.service.container.Front;
import dev.jong.service.duty.DutyFronts;
import dev.jong.service.duty.HealthDuty;
import dev.jong.service.duty.RestartDuty;
import dev.jong.service.duty.RestartUnwell;

/// `jong duty start|follow|check|restart ID`, which monitors and engines call and nobody types.
public final class DutyCommand implements Command {
    private final RestartDuty restarts;
    private final HealthDuty health;
    private final RestartUnwell unwell;
    private final DutyFronts fronts;

    /// @param restarts starts containers again
    /// @param health checks them
    /// @param unwell restarts what is not well
    /// @param fronts replaces fronts that were killed: an engine that was killed is replaced by its fronts
    public DutyCommand(
            RestartDuty restarts, HealthDuty health, RestartUnwell unwell, DutyFronts fronts) {
        this.restarts = restarts;
        this.health = health;
        this.unwell = unwell;
        this.fronts = fronts;
    }

    @Override
    public int run(ParsedCommand line, Front front) {
        String id = line.arguments().getLast();
        String duty = line.arguments().getFirst();
        boolean lost =
                switch (duty) {
                    case "start" -> restarts.run(id, front);
                    case "follow" -> restarts.follow(id, front);
                    case "check" -> health.run(id, front);
                    case "restart" -> {
                        unwell.run(id, front);
                        yield false;
                    }
                    default ->
                            throw JongException.of(
                                    ErrorKind.INVALID_ARGUMENT, "no duty " + Text.printable(duty));
                };
        if (lost) {
            fronts.replace(duty, id, front);
        }
        return 0;
    }
}
