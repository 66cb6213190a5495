package dev.jong.cli.option;

import static dev.jong.cli.option.OptionSpec.flag;
import static dev.jong.cli.option.OptionSpec.list;
import static dev.jong.cli.option.OptionSpec.text;

import java.util.ArrayList;
import java.util.List;

/// The commands about lists of images for several platforms.
final class ManifestTable {
    private ManifestTable() {}

    static CommandSpec spec(String path) {
        return switch (path) {
            case "manifest create" ->
                    CommandSpec.of(
                                    path,
                                    "",
                                    "Make a list of images for several platforms",
                                    "LIST [IMAGE...]",
                                    Arity.atLeast(1),
                                    AccessOptions.with(
                                            flag('a', "amend", "Add to a list that is there"),
                                            flag("all", "Take every image of an index"),
                                            insecure()))
                            .examples("jong manifest create app:1 app:1-amd64 app:1-arm64");
            case "manifest add" ->
                    CommandSpec.of(
                            path,
                            "",
                            "Add images to a list",
                            "LIST IMAGE [IMAGE...]",
                            Arity.atLeast(2),
                            says(flag("all", "Take every image of an index")));
            case "manifest annotate" -> annotate();
            case "manifest inspect" ->
                    CommandSpec.of(
                            path,
                            "",
                            "Show a list, or the manifest of an image",
                            "NAME",
                            Arity.exactly(1),
                            AccessOptions.with(
                                    flag('v', "verbose", "Show the manifests below, too"),
                                    insecure()));
            case "manifest push" ->
                    CommandSpec.of(
                            path,
                            "",
                            "Send a list and its images to a registry",
                            "LIST [DESTINATION]",
                            Arity.between(1, 2),
                            AccessOptions.with(
                                    flag("all", "Accepted: all images are sent"),
                                    text("digestfile", "FILE", "Write the digest to this file"),
                                    flag('p', "purge", "Remove the list here afterwards")
                                            .also("rm"),
                                    insecure()));
            case "manifest rm" ->
                    CommandSpec.of(path, "", "Remove lists", "LIST [LIST...]", Arity.atLeast(1));
            case "manifest remove" ->
                    CommandSpec.of(
                            path,
                            "",
                            "Take an image out of a list",
                            "LIST IMAGE",
                            Arity.exactly(2),
                            AccessOptions.with(insecure()));
            case "manifest exists" ->
                    CommandSpec.of(
                            path,
                            "",
                            "End with 0 if there is such a list, else with 1",
                            "LIST",
                            Arity.exactly(1));
            default -> LaterCommands.spec(path);
        };
    }

    private static CommandSpec annotate() {
        return CommandSpec.of(
                "manifest annotate",
                "",
                "Change what a list says of an image",
                "LIST IMAGE",
                Arity.exactly(2),
                says());
    }

    /// What a list says of an image, beside other options.
    private static OptionSpec[] says(OptionSpec... others) {
        List<OptionSpec> all = new ArrayList<>(List.of(others));
        all.add(text("arch", "ARCH", "Architecture"));
        all.add(text("os", "OS", "Operating system"));
        all.add(list("os-features", "FEATURE", "Feature of the operating system").also("features"));
        all.add(text("os-version", "VERSION", "Version of the operating system"));
        all.add(text("variant", "VARIANT", "Variant of the architecture"));
        all.add(list("annotation", "KEY=VALUE", "Annotation"));
        all.add(insecure());
        return AccessOptions.with(all.toArray(OptionSpec[]::new));
    }

    private static OptionSpec insecure() {
        return flag("insecure", "Do not check certificates, and allow plain http");
    }
}
