package dev.jong.build.solver;

import dev.jong.build.dockerfile.Dockerfile;
import dev.jong.build.dockerfile.Expansion;
import dev.jong.build.dockerfile.Instruction;
import dev.jong.oci.Platform;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What holds before the first stage: the arguments that are declared there, and what the builder says of platforms.
final class Globals {
    private final Dockerfile file;
    private final Map<String, String> declared = new LinkedHashMap<>();
    private final Map<String, String> given;

    /// @param target name of the stage that is wanted
    /// @param consumed takes the names that are declared
    Globals(
            Dockerfile file,
            BuildWishes wishes,
            Platform platform,
            String target,
            Set<String> consumed) {
        this.file = file;
        this.given = Variables.ofPlatforms(platform, Platform.host(), target);
        for (Instruction.Arg arg : file.globals()) {
            for (Instruction.Argument one : arg.arguments()) {
                consumed.add(one.name());
                declare(one, Optional.ofNullable(wishes.arguments().get(one.name())));
            }
        }
    }

    private void declare(Instruction.Argument one, Optional<String> asked) {
        Optional<String> value = asked;
        if (value.isEmpty()) {
            value = one.value().map(this::word);
        }
        if (value.isEmpty()) {
            value = Optional.ofNullable(given.get(one.name()));
        }
        value.ifPresent(text -> declared.put(one.name(), text));
    }

    /// The value that a word of a `FROM` has.
    String word(String raw) {
        return new Expansion(file.escape(), this::value).word(raw);
    }

    private Optional<String> value(String name) {
        String known = declared.get(name);
        return Optional.ofNullable(known != null ? known : given.get(name));
    }

    /// The variables of a stage, nothing declared yet.
    Variables variables(BuildWishes wishes) {
        return new Variables(wishes, declared, given);
    }
}
