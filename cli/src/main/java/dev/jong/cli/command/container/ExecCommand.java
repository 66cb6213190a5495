package dev.jong.cli.command.container;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.cli.command.Command;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.cli.run.ExecOptionsParser;
import dev.jong.service.container.Containers;
import dev.jong.service.container.ExecContainer;
import dev.jong.service.container.ExecOptions;
import dev.jong.service.container.Front;

/// `jong exec`.
public final class ExecCommand implements Command {
    private final ExecContainer exec;
    private final Containers containers;

    /// @param exec the use case
    public ExecCommand(ExecContainer exec, Containers containers) {
        this.exec = exec;
        this.containers = containers;
    }

    @Override
    public int run(ParsedCommand line, Front front) {
        ExecOptions options = ExecOptionsParser.parse(line, CallerFiles.of(front));
        if (options.tty()
                && options.interactive()
                && !options.detach()
                && !front.caller().inputTerminal()) {
            throw JongException.of(ErrorKind.INVALID_ARGUMENT, "the input device is not a TTY")
                    .hint("leave -t out: -i alone passes input on");
        }
        return exec.exec(containers.find(line.arguments().getFirst()), options, front);
    }
}
