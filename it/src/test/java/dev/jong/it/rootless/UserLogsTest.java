package dev.jong.it.rootless;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Await;
import dev.jong.it.harness.Result;
import dev.jong.it.life.Rotated;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// `jong logs` as users without privileges.
@Tag("root")
@ParameterizedClass(name = "{0}")
@EnumSource(Ids.class)
class UserLogsTest extends AsUsers {
    UserLogsTest(Ids ids) {
        super(ids);
    }

    @Test
    void output_is_shown_followed_and_cut() {
        String script = "echo one; echo two >&2; sleep 0.5; printf three";
        site.succeeds("run", "-d", "--name", "said", "box", "sh", "-c", script);
        Result followed = site.succeeds("logs", "-f", "said");
        assertThat(followed.text()).isEqualTo("one\nthree");
        assertThat(followed.err()).isEqualTo("two\n");
        assertThat(site.succeeds("logs", "-n", "1", "said").text()).isEqualTo("three");
        site.succeeds("rm", "said");
    }

    @Test
    void files_that_were_rotated_are_compressed_and_read() {
        Rotated rotated = new Rotated(site, "turned");
        rotated.restartEngine();
        Await.that(rotated::isPacked, "both older files are compressed");
        assertThat(rotated.shown()).isEqualTo(rotated.before());
        site.succeeds("rm", "turned");
    }
}
