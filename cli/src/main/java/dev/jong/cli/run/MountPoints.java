package dev.jong.cli.run;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.cli.option.OptionValue;
import dev.jong.cli.option.Quoted;
import dev.jong.store.volume.VolumeName;

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

    /// The name of a volume.
    static String volumeName(String what, OptionValue value, String name) {
        if (!VolumeName.isName(name)) {
            throw invalid(
                    what,
                    value,
                    Quoted.of(name) + " is no name of a volume",
                    "for a directory write an absolute path or begin with ./");
        }
        return name;
    }

    /// A part of a volume or an image: relative, cleaned, and never upwards.
    static String subpath(String what, OptionValue value, String path) {
        boolean up = (path + "/").startsWith("../") || (path + "/").contains("/../");
        if (path.isEmpty() || path.startsWith("/") || up) {
            throw invalid(
                    what,
                    value,
                    "the part " + Quoted.of(path) + " is not a relative path that goes down",
                    "write a path below the top, such as data/today");
        }
        String clean = Paths.clean("/" + path);
        return clean.substring(1);
    }

    static boolean isPropagation(String word) {
        return word.indexOf(' ') < 0 && PROPAGATIONS.contains(" " + word + " ");
    }
}
