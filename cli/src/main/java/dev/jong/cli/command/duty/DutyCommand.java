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
import dev.jong.service.network.UserSwitch;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// `jong duty start|follow|check|restart ID`, `jong duty networks` and `jong duty switch`, which monitors and engines call and nobody types.
public final class DutyCommand implements Command {
    private final RestartDuty restarts;
    private final HealthDuty health;
    private final RestartUnwell unwell;
    private final Predicate<Front> networks;
    private final Consumer<Front> living;
    private final DutyFronts fronts;

    /// @param restarts starts containers again
    /// @param health checks them
    /// @param unwell restarts what is not well
    /// @param networks looks after networks, and says whether the front went away before all was done
    /// @param living does it in the front that lives where an ordinary user's networks are, which nobody can replace
    /// @param fronts replaces fronts that were killed: an engine that was killed is replaced by its fronts
    public DutyCommand(
            RestartDuty restarts,
            HealthDuty health,
            RestartUnwell unwell,
            Predicate<Front> networks,
            Consumer<Front> living,
            DutyFronts fronts) {
        this.living = living;
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
        if (id.isEmpty() != isOfNetworks(duty)) {
            throw JongException.of(
                    ErrorKind.INVALID_ARGUMENT,
                    "no duty " + Text.printable(duty) + " of this kind");
        }
        boolean lost =
                switch (duty) {
                    case "start" -> restarts.run(id, front);
                    case "networks" -> networks.test(front);
                    case UserSwitch.DUTY -> {
                        living.accept(front);
                        yield false;
                    }
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

    private static boolean isOfNetworks(String duty) {
        return duty.equals("networks") || duty.equals(UserSwitch.DUTY);
    }
}
