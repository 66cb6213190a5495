package dev.jong.service.image;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.image.Images;
import dev.jong.image.change.GoDuration;
import dev.jong.oci.Reference;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;

/// One condition on a list of images, from `--filter name=value`.
public sealed interface ImageFilter {
    /// Images without a name, or only those with one.
    record Dangling(boolean wanted) implements ImageFilter {}

    /// Images that have a label, perhaps with one value; or that have it not.
    ///
    /// @param value empty when any will do
    /// @param wanted false when only what lacks it fits
    record Label(String name, Optional<String> value, boolean wanted) implements ImageFilter {
        /// Parses `NAME` or `NAME=VALUE`.
        public static Label parse(String text, boolean wanted) {
            int equals = text.indexOf('=');
            return equals < 0
                    ? new Label(text, Optional.empty(), wanted)
                    : new Label(
                            text.substring(0, equals),
                            Optional.of(text.substring(equals + 1)),
                            wanted);
        }

        /// Whether something with these labels fulfils the condition.
        public boolean accepts(Map<String, String> labels) {
            String held = labels.get(name);
            boolean has = held != null && (value.isEmpty() || value.get().equals(held));
            return has == wanted;
        }
    }

    /// Images made before a time.
    record Before(Instant time) implements ImageFilter {}

    /// Images made after a time.
    record Since(Instant time) implements ImageFilter {}

    /// Images whose name fits a pattern with `*`, `?` and `[a-z]`.
    record Named(String pattern) implements ImageFilter {}

    /// Parses `name=value`.
    ///
    /// @param images where `before` and `since` look up their image
    /// @throws JongException INVALID_ARGUMENT for an unknown name or bad value, NOT_FOUND for an unknown image
    static ImageFilter parse(String text, Images images, InstantSource clock) {
        int equals = text.indexOf('=');
        String name = equals < 0 ? text : text.substring(0, equals);
        String value = equals < 0 ? "" : text.substring(equals + 1);
        return switch (name) {
            case "dangling" -> new Dangling(flag(value));
            case "label" -> Label.parse(value, true);
            case "label!" -> Label.parse(value, false);
            case "before" -> new Before(created(images, value));
            case "since" -> new Since(created(images, value));
            case "until" -> new Before(time(value, clock));
            case "reference" -> new Named(value);
            default ->
                    throw invalid("unknown filter \"" + Text.printable(text) + "\"")
                            .hint("known are before, dangling, label, reference, since and until");
        };
    }

    /// True when a row fulfils the condition.
    default boolean accepts(ImageSummary row) {
        return switch (this) {
            case Dangling filter -> row.dangling() == filter.wanted();
            case Label filter -> filter.accepts(row.image().config().defaults().labels());
            case Before filter -> row.created().isBefore(filter.time());
            case Since filter -> row.created().isAfter(filter.time());
            case Named filter -> row.name().isPresent() && fits(row.name().get(), filter.pattern());
        };
    }

    /// Docker compares the short name, with and without the tag.
    private static boolean fits(Reference name, String pattern) {
        NamePattern compiled = new NamePattern(pattern);
        return compiled.matches(name.familiar())
                || compiled.matches(name.familiarRepository())
                || compiled.matches(name.toString())
                || compiled.matches(name.repository());
    }

    private static boolean flag(String value) {
        return switch (value) {
            case "true", "1", "t", "T", "True", "TRUE" -> true;
            case "false", "0", "f", "F", "False", "FALSE" -> false;
            default -> throw invalid("\"" + Text.printable(value) + "\" is neither true nor false");
        };
    }

    private static Instant created(Images images, String image) {
        return images.resolve(image, Optional.empty()).config().createdAt().orElse(Instant.EPOCH);
    }

    /// A time stamp, a date, seconds since 1970, or a duration back from now.
    static Instant time(String text, InstantSource clock) {
        try {
            if (text.length() > 10 && text.charAt(10) == 'T') {
                return OffsetDateTime.parse(text).toInstant();
            }
            if (text.length() == 10 && text.charAt(4) == '-') {
                return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
            }
            boolean seconds =
                    !text.isEmpty()
                            && text.length() < 12
                            && text.chars().allMatch(c -> c >= '0' && c <= '9');
            return seconds
                    ? Instant.ofEpochSecond(Long.parseLong(text))
                    : clock.instant().minusNanos(GoDuration.nanoseconds(text));
        } catch (DateTimeException e) {
            throw invalid("\"" + Text.printable(text) + "\" is no time").causedBy(e);
        }
    }

    private static JongException invalid(String why) {
        return JongException.of(ErrorKind.INVALID_ARGUMENT, why);
    }
}
