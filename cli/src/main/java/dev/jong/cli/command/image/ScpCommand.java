package dev.jong.cli.command.image;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.cli.command.Command;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.service.container.Front;
import dev.jong.service.image.LoadImages;
import dev.jong.service.image.SaveImages;
import dev.jong.service.registry.OtherHost;
import dev.jong.service.registry.ScpImage;
import java.util.List;

/// `jong image scp`.
public final class ScpCommand implements Command {
    private final SaveImages saving;
    private final LoadImages loading;

    public ScpCommand(SaveImages saving, LoadImages loading) {
        this.saving = saving;
        this.loading = loading;
    }

    @Override
    public int run(ParsedCommand line, Front front) {
        ScpImage copying = new ScpImage(saving, loading, front.caller().environment());
        OtherHost.Place from = OtherHost.Place.parse(line.arguments().getFirst());
        String image = from.image().orElseThrow(ScpCommand::unclear);
        if (line.arguments().size() == 1) {
            show(
                    line,
                    front,
                    loaded(copying.fetch(from.host().orElseThrow(ScpCommand::unclear), image)));
            return 0;
        }
        OtherHost.Place to = OtherHost.Place.parse(line.arguments().get(1));
        OtherHost target = to.host().orElseThrow(ScpCommand::unclear);
        if (to.image().isPresent()) {
            throw JongException.of(
                            ErrorKind.INVALID_ARGUMENT, "an image keeps its name when it is copied")
                    .hint("write only " + target + ":: and tag the image there");
        }
        show(
                line,
                front,
                from.host().isPresent()
                        ? copying.relay(from.host().get(), image, target)
                        : copying.send(image, target));
        return 0;
    }

    private static List<String> loaded(List<LoadImages.Loaded> images) {
        return images.stream().flatMap(image -> image.lines().stream()).toList();
    }

    private static void show(ParsedCommand line, Front front, List<String> lines) {
        if (!line.flag("quiet")) {
            lines.forEach(text -> front.out(text + "\n"));
        }
    }

    private static JongException unclear() {
        return JongException.of(
                        ErrorKind.INVALID_ARGUMENT, "one side of the copy has to be another host")
                .hint("write IMAGE HOST:: or HOST::IMAGE");
    }
}
