package dev.jong.build.lint;

import dev.jong.base.JongException;
import dev.jong.build.dockerfile.Instruction;
import dev.jong.build.dockerfile.RunMount;
import dev.jong.oci.Reference;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Rules of hadolint about images, in `FROM` and wherever else they are named.
final class ImageStyle {
    private final LintedFile file;
    private final Findings findings;
    private final Set<String> names = new HashSet<>();

    private ImageStyle(LintedFile file, Findings findings) {
        this.file = file;
        this.findings = findings;
    }

    static void check(LintedFile file, Findings findings) {
        ImageStyle style = new ImageStyle(file, findings);
        Scope globals = Scope.globals(file.file(), file.settings());
        file.stages().forEach(stage -> style.names.add(stage.stage().name()));
        for (LintedStage stage : file.stages()) {
            Instruction.From from = stage.stage().from();
            if (stage.base().isEmpty()) {
                style.image(from, from.image(), globals.word(from.image()));
            }
            for (Instruction instruction : stage.stage().instructions()) {
                style.others(instruction);
            }
        }
    }

    private void image(Instruction.From from, String written, String image) {
        if (image.equals("scratch")) {
            return;
        }
        trusted(from, image);
        boolean variable = written.indexOf('$') >= 0;
        Optional<Reference> reference = parse(image);
        if (reference.isEmpty() || reference.get().digest().isPresent()) {
            return;
        }
        boolean tagged = image.lastIndexOf(':') > image.lastIndexOf('/');
        if (!tagged && !variable) {
            findings.add("DL3006", from.origin(), "the image " + Shown.of(image) + " has no tag");
        }
        if (image.endsWith(":latest")) {
            findings.add(
                    "DL3007",
                    from.origin(),
                    "what " + Shown.of(image) + " is changes with time: pin another tag");
        }
    }

    private void others(Instruction instruction) {
        if (instruction instanceof Instruction.Copy copy) {
            elsewhere(copy, copy.flags().from());
        } else if (instruction instanceof Instruction.Run run) {
            for (RunMount mount : run.mounts()) {
                elsewhere(run, mount.option("from", ""));
            }
        }
    }

    private void elsewhere(Instruction instruction, String image) {
        boolean stage = names.contains(image.toLowerCase(Locale.ROOT));
        if (!image.isEmpty() && !stage && !image.chars().allMatch(Character::isDigit)) {
            trusted(instruction, image);
        }
    }

    private void trusted(Instruction instruction, String image) {
        Optional<Reference> reference = parse(image);
        if (file.settings().registries().isEmpty() || reference.isEmpty()) {
            return;
        }
        String registry = reference.get().domain();
        boolean allowed =
                file.settings().registries().stream().anyMatch(one -> matches(one, registry));
        if (!allowed) {
            findings.add(
                    "DL3026",
                    instruction.origin(),
                    "the registry " + Shown.of(registry) + " is not one of those trusted");
        }
    }

    private static boolean matches(String pattern, String registry) {
        if (pattern.startsWith("*")) {
            return registry.endsWith(pattern.substring(1));
        }
        if (pattern.endsWith("*")) {
            return registry.startsWith(pattern.substring(0, pattern.length() - 1));
        }
        return pattern.equals(registry)
                || pattern.equals("hub.docker.com") && registry.equals("docker.io");
    }

    private static Optional<Reference> parse(String image) {
        try {
            return Optional.of(Reference.parse(image));
        } catch (JongException e) {
            return Optional.empty();
        }
    }
}
