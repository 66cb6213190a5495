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
import java.util.function.Predicate;

/// `jong duty start|follow|check|restart ID` and `jong duty networks`, which monitors and engines call and nobody types.
public final class DutyCommand implements Command {
    private final RestartDuty restarts;
    private final HealthDuty health;
    private final RestartUnwell unwell;
    private final Predicate<Front> networks;
    private final DutyFronts fronts;

    /// @param restarts starts containers again
    /// @param health checks them
    /// @param unwell restarts what is not well
    /// @param networks looks after networks, and says whether the front went away before all was done
    /// @param fronts replaces fronts that were killed: an engine that was killed is replaced by its fronts
    public DutyCommand(
            RestartDuty restarts,
            HealthDuty health,
            RestartUnwell unwell,
            Predicate<Front> networks,
            DutyFronts fronts) {
        this.networks = networks;
        this.restarts = restarts;
        this.health = health;
        this.unwell = unwell;
        this.fronts = fronts;
    }

    @Override
    public int run(ParsedCommand line, Front front) {
        String duty = line.arguments().getFirst();
        String id = line.arguments().size() > 1 ? line.arguments().getLast() : "";
        if (id.isEmpty() != duty.equals("networks")) {
            throw JongException.of(
                    ErrorKind.INVALID_ARGUMENT,
                    "no duty " + Text.printable(duty) + " of this kind");
        }
        boolean lost =
                switch (duty) {
                    case "start" -> restarts.run(id, front);
                    case "networks" -> networks.test(front);
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
