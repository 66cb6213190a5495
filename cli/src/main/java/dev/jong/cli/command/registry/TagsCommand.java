package dev.jong.cli.command.registry;

import dev.jong.base.Text;
import dev.jong.base.json.Json;
import dev.jong.cli.command.Command;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.cli.output.PrintedJson;
import dev.jong.cli.output.template.GoTemplate;
import dev.jong.cli.run.NumberParser;
import dev.jong.image.registry.Registries;
import dev.jong.oci.Reference;
import dev.jong.service.container.Front;
import dev.jong.service.registry.ListTags;
import java.util.List;

/// `jong tags NAME`: a tag on each line, or skopeo's JSON.
public final class TagsCommand implements Command {
    private final ReachRegistries registries;

    public TagsCommand(ReachRegistries registries) {
        this.registries = registries;
    }

    @Override
    public int run(ParsedCommand line, Front front) {
        String text = line.arguments().getFirst();
        Reference name = Reference.parse(text.startsWith("docker://") ? text.substring(9) : text);
        int limit =
                line.value("limit")
                        .map(value -> (int) NumberParser.between(0, Integer.MAX_VALUE, value))
                        .orElse(0);
        String format = line.text("format");
        try (Registries reached = registries.reach(AccessArguments.of(line, front), front)) {
            List<String> tags = ListTags.run(reached, name, limit);
            if (format.isEmpty()) {
                tags.forEach(tag -> front.out(Text.printable(tag) + "\n"));
                return 0;
            }
            Json.Obj all =
                    Json.object()
                            .put("Repository", name.repository())
                            .put("Tags", Json.of(tags))
                            .build();
            front.out(
                    (format.equals("json")
                                    ? PrintedJson.pretty(all)
                                    : GoTemplate.parse(format).render(all))
                            + "\n");
            return 0;
        }
    }
}
