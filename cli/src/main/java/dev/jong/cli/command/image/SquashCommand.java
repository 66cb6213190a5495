package dev.jong.cli.command.image;

import dev.jong.cli.command.Command;
import dev.jong.cli.option.OptionValue;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.oci.Platform;
import dev.jong.oci.Reference;
import dev.jong.service.container.Front;
import dev.jong.service.image.Moved;
import dev.jong.service.image.SquashImage;
import dev.jong.store.layer.Compression;
import java.util.Optional;

/// `jong image squash`.
public final class SquashCommand implements Command {
    private final SquashImage squashing;

    public SquashCommand(SquashImage squashing) {
        this.squashing = squashing;
    }

    @Override
    public int run(ParsedCommand line, Front front) {
        Optional<String> from = line.value("from").map(OptionValue::text);
        if (from.isPresent() && line.flag("all")) {
            throw line.conflict("--all and --from", "give one of them");
        }
        SquashImage.Options options =
                new SquashImage.Options(
                        from,
                        line.value("tag").map(value -> Reference.parse(value.text())),
                        compression(line),
                        line.value("platform").map(value -> Platform.parse(value.text())));
        SquashImage.Squashed done = squashing.run(line.arguments().getFirst(), options);
        done.moved().map(Moved::line).ifPresent(text -> front.err(text + "\n"));
        if (!line.flag("quiet")) {
            front.err(
                    done.before() == done.after()
                            ? "nothing to squash: it has " + layers(done.before()) + "\n"
                            : layers(done.before()) + " became " + done.after() + "\n");
        }
        front.out(done.id() + "\n");
        return 0;
    }

    private static String layers(int count) {
        return count == 1 ? "1 layer" : count + " layers";
    }

    private static Optional<Compression> compression(ParsedCommand line) {
        return switch (line.text("compression")) {
            case "" -> Optional.empty();
            case "gzip" -> Optional.of(Compression.GZIP);
            case "zstd" -> Optional.of(Compression.ZSTD);
            case "none" -> Optional.of(Compression.NONE);
            default -> throw line.unknown("compression", "gzip, zstd or none");
        };
    }
}
