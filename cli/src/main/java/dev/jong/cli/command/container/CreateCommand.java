package dev.jong.cli.command.container;

import dev.jong.cli.command.Command;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.cli.run.RunOptionsParser;
import dev.jong.service.container.CreateContainer;
import dev.jong.service.container.Front;
import dev.jong.service.container.ImageWanted;
import dev.jong.service.container.LimitGroups;
import dev.jong.service.container.RunOptions;

/// `jong create`.
public final class CreateCommand implements Command {
    private final CreateContainer create;
    private final ObtainImage images;
    private final LimitGroups groups;

    /// @param create the use case
    /// @param images fetches what is missing
    /// @param groups where limits can be given that this engine cannot give
    public CreateCommand(CreateContainer create, ObtainImage images, LimitGroups groups) {
        this.groups = groups;
        this.create = create;
        this.images = images;
    }

    @Override
    public int run(ParsedCommand line, Front front) {
        RunOptions options = new RunOptionsParser(CallerFiles.of(front)).parse(line);
        DiscardedPorts.tell(line, options, front);
        front.out(create(options.detached(), line, front) + "\n");
        return 0;
    }

    private String create(RunOptions options, ParsedCommand line, Front front) {
        try {
            return create.create(options, front.caller(), groups);
        } catch (ImageWanted wanted) {
            images.obtain(wanted, line, front);
            return create.create(options.pulled(), front.caller(), groups);
        }
    }
}
