package dev.jong.it.rootless;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Result;
import dev.jong.it.harness.Site;
import java.util.ArrayList;
import java.util.List;

/// What can't be had is refused by name, with a hint, and leaves nothing behind.
final class Refusal {
    private Refusal() {}

    /// Fails unless `run OPTIONS` is refused with these words.
    static void of(Site site, String words, String... options) {
        List<String> command = new ArrayList<>(List.of("run", "--rm"));
        command.addAll(List.of(options));
        command.addAll(List.of("box", "true"));
        check(site.jong(command.toArray(new String[0])), words);
        assertThat(site.succeeds("ps", "-aq").text()).as("left by " + command).isEmpty();
    }

    /// Fails unless this is one clear error and a hint.
    static void check(Result result, String words) {
        assertThat(result.code()).as(result.toString()).isEqualTo(125);
        assertThat(result.err()).contains(words).startsWith("jong: ").contains("\nhint: ");
        assertThat(result.err()).as("one line and a hint").hasLineCount(2);
    }
}
