package dev.jong.cli.command.container;

import dev.jong.base.json.JsonPrinter;
import dev.jong.cli.command.Command;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.cli.run.RunOptionsParser;
import dev.jong.service.container.ExplainContainer;
import dev.jong.service.container.Front;
import dev.jong.service.container.RunOptions;

/// `jong explain run ...`.
public final class ExplainCommand implements Command {
    private final ExplainContainer explain;

    /// @param explain the use case
    public ExplainCommand(ExplainContainer explain) {
        this.explain = explain;
    }

    @Override
    public int run(ParsedCommand line, Front front) {
        RunOptions options = new RunOptionsParser(CallerFiles.of(front)).parse(line).pulled();
        front.out(
                line.flag("json")
                        ? JsonPrinter.pretty(explain.json(options, front.caller())) + "\n"
                        : explain.text(options, front.caller()));
        return 0;
    }
}
