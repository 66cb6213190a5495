package dev.jong.service.build;

import dev.jong.base.Text;
import dev.jong.build.cache.BuildCache;
import dev.jong.build.cache.Difference;
import dev.jong.build.cache.StepRecord;
import dev.jong.build.solver.StepCache;
import dev.jong.build.step.StepInputs;
import dev.jong.build.step.TreeLayer;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/// The store's cache of steps, as a build uses it.
public final class KnownSteps implements StepCache {
    private static final int LONGEST = 60;

    private final BuildCache cache;
    private final Optional<Consumer<String>> why;

    /// @param why takes a line for each step that is not known; empty when nobody asks
    public KnownSteps(BuildCache cache, Optional<Consumer<String>> why) {
        this.cache = cache;
        this.why = why;
    }

    @Override
    public Optional<Known> find(StepInputs inputs) {
        return cache.find(inputs).map(StepRecord::layer).map(Known::new);
    }

    @Override
    public void put(
            StepInputs inputs,
            String name,
            String place,
            Optional<TreeLayer> layer,
            Duration took) {
        cache.put(inputs, name, place, layer, took);
    }

    @Override
    public void missed(StepInputs inputs, String name, String place) {
        why.ifPresent(lines -> lines.accept("why: " + name + ": " + reason(inputs, place)));
    }

    private String reason(StepInputs inputs, String place) {
        Optional<Difference> found = cache.why(inputs, place);
        if (found.isEmpty()) {
            return cache.knows(place)
                    ? "nothing differs, its result is not in the store any more"
                    : "it was not done before";
        }
        Difference difference = found.get();
        if (difference.name().equals("base")) {
            return "what is below it has changed";
        }
        String name = Text.printable(difference.name());
        if (difference.before().isEmpty()) {
            return name + " is new" + value(", ", difference.now());
        }
        if (difference.now().isEmpty()) {
            return name + " is gone";
        }
        return name
                + " has changed"
                + value(", from ", difference.before())
                + value(" to ", difference.now());
    }

    /// Of a file only that it changed is worth reading.
    private static String value(String before, Optional<String> value) {
        String text = value.orElse("");
        return text.isEmpty() || text.length() > LONGEST ? "" : before + Text.printable(text);
    }
}
