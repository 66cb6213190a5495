package dev.jong.cli.command.image;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.base.json.Json;
import dev.jong.cli.option.OptionValue;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.cli.output.ObjectFormat;
import dev.jong.oci.Platform;
import dev.jong.oci.Reference;
import dev.jong.service.container.Front;
import dev.jong.service.image.ImportImage;
import dev.jong.service.image.InspectImage;
import dev.jong.service.image.LoadImages;
import dev.jong.service.image.Moved;
import dev.jong.service.image.RemoveImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `jong load`, `import`, `rmi` and `image inspect`.
public final class ImageCommands {
    private ImageCommands() {}

    /// `load [-i FILE]`.
    public static int load(LoadImages loading, ParsedCommand line, Front front) {
        Optional<Platform> platform = platform(line);
        Optional<OptionValue> input = line.value("input");
        if (input.isEmpty() && front.caller().inputTerminal()) {
            throw JongException.of(
                            ErrorKind.INVALID_ARGUMENT,
                            "requested load from stdin, but stdin is a terminal")
                    .hint("name a file with --input, or redirect one to standard input");
        }
        List<LoadImages.Loaded> loaded =
                input.isEmpty()
                        ? loading.load(front.standardInput(), platform)
                        : loading.load(
                                Text.path(front.caller().absolute(input.get().text())), platform);
        for (LoadImages.Loaded image : loaded) {
            image.lines().forEach(text -> front.out(text + "\n"));
        }
        return 0;
    }

    /// `import FILE|- [NAME]`.
    public static int importing(ImportImage importing, ParsedCommand line, Front front) {
        String source = line.arguments().getFirst();
        List<String> changes = new ArrayList<>();
        line.all("change").forEach(change -> changes.add(change.text()));
        Optional<Reference> name =
                line.arguments().size() > 1
                        ? Optional.of(Reference.parse(line.arguments().get(1)))
                        : Optional.empty();
        ImportImage.Options options =
                new ImportImage.Options(
                        name, changes, line.text("message"), platform(line), created(front));
        ImportImage.Imported done =
                source.equals("-")
                        ? importing.run(front.standardInput(), options)
                        : ofFile(importing, Text.path(front.caller().absolute(source)), options);
        done.moved().map(Moved::line).ifPresent(text -> front.err(text + "\n"));
        front.out(done.id() + "\n");
        return 0;
    }

    /// `rmi IMAGE...`: goes on after a failure, and ends with 1 then. With `--force` what is not there is no failure,
    /// as in Docker.
    public static int remove(RemoveImage removing, ParsedCommand line, Front front) {
        boolean force = line.flag("force");
        List<Platform> platforms = new ArrayList<>();
        line.all("platform").forEach(value -> platforms.add(Platform.parse(value.text())));
        List<RemoveImage.Outcome> outcomes =
                platforms.isEmpty()
                        ? removing.run(line.arguments(), force)
                        : removing.run(line.arguments(), platforms, force);
        int code = 0;
        for (RemoveImage.Outcome outcome : outcomes) {
            switch (outcome) {
                case RemoveImage.Outcome.Done done ->
                        done.removed().lines().forEach(text -> front.out(text + "\n"));
                case RemoveImage.Outcome.Failed failed -> {
                    front.tell(failed.why());
                    boolean gone = force && failed.why().kind() == ErrorKind.NOT_FOUND;
                    code = gone ? code : 1;
                }
            }
        }
        return code;
    }

    /// `image inspect IMAGE...`.
    public static int inspect(InspectImage inspecting, ParsedCommand line, Front front) {
        List<Json> objects = new ArrayList<>();
        int code = 0;
        for (String name : line.arguments()) {
            try {
                objects.add(inspecting.run(name, platform(line)));
            } catch (JongException e) {
                front.tell(e);
                code = 1;
            }
        }
        front.out(ObjectFormat.print(objects, line.text("format")));
        return code;
    }

    private static ImportImage.Imported ofFile(
            ImportImage importing, Path file, ImportImage.Options options) {
        String shown = Text.printable(Text.of(file));
        if (Files.isDirectory(file)) {
            throw JongException.of(
                            ErrorKind.INVALID_ARGUMENT,
                            "cannot import " + shown + ": it is a directory")
                    .hint("make an archive of it: tar -C " + shown + " -c . | jong import - NAME");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return importing.run(in, options);
        } catch (NoSuchFileException e) {
            throw JongException.of(
                            ErrorKind.INVALID_ARGUMENT, "cannot import " + shown + ": no such file")
                    .causedBy(e);
        } catch (IOException e) {
            throw JongException.of(
                            ErrorKind.INVALID_ARGUMENT,
                            "cannot import " + shown + ": " + e.getMessage())
                    .causedBy(e);
        }
    }

    private static Optional<Platform> platform(ParsedCommand line) {
        return line.value("platform").map(value -> Platform.parse(value.text()));
    }

    /// Reproducible by default: the date of an imported image is 1970 unless the caller says otherwise.
    private static Optional<Instant> created(Front front) {
        Optional<String> epoch =
                front.caller().variable("SOURCE_DATE_EPOCH").filter(text -> !text.isEmpty());
        if (epoch.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Instant.ofEpochSecond(Long.parseLong(epoch.get())));
        } catch (NumberFormatException e) {
            throw JongException.of(
                            ErrorKind.INVALID_ARGUMENT,
                            "SOURCE_DATE_EPOCH is not a number of seconds")
                    .causedBy(e);
        }
    }
}
