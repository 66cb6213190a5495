package dev.jong.cli.run;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.cli.option.OptionValue;
import dev.jong.cli.option.Quoted;

/// What the three forms of mounts have in common: targets, sources, volume names and errors.
final class MountPoints {
    private static final String PROPAGATIONS = " private rprivate shared rshared slave rslave ";

    private MountPoints() {}

    /// The error that a specification is wrong.
    ///
    /// @param what `volume`, `mount` or `tmpfs`
    static JongException invalid(String what, OptionValue value, String why, String hint) {
        return JongException.of(
                        ErrorKind.INVALID_ARGUMENT,
                        "invalid "
                                + what
                                + " specification "
                                + Quoted.of(value.text())
                                + ": "
                                + why)
                .hint(hint);
    }

    /// A place in the container: absolute, cleaned, not the root.
    static String target(String what, OptionValue value, String path) {
        if (!path.startsWith("/")) {
            throw invalid(
                    what,
                    value,
                    path.isEmpty()
                            ? "the target is empty"
                            : "the target " + Quoted.of(path) + " is not absolute",
                    "write the target as an absolute path in the container");
        }
        String clean = Paths.clean(path);
        if (clean.equals("/")) {
            throw invalid(
                    what,
                    value,
                    "the target is the root",
                    "use --rootfs for a root file system of your own");
        }
        return clean;
    }

    /// Whether a source is a path, not the name of a volume.
    static boolean isPath(String source) {
        return source.startsWith("/")
                || source.equals(".")
                || source.equals("..")
                || source.startsWith("./")
                || source.startsWith("../");
    }

    /// The name of a volume, by the grammar of container names.
    static String volumeName(String what, OptionValue value, String name) {
        boolean fits =
                name.length() >= 2
                        && name.length() <= 255
                        && Chars.isLetterOrDigit(name.charAt(0))
                        && Chars.areLettersDigitsOr("_.-", name);
        if (!fits) {
            throw invalid(
                    what,
                    value,
                    Quoted.of(name) + " is no name of a volume",
                    "for a directory write an absolute path or begin with ./");
        }
        return name;
    }

    static boolean isPropagation(String word) {
        return word.indexOf(' ') < 0 && PROPAGATIONS.contains(" " + word + " ");
    }
}
