package dev.jong.build.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.JongException;
import dev.jong.base.json.Json;
import dev.jong.base.json.JsonPrinter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigChangeTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "CMD [\"/bin/a\", \"b c\"]|{\"Cmd\":[\"/bin/a\",\"b c\"]}",
                "cmd echo 'a  b' $X|{\"Cmd\":[\"/bin/sh\",\"-c\",\"echo 'a  b' $X\"]}",
                "CMD [not json|{\"Cmd\":[\"/bin/sh\",\"-c\",\"[not json\"]}",
                "ENTRYPOINT [\"/e\"]|{\"Entrypoint\":[\"/e\"]}",
                "ENTRYPOINT /e x|{\"Entrypoint\":[\"/bin/sh\",\"-c\",\"/e x\"]}",
                "ENV A=1 B=\"x y\" C=a\\ b D='$q\"'|{\"Env\":[\"A=1\",\"B=x y\",\"C=a b\",\"D=$q\\\"\"]}",
                "ENV A some long value|{\"Env\":[\"A=some long value\"]}",
                "ENV A=|{\"Env\":[\"A=\"]}",
                "EXPOSE 80 53/udp 8000-8001|{\"ExposedPorts\":{\"80/tcp\":{},\"53/udp\":{},\"8000/tcp\":{},\"8001/tcp\":{}}}",
                "LABEL a=b \"c d\"=\"e f\"|{\"Labels\":{\"a\":\"b\",\"c d\":\"e f\"}}",
                "USER 1000:1000|{\"User\":\"1000:1000\"}",
                "VOLUME /a /b|{\"Volumes\":{\"/a\":{},\"/b\":{}}}",
                "VOLUME [\"/a b\"]|{\"Volumes\":{\"/a b\":{}}}",
                "WORKDIR /a/../b/./c|{\"WorkingDir\":\"/b/c\"}",
                "WORKDIR x|{\"WorkingDir\":\"/x\"}",
                "STOPSIGNAL SIGINT|{\"StopSignal\":\"SIGINT\"}",
                "SHELL [\"/bin/bash\",\"-c\"]|{\"Shell\":[\"/bin/bash\",\"-c\"]}",
                "ONBUILD RUN make|{\"OnBuild\":[\"RUN make\"]}",
                "HEALTHCHECK NONE|{\"Healthcheck\":{\"Test\":[\"NONE\"]}}",
                "HEALTHCHECK --interval=1m30s --timeout=500ms --retries=3 CMD curl x|"
                        + "{\"Healthcheck\":{\"Test\":[\"CMD-SHELL\",\"curl x\"],"
                        + "\"Interval\":90000000000,\"Timeout\":500000000,\"Retries\":3}}",
                "HEALTHCHECK CMD [\"/h\"]|{\"Healthcheck\":{\"Test\":[\"CMD\",\"/h\"]}}"
            })
    void reads_an_instruction_in_each_form(String instruction, String json) {
        assertThat(apply(instruction)).isEqualTo(json);
    }

    @Test
    void later_changes_build_on_earlier_ones() {
        assertThat(apply("ENV A=1", "ENV B=2", "ENV A=3")).isEqualTo("{\"Env\":[\"A=3\",\"B=2\"]}");
        assertThat(apply("WORKDIR /a", "WORKDIR b")).isEqualTo("{\"WorkingDir\":\"/a/b\"}");
        assertThat(apply("SHELL [\"/bin/ash\",\"-c\"]\nCMD x"))
                .isEqualTo("{\"Shell\":[\"/bin/ash\",\"-c\"],\"Cmd\":[\"/bin/ash\",\"-c\",\"x\"]}");
        assertThat(apply("# a comment\n\n  USER 1")).isEqualTo("{\"User\":\"1\"}");
    }

    @Test
    void changes_do_what_they_do_in_a_Dockerfile() {
        assertThat(apply("SHELL [\"/bin/ash\",\"-c\"]", "HEALTHCHECK CMD x"))
                .isEqualTo(
                        "{\"Shell\":[\"/bin/ash\",\"-c\"],\"Healthcheck\":{\"Test\":[\"CMD-SHELL\",\"x\"]}}");
        assertThat(apply("ENV A=1", "ENV B=$A$A C=${D:-d}"))
                .isEqualTo("{\"Env\":[\"A=1\",\"B=11\",\"C=d\"]}");
        assertThat(apply("LABEL a=1 \\\n b=2")).isEqualTo("{\"Labels\":{\"a\":\"1\",\"b\":\"2\"}}");
        Json.Obj before = Json.object().put("Cmd", Json.of(List.of("x"))).build();
        assertThat(ConfigChange.apply(before, List.of("ENTRYPOINT [\"/e\"]")).has("Cmd")).isFalse();
        assertThat(
                        ConfigChange.apply(before, List.of("CMD [\"c\"]", "ENTRYPOINT [\"/e\"]"))
                                .has("Cmd"))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RUN make",
                "FROM scratch",
                "COPY a b",
                "CMD",
                "ENV",
                "ENV A",
                "ENV =b",
                "EXPOSE x",
                "EXPOSE 0",
                "EXPOSE 65536",
                "EXPOSE 80/icmp",
                "EXPOSE 9-8",
                "EXPOSE 99999999999999999999",
                "SHELL sh",
                "SHELL []",
                "HEALTHCHECK",
                "HEALTHCHECK CMD",
                "HEALTHCHECK --interval=x CMD y",
                "HEALTHCHECK --retries=-1 CMD y",
                "HEALTHCHECK --foo=1 CMD y",
                "ONBUILD FROM x",
                "ONBUILD ONBUILD RUN x",
                "LABEL a=\"b",
                "ENV a='b",
                "HEALTHCHECK --interval=1e9999999s CMD x"
            })
    void refuses_other_text_with_its_reason(String instruction) {
        assertThatThrownBy(() -> apply(instruction))
                .isInstanceOf(JongException.class)
                .hasMessageStartingWith("invalid change");
    }

    private static String apply(String... changes) {
        return JsonPrinter.compact(ConfigChange.apply(Json.EMPTY, List.of(changes)));
    }
}
