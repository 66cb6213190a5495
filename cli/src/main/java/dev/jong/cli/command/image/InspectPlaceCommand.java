package dev.jong.cli.command.image;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.json.Json;
import dev.jong.base.json.JsonParser;
import dev.jong.cli.command.Command;
import dev.jong.cli.command.registry.AccessArguments;
import dev.jong.cli.command.registry.ReachRegistries;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.cli.output.PrintedJson;
import dev.jong.cli.output.template.GoTemplate;
import dev.jong.image.copy.Location;
import dev.jong.image.registry.Registries;
import dev.jong.oci.Platform;
import dev.jong.service.container.Front;
import dev.jong.service.image.InspectPlace;
import java.util.Optional;

/// `jong inspect docker://NAME` and its kin: one image where it is.
public final class InspectPlaceCommand implements Command {
    private final InspectPlace inspecting;
    private final ReachRegistries registries;

    public InspectPlaceCommand(InspectPlace inspecting, ReachRegistries registries) {
        this.inspecting = inspecting;
        this.registries = registries;
    }

    /// Whether a command line asks for this and not for things of the store.
    public static boolean isMeant(ParsedCommand line) {
        boolean place = line.arguments().stream().anyMatch(Location::isOne);
        return place
                || line.flag("raw")
                || line.flag("config")
                || line.value("creds").isPresent()
                || line.value("authfile").isPresent();
    }

    @Override
    public int run(ParsedCommand line, Front front) {
        if (line.arguments().size() > 1) {
            throw JongException.of(
                            ErrorKind.INVALID_ARGUMENT,
                            "only one image outside of the store is inspected at a time")
                    .hint("run jong inspect for each");
        }
        Location place = Location.parse(line.arguments().getFirst(), front.caller()::absolute);
        Optional<Platform> platform =
                line.value("platform").map(value -> Platform.parse(value.text()));
        try (Registries reached = registries.reach(AccessArguments.of(line, front), front)) {
            front.out(shown(line, place, reached, platform));
            return 0;
        }
    }

    private String shown(
            ParsedCommand line, Location place, Registries reached, Optional<Platform> platform) {
        String format = line.text("format");
        boolean config = line.flag("config");
        if (line.flag("raw")) {
            // As it is, so that its digest can be taken of what is printed.
            return dev.jong.base.Text.of(
                    config
                            ? inspecting.config(place, reached, platform)
                            : inspecting.raw(place, reached));
        }
        Json shown =
                config
                        ? JsonParser.parse(inspecting.config(place, reached, platform))
                        : inspecting.summary(place, reached, platform, !line.flag("no-tags"));
        return (format.isEmpty() || format.equals("json")
                        ? PrintedJson.pretty(shown)
                        : GoTemplate.parse(format).render(shown))
                + "\n";
    }
}
