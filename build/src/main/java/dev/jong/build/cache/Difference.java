package dev.jong.build.cache;

import dev.jong.build.step.StepInputs;
import java.util.List;
import java.util.Optional;

/// The first input of a step that is not what it was.
///
/// @param name of the input, such as `file src/Main.java`
/// @param before what it was; empty where there was none of that name
/// @param now what it is; empty where there is none any more. Long values of both are digests
public record Difference(String name, Optional<String> before, Optional<String> now) {
    /// Compares two lists of inputs; empty when they are alike.
    static Optional<Difference> first(StepInputs before, StepInputs now) {
        List<StepInputs.Input> old = before.inputs();
        List<StepInputs.Input> fresh = now.inputs();
        for (int i = 0; i < Math.max(old.size(), fresh.size()); i++) {
            if (i >= old.size()) {
                return Optional.of(added(fresh.get(i)));
            }
            if (i >= fresh.size()) {
                return Optional.of(gone(old.get(i)));
            }
            StepInputs.Input one = old.get(i);
            StepInputs.Input other = fresh.get(i);
            String name = LastInputs.line(other.name());
            if (!one.name().equals(name)) {
                boolean removed = fresh.stream().noneMatch(each -> named(each, one.name()));
                return Optional.of(removed ? gone(one) : added(other));
            }
            String value = LastInputs.line(other.value());
            if (!one.value().equals(value)) {
                return Optional.of(
                        new Difference(name, Optional.of(one.value()), Optional.of(value)));
            }
        }
        return Optional.empty();
    }

    private static boolean named(StepInputs.Input input, String name) {
        return LastInputs.line(input.name()).equals(name);
    }

    private static Difference added(StepInputs.Input input) {
        return new Difference(
                LastInputs.line(input.name()),
                Optional.empty(),
                Optional.of(LastInputs.line(input.value())));
    }

    private static Difference gone(StepInputs.Input input) {
        return new Difference(input.name(), Optional.of(input.value()), Optional.empty());
    }
}
