package dev.jong.cli.command.duty;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.cli.command.Command;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.service.container.ContainerRecord;
import dev.jong.service.container.Containers;
import dev.jong.service.container.Front;
import dev.jong.service.container.Health;
import dev.jong.service.container.HealthCheck;
import dev.jong.service.container.Status;
import dev.jong.service.duty.CheckHealth;

/// `jong healthcheck run`: one more check, whose result counts as any other. Ends with 1 when the container is not well.
public final class HealthcheckCommand implements Command {
    private final Containers containers;
    private final CheckHealth checks;

    /// @param checks the use case
    public HealthcheckCommand(Containers containers, CheckHealth checks) {
        this.containers = containers;
        this.checks = checks;
    }

    @Override
    public int run(ParsedCommand line, Front front) {
        ContainerRecord record = containers.find(line.arguments().getFirst());
        HealthCheck check =
                HealthCheck.of(record.settings())
                        .orElseThrow(() ->
                                JongException.of(
                                                ErrorKind.PRECONDITION,
                                                "container "
                                                        + record.name()
                                                        + " has no defined healthcheck")
                                        .hint("jong run --health-cmd COMMAND gives it one"));
        if (!(containers.status(record) instanceof Status.Running running)) {
            throw JongException.of(
                            ErrorKind.CONFLICT, "container " + record.name() + " is not running")
                    .hint("jong start " + record.name() + " starts it");
        }
        Health health = checks.once(record, running, check, front);
        boolean well = health.log().getLast().number("ExitCode").orElse(-1L) == 0;
        if (!well) {
            front.out("unhealthy\n");
        }
        return well || line.flag("ignore-result") ? 0 : 1;
    }
}
