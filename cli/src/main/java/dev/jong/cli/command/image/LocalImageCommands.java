package dev.jong.cli.command.image;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.cli.option.OptionValue;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.image.Images;
import dev.jong.oci.Platform;
import dev.jong.oci.Reference;
import dev.jong.service.container.ExportContainer;
import dev.jong.service.container.Front;
import dev.jong.service.image.SaveImages;
import dev.jong.service.image.TagImage;
import dev.jong.service.image.UntagImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `jong tag`, `untag`, `image exists`, `save` and `export`.
public final class LocalImageCommands {
    private static final byte[] NOTHING = new byte[0];

    private LocalImageCommands() {}

    /// `tag IMAGE NAME...`. A name that another image had moves in silence, as with Docker.
    public static int tag(TagImage tagging, ParsedCommand line) {
        tagging.run(line.arguments().getFirst(), references(line));
        return 0;
    }

    /// `untag IMAGE [NAME...]`.
    public static int untag(UntagImage untagging, ParsedCommand line) {
        untagging.run(line.arguments().getFirst(), references(line));
        return 0;
    }

    /// `image exists IMAGE`: 0 or 1, and no output.
    public static int exists(Images images, ParsedCommand line) {
        return images.find(line.arguments().getFirst(), Optional.empty()).isPresent() ? 0 : 1;
    }

    /// `save IMAGE...`.
    public static int save(SaveImages saving, ParsedCommand line, Front front) {
        SaveImages.Format format = format(line);
        Optional<OptionValue> output = line.value("output");
        SaveImages.Request request =
                new SaveImages.Request(
                        line.arguments(),
                        line.value("platform").map(value -> Platform.parse(value.text())),
                        // Throws when the front has gone, so that nobody's archive is not finished.
                        () -> front.out(NOTHING, 0, 0));
        if (output.isPresent()) {
            saving.toFile(request, format, Text.path(front.caller().absolute(output.get().text())));
            return 0;
        }
        if (!format.isArchive()) {
            throw JongException.of(
                            ErrorKind.INVALID_ARGUMENT, "a directory needs a name: --output DIR")
                    .hint("only archives can go to standard output");
        }
        refuseTerminal(front);
        saving.toStream(request, format, front.standardOutput());
        return 0;
    }

    /// `export CONTAINER`.
    public static int export(ExportContainer exporting, ParsedCommand line, Front front) {
        String container = line.arguments().getFirst();
        Optional<OptionValue> output = line.value("output");
        if (output.isPresent()) {
            exporting.toFile(
                    container,
                    Text.path(front.caller().absolute(output.get().text())),
                    () -> front.out(NOTHING, 0, 0));
            return 0;
        }
        refuseTerminal(front);
        exporting.toStream(container, front.standardOutput());
        return 0;
    }

    private static void refuseTerminal(Front front) {
        if (front.caller().outputTerminal()) {
            throw JongException.of(
                            ErrorKind.INVALID_ARGUMENT, "cowardly refusing to save to a terminal")
                    .hint("name a file with --output, or redirect standard output");
        }
    }

    private static SaveImages.Format format(ParsedCommand line) {
        return switch (line.text("format")) {
            case "", "docker-archive" -> SaveImages.Format.DOCKER_ARCHIVE;
            case "oci-archive" -> SaveImages.Format.OCI_ARCHIVE;
            case "oci-dir" -> SaveImages.Format.OCI_DIRECTORY;
            case "docker-dir" -> SaveImages.Format.DIRECTORY;
            default ->
                    throw line.unknown(
                            "format", "docker-archive, oci-archive, oci-dir or docker-dir");
        };
    }

    private static List<Reference> references(ParsedCommand line) {
        List<Reference> names = new ArrayList<>();
        for (String name : line.arguments().subList(1, line.arguments().size())) {
            names.add(Reference.parse(name));
        }
        return names;
    }
}
