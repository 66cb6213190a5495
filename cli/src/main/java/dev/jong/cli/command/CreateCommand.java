package dev.jong.cli.command;

import dev.jong.cli.option.ParsedCommand;
import dev.jong.cli.run.RunOptionsParser;
import dev.jong.service.container.CreateContainer;
import dev.jong.service.container.Front;
import dev.jong.service.container.RunOptions;

/// `jong create`.
public final class CreateCommand implements Command {
    private final CreateContainer create;

    /// @param create the use case
    public CreateCommand(CreateContainer create) {
        this.create = create;
    }

    @Override
    public int run(ParsedCommand line, Front front) {
        RunOptions options = new RunOptionsParser(CallerFiles.of(front)).parse(line);
        front.out(create.create(options.detached(), front.caller()) + "\n");
        return 0;
    }
}
