package dev.jong.cli.command.build;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.image.copy.CopyWishes;
import dev.jong.service.build.BuildRequest.Output;
import dev.jong.service.image.PushImages;
import dev.jong.store.layer.Compression;
import java.util.Optional;
import java.util.OptionalInt;

/// `compression`, `compression-level` and `force-compression` of an output that is a registry.
final class OutputCompression {
    private OutputCompression() {}

    /// What is wanted of a push.
    ///
    /// @throws JongException INVALID_ARGUMENT for a value that cannot be
    static PushImages.Wishes of(Output output) {
        return new PushImages.Wishes(
                compression(output.options().getOrDefault("compression", "")),
                level(output.options().getOrDefault("compression-level", "")),
                output.options().getOrDefault("force-compression", "false").equals("true"),
                CopyWishes.Format.KEEP,
                Optional.empty());
    }

    private static Optional<Compression> compression(String text) {
        return switch (text) {
            case "" -> Optional.empty();
            case "uncompressed" -> Optional.of(Compression.NONE);
            case "gzip" -> Optional.of(Compression.GZIP);
            case "zstd" -> Optional.of(Compression.ZSTD);
            default -> throw wrong("compression", text).hint("use gzip, zstd or uncompressed");
        };
    }

    private static OptionalInt level(String text) {
        if (text.isEmpty()) {
            return OptionalInt.empty();
        }
        try {
            int level = Integer.parseInt(text);
            if (level >= 1 && level <= 22) {
                return OptionalInt.of(level);
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        throw wrong("compression-level", text).hint("use a number from 1 to 22");
    }

    private static JongException wrong(String field, String text) {
        return JongException.of(
                ErrorKind.INVALID_ARGUMENT,
                "the output cannot have the " + field + " \"" + Text.printable(text) + "\"");
    }
}
