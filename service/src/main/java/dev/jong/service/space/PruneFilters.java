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
public record PruneFilters(Optional<Instant> until, List<ImageFilter.Label> labels) {
    /// No condition.
    public static final PruneFilters NONE = new PruneFilters(Optional.empty(), List.of());

    public PruneFilters {
        labels = List.copyOf(labels);
    }

    /// Reads `KEY=VALUE` texts.
    ///
    /// @throws JongException INVALID_ARGUMENT for another key, a bad time or two of them
    public static PruneFilters parse(List<String> texts, InstantSource clock) {
        Optional<Instant> until = Optional.empty();
        List<ImageFilter.Label> labels = new ArrayList<>();
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
                case "label" -> labels.add(ImageFilter.Label.parse(value, true));
                case "label!" -> labels.add(ImageFilter.Label.parse(value, false));
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
        return old && labels.stream().allMatch(label -> label.accepts(itsLabels));
    }

    private static JongException invalid(String why) {
        return JongException.of(ErrorKind.INVALID_ARGUMENT, why);
    }
}
