package dev.jong.build.dockerfile;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which stages need which: by `FROM`, `COPY --from` and `RUN --mount=from=`. A `FROM` sees the stages before it;
/// the others see all, also later ones, as long as there is no circle.
public final class Stages {
    private final Dockerfile file;
    private final List<Optional<Stage>> bases = new ArrayList<>();
    private final Map<String, Stage> named = new HashMap<>();
    private final Set<String> replaced;

    private Stages(Dockerfile file, Collection<String> replaced) {
        this.file = file;
        this.replaced = Set.copyOf(replaced);
    }

    /// @param images for each stage the image of its `FROM`, expanded
    public static Stages of(Dockerfile file, List<String> images) {
        return of(file, images, List.of());
    }

    /// @param images for each stage the image of its `FROM`, expanded
    /// @param replaced names, in lower case, that named contexts of the caller take the place of: such a stage needs
    ///     nothing
    public static Stages of(Dockerfile file, List<String> images, Collection<String> replaced) {
        Stages stages = new Stages(file, replaced);
        for (Stage stage : file.stages()) {
            String image = images.get(stage.index()).toLowerCase(Locale.ROOT);
            stages.bases.add(Optional.ofNullable(stages.named.get(image)));
            if (!stage.from().name().isEmpty()) {
                stages.named.put(stage.from().name(), stage);
            }
        }
        for (Stage stage : file.stages()) {
            stages.named.put(Integer.toString(stage.index()), stage);
        }
        return stages;
    }

    /// The stage that is to be built.
    ///
    /// @param name a name in any case, or a number; empty for the last one
    /// @throws JongException NOT_FOUND when there is none
    public Stage target(String name) {
        if (name.isEmpty()) {
            return file.stages().getLast();
        }
        Stage found = named.get(name.toLowerCase(Locale.ROOT));
        if (found == null) {
            List<String> names = names();
            throw JongException.of(
                            ErrorKind.NOT_FOUND,
                            Text.printable(file.file())
                                    + " has no stage \""
                                    + Text.printable(name)
                                    + "\"")
                    .hint(Nearest.question(name.toLowerCase(Locale.ROOT), names, listed(names)));
        }
        return found;
    }

    /// Names of stages, in the order of the file.
    public List<String> names() {
        return file.stages().stream()
                .map(stage -> stage.from().name())
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private static String listed(List<String> names) {
        List<String> some = names.size() > 10 ? names.subList(0, 10) : names;
        String all = String.join(", ", some) + (names.size() > 10 ? ", ..." : "");
        return names.isEmpty() ? "none of its stages has a name" : "its stages are " + all;
    }

    /// The stage that a `FROM` begins with; empty when it is an image, `scratch` or a context.
    public Optional<Stage> base(Stage stage) {
        return bases.get(stage.index());
    }

    /// The stage that a `--from` or `from=` names: by name or number; empty when it is an image or a context.
    public Optional<Stage> find(String name) {
        return Optional.ofNullable(named.get(name.toLowerCase(Locale.ROOT)));
    }

    /// The stages that a stage needs directly, each once.
    ///
    /// @throws JongException INVALID_ARGUMENT when a `COPY` names a number that no stage has
    public List<Stage> needs(Stage stage) {
        if (replaced.contains(stage.from().name())) {
            return List.of();
        }
        Map<Integer, Stage> needed = new LinkedHashMap<>();
        base(stage).ifPresent(found -> needed.put(found.index(), found));
        for (Instruction instruction : stage.instructions()) {
            needs(instruction).forEach(found -> needed.put(found.index(), found));
        }
        return List.copyOf(needed.values());
    }

    /// The stages that one instruction needs; also for a trigger that came with an image.
    ///
    /// @throws JongException as the other
    public List<Stage> needs(Instruction instruction) {
        List<Stage> needed = new ArrayList<>();
        if (instruction instanceof Instruction.Copy copy && !copy.flags().from().isEmpty()) {
            String from = copy.flags().from();
            Optional<Stage> found = find(from);
            if (found.isEmpty() && from.chars().allMatch(c -> c >= '0' && c <= '9')) {
                throw Located.error(
                                file,
                                copy.origin(),
                                "there is no stage number " + Text.printable(from))
                        .hint("stages are counted from 0");
            }
            found.ifPresent(needed::add);
        } else if (instruction instanceof Instruction.Run run) {
            for (RunMount mount : run.mounts()) {
                find(mount.option("from", "")).ifPresent(needed::add);
            }
        }
        return needed;
    }

    /// A stage and all that it needs, each after those that it needs itself.
    ///
    /// @throws JongException INVALID_ARGUMENT when a stage needs itself
    public List<Stage> needed(Stage target) {
        return new NeededStages(file, this).of(target);
    }
}
