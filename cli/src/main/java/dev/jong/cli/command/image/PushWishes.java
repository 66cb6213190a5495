package dev.jong.cli.command.image;

import dev.jong.cli.option.OptionValue;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.cli.run.NumberParser;
import dev.jong.image.copy.CopyWishes;
import dev.jong.oci.Platform;
import dev.jong.service.image.PushImages;
import dev.jong.store.layer.Compression;
import java.util.Optional;
import java.util.OptionalInt;

/// What the options of `push` ask for.
final class PushWishes {
    private PushWishes() {}

    static PushImages.Wishes of(ParsedCommand line) {
        Optional<Compression> compression =
                line.value("compression-format")
                        .map(OptionValue::text)
                        .map(PushImages::compression);
        OptionalInt level =
                line.value("compression-level").isPresent()
                        ? OptionalInt.of(
                                (int)
                                        NumberParser.between(
                                                1, 22, line.value("compression-level").get()))
                        : OptionalInt.empty();
        boolean again = line.flag("force-compression");
        return new PushImages.Wishes(
                again && compression.isEmpty() ? Optional.of(Compression.GZIP) : compression,
                level,
                again,
                line.value("format").map(PushWishes::format).orElse(CopyWishes.Format.KEEP),
                line.value("platform").map(value -> Platform.parse(value.text())));
    }

    private static CopyWishes.Format format(OptionValue value) {
        return switch (value.text()) {
            case "oci" -> CopyWishes.Format.OCI;
            case "v2s2", "docker" -> CopyWishes.Format.DOCKER;
            default -> throw value.invalid("no such format", "use oci or v2s2");
        };
    }
}
