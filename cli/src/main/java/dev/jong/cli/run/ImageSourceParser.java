package dev.jong.cli.run;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.cli.option.Arity;
import dev.jong.cli.option.CommandLineParser;
import dev.jong.cli.option.OptionValue;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.cli.option.Quoted;
import dev.jong.service.container.RunOptions.ImageSource;
import dev.jong.service.container.RunOptions.Pull;
import java.util.List;
import java.util.Optional;

/// Where the root file system comes from: `IMAGE`, `oci:DIR[:TAG]`, `docker-archive:FILE[:REFERENCE]`, or
/// `--rootfs DIR`. As in other tools, a colon can't be part of the directory or file, and an image named `oci`
/// is written with its registry.
final class ImageSourceParser {
    private static final String OCI = "oci:";
    private static final String ARCHIVE = "docker-archive:";
    private static final int LONGEST = 1024;

    private ImageSourceParser() {}

    static ImageSource parse(ParsedCommand command, Surroundings around) {
        Optional<String> platform = PlatformParser.parse(command.value("platform"));
        Pull pull = pull(command.value("pull"));
        Optional<OptionValue> directory = command.value("rootfs");
        if (directory.isPresent()) {
            if (platform.isPresent() || command.value("pull").isPresent()) {
                throw command.conflict("--rootfs is no image", "leave --platform and --pull out");
            }
            return new ImageSource.Directory(around.resolve(directory.get().text()));
        }
        List<String> arguments = command.arguments();
        if (arguments.isEmpty()) {
            throw CommandLineParser.wrongCount(command.spec(), Arity.atLeast(1));
        }
        String image = arguments.getFirst();
        boolean local = image.startsWith(OCI) || image.startsWith(ARCHIVE);
        if (local && (pull == Pull.ALWAYS || pull == Pull.NEWER)) {
            throw command.conflict("--pull and an image that is a file", "leave --pull out");
        }
        return local
                ? file(image, platform, around)
                : new ImageSource.Named(reference(image), platform, pull);
    }

    /// The command: what follows the image, or everything with `--rootfs`.
    static List<String> command(ParsedCommand command) {
        List<String> arguments = command.arguments();
        return command.value("rootfs").isPresent()
                ? arguments
                : arguments.subList(1, arguments.size());
    }

    private static ImageSource file(String image, Optional<String> platform, Surroundings around) {
        boolean layout = image.startsWith(OCI);
        String rest = image.substring(layout ? OCI.length() : ARCHIVE.length());
        int colon = rest.indexOf(':');
        String path = colon < 0 ? rest : rest.substring(0, colon);
        if (path.isEmpty() || colon == rest.length() - 1) {
            throw invalid(image, "write oci:DIR[:TAG] or docker-archive:FILE[:REFERENCE]");
        }
        Optional<String> name =
                colon < 0 ? Optional.empty() : Optional.of(rest.substring(colon + 1));
        if (name.isPresent() && Chars.hasControl(name.get())) {
            throw invalid(image, "use a tag without control characters");
        }
        String absolute = around.resolve(path);
        return layout
                ? new ImageSource.OciLayout(absolute, name, platform)
                : new ImageSource.DockerArchive(absolute, name, platform);
    }

    /// Only what no reference can hold is refused here; whoever looks the image up knows the whole grammar.
    private static String reference(String image) {
        boolean plausible =
                image.length() <= LONGEST
                        && Chars.areLettersDigitsOr("._-/:@+[]", image)
                        && (Chars.isLetterOrDigit(image.charAt(0)) || image.charAt(0) == '[')
                        && !image.contains("..");
        if (!plausible) {
            throw invalid(
                    image, "write an image such as alpine:3.20 or registry.example.org/team/app:1");
        }
        return image;
    }

    private static Pull pull(Optional<OptionValue> value) {
        if (value.isEmpty()) {
            return Pull.MISSING;
        }
        return switch (value.get().text()) {
            case "always" -> Pull.ALWAYS;
            case "newer" -> Pull.NEWER;
            case "missing" -> Pull.MISSING;
            case "never" -> Pull.NEVER;
            default ->
                    throw value.get()
                            .invalid("no such value", "use always, missing, newer or never");
        };
    }

    private static JongException invalid(String image, String hint) {
        return JongException.of(
                        ErrorKind.INVALID_ARGUMENT, "invalid reference format: " + Quoted.of(image))
                .hint(hint);
    }
}
