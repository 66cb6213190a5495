package dev.jong.image.registry;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The tags that somebody may have meant who wrote one that is not there.
final class NearestTags {
    private static final int SHOWN = 5;
    private static final int LOOKED_AT = 10_000;

    private NearestTags() {}

    /// The error with a hint that names the nearest tags, when the registry tells which there are.
    static JongException hint(JongException missing, Place place, String tag) {
        List<String> tags;
        try {
            tags = HttpRepository.tags(place, LOOKED_AT);
        } catch (JongException e) {
            return e.kind() == ErrorKind.NOT_FOUND ? missing.hint(repositories(place)) : missing;
        }
        if (tags.isEmpty()) {
            return missing.hint("the repository has no tags");
        }
        return missing.hint(
                "tags that are there: "
                        + dev.jong.base.Text.printable(String.join(", ", of(tags, tag))));
    }

    private static String repositories(Place place) {
        return "there is no such repository; to see which there are: jong search "
                + place.endpoint().shown()
                + "/";
    }

    /// The nearest ones by edit distance, those that begin alike first among equals.
    static List<String> of(List<String> tags, String wanted) {
        List<String> sorted = new ArrayList<>(tags.subList(0, Math.min(tags.size(), LOOKED_AT)));
        sorted.removeIf(tag -> tag.length() > 128);
        sorted.sort(
                Comparator.comparingInt((String tag) -> distance(tag, wanted))
                        .thenComparing(tag -> !tag.startsWith(wanted.substring(0, 1))));
        return List.copyOf(sorted.subList(0, Math.min(SHOWN, sorted.size())));
    }

    /// Insertions, removals and changes of one byte each; what is only longer counts less than what is other.
    static int distance(String a, String b) {
        int[] before = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            before[j] = j * 2;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] now = new int[b.length() + 1];
            now[0] = i * 2;
            for (int j = 1; j <= b.length(); j++) {
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 3;
                now[j] = Math.min(before[j - 1] + change, Math.min(before[j], now[j - 1]) + 2);
            }
            before = now;
        }
        return before[b.length()];
    }
}
