package dev.jong.service.space;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.service.image.ImageFilter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The `--filter` options of commands that remove what is unused: `until`, `label` and `label!`; all must fit.
///
/// @param until only what was made before
/// @param labels conditions on labels
public record PruneFilters(Optional<Instant> until, List<Label> labels) {
    /// No condition.
    public static final PruneFilters NONE = new PruneFilters(Optional.empty(), List.of());

    public PruneFilters {
        labels = List.copyOf(labels);
    }

    /// One condition on labels.
    ///
    /// @param value empty when any will do
    /// @param wanted false when only what lacks it fits
    public record Label(String name, Optional<String> value, boolean wanted) {}

    /// Reads `KEY=VALUE` texts.
    ///
    /// @throws JongException INVALID_ARGUMENT for another key, a bad time or two of them
    public static PruneFilters parse(List<String> texts, InstantSource clock) {
        Optional<Instant> until = Optional.empty();
        List<Label> labels = new ArrayList<>();
        for (String text : texts) {
            int equals = text.indexOf('=');
            String key = equals < 0 ? text : text.substring(0, equals);
            String value = equals < 0 ? "" : text.substring(equals + 1);
            switch (key) {
                case "until" -> {
                    if (until.isPresent()) {
                        throw invalid("more than one until filter specified");
                    }
                    until = Optional.of(ImageFilter.time(value, clock));
                }
                case "label" -> labels.add(label(value, true));
                case "label!" -> labels.add(label(value, false));
                default ->
                        throw invalid("invalid filter '" + Text.printable(key) + "'")
                                .hint("use until, label or label!");
            }
        }
        return new PruneFilters(until, labels);
    }

    /// True without any condition.
    public boolean isEmpty() {
        return until.isEmpty() && labels.isEmpty();
    }

    /// Whether something fulfils all conditions.
    public boolean accept(Instant created, Map<String, String> itsLabels) {
        boolean old = until.isEmpty() || created.isBefore(until.get());
        return old && labels.stream().allMatch(label -> has(label, itsLabels) == label.wanted());
    }

    private static boolean has(Label label, Map<String, String> labels) {
        String held = labels.get(label.name());
        return held != null && (label.value().isEmpty() || label.value().get().equals(held));
    }

    private static Label label(String value, boolean wanted) {
        int equals = value.indexOf('=');
        return equals < 0
                ? new Label(value, Optional.empty(), wanted)
                : new Label(
                        value.substring(0, equals),
                        Optional.of(value.substring(equals + 1)),
                        wanted);
    }

    private static JongException invalid(String why) {
        return JongException.of(ErrorKind.INVALID_ARGUMENT, why);
    }
}
