package dev.jong.cli.command.image;

import dev.jong.cli.command.Command;
import dev.jong.cli.command.DigestFile;
import dev.jong.cli.command.registry.AccessArguments;
import dev.jong.cli.command.registry.ReachRegistries;
import dev.jong.cli.option.OptionValue;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.cli.run.NumberParser;
import dev.jong.image.copy.CopyProgress;
import dev.jong.image.copy.CopyWishes;
import dev.jong.image.copy.Location;
import dev.jong.image.registry.Registries;
import dev.jong.oci.Platform;
import dev.jong.service.container.Front;
import dev.jong.service.image.CopyImage;
import dev.jong.service.image.CopyImage.Copied;
import dev.jong.service.image.CopyImage.Side;
import dev.jong.service.image.Moved;
import dev.jong.store.layer.Compression;
import java.util.Optional;

/// `jong copy SOURCE DESTINATION`.
public final class CopyCommand implements Command {
    private final CopyImage copying;
    private final ReachRegistries registries;

    public CopyCommand(CopyImage copying, ReachRegistries registries) {
        this.copying = copying;
        this.registries = registries;
    }

    @Override
    public int run(ParsedCommand line, Front front) {
        Location from = Location.parse(line.arguments().get(0), front.caller()::absolute);
        Location to = Location.parse(line.arguments().get(1), front.caller()::absolute);
        CopyWishes wishes = wishes(line);
        int retries =
                line.value("retry-times")
                        .map(value -> (int) NumberParser.between(0, 1000, value))
                        .orElse(0);
        CopyProgress progress = line.flag("quiet") ? (_, _) -> {} : progress(front);
        try (Registries source = registries.reach(AccessArguments.of(line, front, "src-"), front);
                Registries target =
                        registries.reach(AccessArguments.of(line, front, "dest-"), front)) {
            Copied copied =
                    copying.run(
                            new Side(from, source),
                            new Side(to, target),
                            wishes,
                            retries,
                            progress);
            copied.moved().stream().map(Moved::line).forEach(text -> front.err(text + "\n"));
            DigestFile.write(line, "digestfile", front, copied.digest());
            front.out(copied.digest() + "\n");
            return 0;
        }
    }

    private static CopyWishes wishes(ParsedCommand line) {
        Optional<Platform> platform = PlatformOptions.of(line, "override-");
        if (platform.isPresent() && line.flag("all")) {
            throw line.conflict("--all and a platform", "leave one of them out");
        }
        return new CopyWishes(
                line.flag("all"),
                platform,
                line.value("format").map(CopyCommand::format).orElse(CopyWishes.Format.KEEP),
                line.value("dest-compress-format").map(CopyCommand::compression),
                line.flag("preserve-digests"));
    }

    private static CopyWishes.Format format(OptionValue value) {
        return switch (value.text()) {
            case "oci" -> CopyWishes.Format.OCI;
            case "v2s2", "docker" -> CopyWishes.Format.DOCKER;
            default -> throw value.invalid("no such format", "use oci or v2s2");
        };
    }

    private static Compression compression(OptionValue value) {
        return switch (value.text()) {
            case "gzip" -> Compression.GZIP;
            case "zstd" -> Compression.ZSTD;
            case "none" -> Compression.NONE;
            default -> throw value.invalid("no such compression", "use gzip, zstd or none");
        };
    }

    /// Several blobs may arrive at the same time, and the front has one thread at a time.
    private static CopyProgress progress(Front front) {
        Object frontLock = new Object();
        return (blob, how) -> {
            synchronized (frontLock) {
                front.err(blob.shortHex() + ": " + words(how) + "\n");
            }
        };
    }

    private static String words(CopyProgress.Arrival how) {
        return switch (how) {
            case CopyProgress.Arrival.Copied _ -> "copied";
            case CopyProgress.Arrival.There _ -> "already there";
            case CopyProgress.Arrival.Mounted mounted -> "mounted from " + mounted.repository();
        };
    }
}
