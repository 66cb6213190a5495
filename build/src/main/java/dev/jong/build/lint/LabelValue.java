package dev.jong.build.lint;

import java.net.URI;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.function.IntPredicate;

/// What values of labels have to look like.
final class LabelValue {
    private LabelValue() {}

    static boolean fits(String kind, String value) {
        return switch (kind) {
            case "url" -> isUrl(value);
            case "rfc3339" -> isTime(value);
            case "spdx" -> isLicense(value);
            case "hash" ->
                    List.of(7, 40, 64).contains(value.length()) && all(value, LabelValue::isHex);
            case "semver" -> isVersion(value);
            case "email" -> isEmail(value);
            default -> true;
        };
    }

    private static boolean isUrl(String value) {
        try {
            URI uri = URI.create(value);
            return uri.getScheme() != null && uri.getHost() != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isTime(String value) {
        try {
            return OffsetDateTime.parse(value).getYear() >= 0;
        } catch (DateTimeException e) {
            return false;
        }
    }

    /// Identifiers with `AND`, `OR` or `WITH` between them; whether they are on the list is not looked at.
    private static boolean isLicense(String value) {
        String[] words = value.replace("(", "").replace(")", "").split(" ");
        for (int i = 0; i < words.length; i++) {
            boolean operator = List.of("AND", "OR", "WITH").contains(words[i]);
            boolean name =
                    !words[i].isEmpty()
                            && all(words[i], c -> isWord(c) || c == '.' || c == '+' || c == ':');
            if (i % 2 == 0 ? operator || !name : !operator) {
                return false;
            }
        }
        return words.length % 2 == 1;
    }

    /// Semantic Versioning 2.0.0, with a `v` before it or not.
    private static boolean isVersion(String value) {
        String bare = value.startsWith("v") ? value.substring(1) : value;
        int plus = bare.indexOf('+');
        String build = plus < 0 ? "0" : bare.substring(plus + 1);
        String rest = plus < 0 ? bare : bare.substring(0, plus);
        int dash = rest.indexOf('-');
        String before = dash < 0 ? "0" : rest.substring(dash + 1);
        String core = dash < 0 ? rest : rest.substring(0, dash);
        String[] numbers = core.split("\\.", -1);
        boolean three =
                numbers.length == 3 && List.of(numbers).stream().allMatch(LabelValue::isNumber);
        return three && areIdentifiers(before) && areIdentifiers(build);
    }

    private static boolean isNumber(String text) {
        boolean leading = text.length() > 1 && text.charAt(0) == '0';
        return !text.isEmpty() && !leading && all(text, c -> c >= '0' && c <= '9');
    }

    private static boolean areIdentifiers(String text) {
        return List.of(text.split("\\.", -1)).stream()
                .allMatch(part -> !part.isEmpty() && all(part, LabelValue::isWord));
    }

    private static boolean isEmail(String value) {
        int at = value.lastIndexOf('@');
        return at > 0
                && all(value.substring(0, at), c -> c > ' ' && "@\"<>".indexOf(c) < 0)
                && areIdentifiers(value.substring(at + 1));
    }

    private static boolean isHex(int c) {
        return c >= '0' && c <= '9' || c >= 'a' && c <= 'f';
    }

    private static boolean isWord(int c) {
        boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
        return letter || c >= '0' && c <= '9' || c == '-';
    }

    private static boolean all(String text, IntPredicate good) {
        return text.chars().allMatch(good);
    }
}
