package dev.jong.cli.command.container;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.json.Json;
import dev.jong.cli.command.Command;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.cli.output.ObjectFormat;
import dev.jong.service.container.Containers;
import dev.jong.service.container.Front;
import dev.jong.service.why.Explanation;
import dev.jong.service.why.WhyContainer;
import java.util.ArrayList;
import java.util.List;

/// `jong why`: one paragraph for each container, or objects with `--format`.
public final class WhyContainerCommand implements Command {
    private final Containers containers;
    private final WhyContainer why;

    /// @param why the use case
    public WhyContainerCommand(Containers containers, WhyContainer why) {
        this.containers = containers;
        this.why = why;
    }

    @Override
    public int run(ParsedCommand line, Front front) {
        String format = line.text("format");
        List<Json> objects = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        int code = 0;
        for (String name : line.arguments()) {
            try {
                Explanation explanation = why.of(containers.find(name));
                objects.add(explanation.toJson());
                text.append(text.isEmpty() ? "" : "\n").append(explanation.toText());
            } catch (JongException e) {
                if (e.kind() != ErrorKind.NOT_FOUND && e.kind() != ErrorKind.DATA_LOSS) {
                    throw e;
                }
                front.tell(e);
                code = 1;
            }
        }
        if (format.isEmpty()) {
            front.out(text.toString());
        } else if (!objects.isEmpty()) {
            front.out(ObjectFormat.print(objects, format));
        }
        return code;
    }
}
