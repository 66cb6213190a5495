package dev.jong.build.lint;

import dev.jong.build.dockerfile.Instruction;
import dev.jong.build.dockerfile.Nearest;
import dev.jong.build.dockerfile.RunMount;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Finds variables that are not set where they are used. When it is not known what the base image sets, only those that
/// look like a mistyped one.
final class VariableChecks {
    private static final int MOST_SUGGESTIONS = 1_000;
    private static final int MOST_NAMES = 200;
    private static final int MOST_COPIES = 300_000;

    private final LintedFile file;
    private final Findings findings;
    private final Map<String, String> globals;
    private final Map<Integer, Scope> ends = new HashMap<>();
    private final Set<Integer> known = new HashSet<>();
    private int copies;
    private int suggestions;

    private VariableChecks(LintedFile file, Findings findings) {
        this.file = file;
        this.findings = findings;
        this.globals = Scope.globals(file.file(), file.settings()).values();
    }

    static void check(LintedFile file, Findings findings) {
        VariableChecks checks = new VariableChecks(file, findings);
        file.stages().forEach(checks::stage);
    }

    private void stage(LintedStage stage) {
        Scope scope = begin(stage);
        for (Instruction instruction : stage.stage().instructions()) {
            for (String word : words(instruction)) {
                scope.word(word);
            }
            ignored(instruction, scope);
            Set<String> fresh = fresh(instruction, scope);
            switch (instruction) {
                case Instruction.Arg arg ->
                        scope.declare(arg, file.settings().arguments(), globals);
                case Instruction.Env env -> scope.set(env);
                default -> {
                    // The others set nothing.
                }
            }
            report(scope, fresh, instruction, stage);
        }
        ends.put(stage.stage().index(), scope);
    }

    /// What the ignore file leaves out cannot be copied.
    private void ignored(Instruction instruction, Scope scope) {
        List<String> sources =
                switch (instruction) {
                    case Instruction.Copy copy when copy.flags().from().isEmpty() -> copy.sources();
                    case Instruction.Add add -> add.sources();
                    default -> List.of();
                };
        for (String source : sources) {
            String path = Contexts.path(scope.word(source));
            if (!path.isEmpty() && file.settings().excluded().test(path)) {
                findings.add(
                        "CopyIgnoredFile",
                        instruction.origin(),
                        "\"" + Shown.of(path) + "\" is copied, but the ignore file leaves it out");
            }
        }
    }

    private Scope begin(LintedStage stage) {
        int index = stage.stage().index();
        Optional<Scope> inherited = stage.base().map(base -> ends.get(base.stage().index()));
        copies += inherited.map(Scope::size).orElse(0);
        if (inherited.isPresent() && copies < MOST_COPIES) {
            if (known.contains(stage.base().get().stage().index())) {
                known.add(index);
            }
            return inherited.get().copy();
        }
        Scope scope = new Scope(file.file().escape());
        Scope.PROXIES.forEach(name -> scope.set(name, ""));
        scope.set("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
        Optional<Set<String>> names =
                stage.stage().from().image().equals("scratch")
                        ? Optional.of(Set.of())
                        : file.settings().environment().apply(stage.stage());
        names.ifPresent(set -> {
            known.add(index);
            set.forEach(name -> scope.set(name, name));
        });
        return scope;
    }

    private void report(
            Scope scope, Set<String> fresh, Instruction instruction, LintedStage stage) {
        List<String> unset = scope.takeUnset();
        if (unset.isEmpty() || findings.isFull() || suggestions++ > MOST_SUGGESTIONS) {
            return;
        }
        List<String> names = scope.names(MOST_NAMES, fresh);
        for (String name : unset) {
            boolean sure = known.contains(stage.stage().index());
            Optional<String> nearest =
                    sure
                            ? Nearest.of(name, names)
                            : Nearest.of(name, names, name.length() > 8 ? 2 : 1);
            if (nearest.isPresent() || sure) {
                String hint = nearest.map(n -> " (did you mean $" + n + "?)").orElse("");
                findings.add(
                        "UndefinedVar",
                        instruction.origin(),
                        "the variable '$" + Shown.of(name) + "' is not defined" + Shown.of(hint));
            }
        }
    }

    /// What an instruction sets that was not set before: no answer to what it misses itself.
    private static Set<String> fresh(Instruction instruction, Scope scope) {
        List<String> own =
                switch (instruction) {
                    case Instruction.Arg arg ->
                            arg.arguments().stream().map(Instruction.Argument::name).toList();
                    case Instruction.Env env ->
                            env.pairs().stream().map(Instruction.Pair::name).toList();
                    default -> List.of();
                };
        Set<String> fresh = new HashSet<>(own);
        fresh.removeIf(scope::has);
        return fresh;
    }

    /// The words of an instruction that are expanded, those of `ARG` and `ENV` aside.
    private static List<String> words(Instruction instruction) {
        return switch (instruction) {
            case Instruction.Copy copy -> copied(copy.flags(), copy.sources(), copy.destination());
            case Instruction.Add add -> {
                List<String> words = copied(add.flags(), add.sources(), add.destination());
                words.add(add.checksum());
                yield words;
            }
            case Instruction.Label label ->
                    label.pairs().stream().map(Instruction.Pair::value).toList();
            case Instruction.WorkDir it -> List.of(it.path());
            case Instruction.User it -> List.of(it.user());
            case Instruction.Expose it -> it.ports();
            case Instruction.Volume it -> it.places();
            case Instruction.StopSignal it -> List.of(it.signal());
            case Instruction.Run run -> mounted(run);
            default -> List.of();
        };
    }

    private static List<String> copied(
            Instruction.CopyFlags flags, List<String> sources, String destination) {
        List<String> words = new ArrayList<>(sources);
        words.add(destination);
        words.add(flags.chown());
        words.add(flags.chmod());
        words.addAll(flags.excludes());
        return words;
    }

    private static List<String> mounted(Instruction.Run run) {
        List<String> words = new ArrayList<>();
        for (RunMount mount : run.mounts()) {
            words.addAll(mount.options().values());
        }
        return words;
    }
}
