package dev.jong.it.rootless;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Events and waiting, as users without privileges.
@Tag("root")
@ParameterizedClass(name = "{0}")
@EnumSource(Ids.class)
class UserEventsTest extends AsUsers {
    UserEventsTest(Ids ids) {
        super(ids);
    }

    @Test
    void a_container_is_told_of_from_create_to_destroy() {
        site.succeeds("run", "-d", "--name", "one", "box", "sh", "-c", "sleep 0.1; exit 6");
        assertThat(site.succeeds("wait", "--condition", "exited", "one").line()).isEqualTo("6");
        site.succeeds("rm", "one");
        String format = "{{.Action}} {{.Actor.Attributes.exitCode}}";
        assertThat(
                        site.succeeds(
                                        "events",
                                        "--stream=false",
                                        "--filter",
                                        "container=one",
                                        "--format",
                                        format)
                                .lines())
                .anyMatch(line -> line.startsWith("create "))
                .contains("die 6")
                .anyMatch(line -> line.startsWith("destroy "));
    }
}
