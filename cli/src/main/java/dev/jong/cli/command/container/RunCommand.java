package dev.jong.cli.command.container;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.cli.command.Command;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.service.container.Front;
import dev.jong.service.container.ImageWanted;
import dev.jong.service.container.RunContainer;
import dev.jong.service.container.RunOptions;

/// `jong run`.
public final class RunCommand implements Command {
    private final RunContainer run;
    private final KnownOptions known;
    private final ObtainImage images;

    /// @param run the use case
    /// @param known options of earlier command lines
    /// @param images fetches what is missing
    public RunCommand(RunContainer run, KnownOptions known, ObtainImage images) {
        this.run = run;
        this.known = known;
        this.images = images;
    }

    @Override
    public int run(ParsedCommand line, Front front) {
        RunOptions options = known.of(line, front);
        DiscardedPorts.tell(line, options, front);
        RunOptions.Streams streams = options.streams();
        if (streams.tty()
                && streams.interactive()
                && !streams.detach()
                && !front.caller().inputTerminal()) {
            throw JongException.of(ErrorKind.INVALID_ARGUMENT, "the input device is not a TTY")
                    .hint("leave -t out: -i alone passes input on");
        }
        try {
            return run.run(options, front);
        } catch (ImageWanted wanted) {
            images.obtain(wanted, line, front);
            return run.run(options.pulled(), front);
        }
    }
}
