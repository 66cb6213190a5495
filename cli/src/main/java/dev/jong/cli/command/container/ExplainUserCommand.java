package dev.jong.cli.command.container;

import dev.jong.base.json.JsonPrinter;
import dev.jong.cli.command.Command;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.cli.run.UserNamespaceParser;
import dev.jong.service.container.ExplainUsers;
import dev.jong.service.container.Front;
import dev.jong.service.user.UserNamespace;
import java.util.Optional;

/// `jong explain user`.
public final class ExplainUserCommand implements Command {
    private final ExplainUsers explain;

    /// @param explain the use case
    public ExplainUserCommand(ExplainUsers explain) {
        this.explain = explain;
    }

    @Override
    public int run(ParsedCommand line, Front front) {
        Optional<UserNamespace> asked = UserNamespaceParser.parse(line);
        boolean named = !line.arguments().isEmpty();
        if (named && asked.isPresent()) {
            throw line.conflict(
                    "a container and options of a new one",
                    "give one of them: a container has its ids");
        }
        ExplainUsers.Explained explained =
                named
                        ? explain.container(line.arguments().getFirst(), front.caller())
                        : explain.options(asked, front.caller());
        front.out(
                line.flag("json") ? JsonPrinter.pretty(explained.json()) + "\n" : explained.text());
        return 0;
    }
}
