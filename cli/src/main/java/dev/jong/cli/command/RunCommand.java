package dev.jong.cli.command;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.cli.run.RunOptionsParser;
import dev.jong.service.container.Front;
import dev.jong.service.container.RunContainer;
import dev.jong.service.container.RunOptions;

/// `jong run`.
public final class RunCommand implements Command {
    private final RunContainer run;

    /// @param run the use case
    public RunCommand(RunContainer run) {
        this.run = run;
    }

    @Override
    public int run(ParsedCommand line, Front front) {
        RunOptions options = new RunOptionsParser(CallerFiles.of(front)).parse(line);
        RunOptions.Streams streams = options.streams();
        if (streams.tty() && streams.interactive() && !streams.detach() && !front.caller().inputTerminal()) {
            throw JongException.of(ErrorKind.INVALID_ARGUMENT, "the input device is not a TTY")
                    .hint("leave -t out: -i alone passes input on");
        }
        return run.run(options, front);
    }
}
