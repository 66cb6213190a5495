package dev.jong.build.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.JongException;
import dev.jong.base.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HadolintFileTest {
    private static HadolintFile parse(String text) {
        return HadolintFile.parse(".hadolint.yaml", Text.bytes(text));
    }

    @Test
    void holds_what_hadolint_s_settings_hold() {
        HadolintFile file =
                parse(
                        """
                        ---
                        # a comment
                        failure-threshold: warning   # and another
                        format: json
                        ignored:
                          - DL3000
                          - "SC1010"
                        override:
                          error:
                            - DL3001
                            - DL3002
                          info: [DL3032, 'DL3033']
                          style:
                          - DL3015
                        trustedRegistries:
                        - docker.io
                        - my-company.example:5000
                        label-schema:
                          author: text
                          contact: email
                        strict-labels: true
                        disable-ignore-pragma: true
                        no-fail: false
                        """);
        assertThat(file.threshold()).isEqualTo("warning");
        assertThat(file.format()).isEqualTo("json");
        assertThat(file.ignored()).containsExactlyInAnyOrder("DL3000", "SC1010");
        assertThat(file.severities())
                .hasSize(5)
                .containsEntry("DL3001", Severity.ERROR)
                .containsEntry("DL3033", Severity.INFO)
                .containsEntry("DL3015", Severity.STYLE);
        assertThat(file.registries()).containsExactly("docker.io", "my-company.example:5000");
        assertThat(file.labels()).containsEntry("author", "text").containsEntry("contact", "email");
        assertThat(file.strictLabels()).isTrue();
        assertThat(file.pragmas()).isFalse();
        assertThat(file.noFail()).isFalse();
    }

    @Test
    void lists_in_brackets_may_have_several_lines_and_one_value_may_stand_for_a_list() {
        HadolintFile file =
                parse("ignored: [\n  DL3000,\n  DL3001 ]\ntrustedRegistries: quay.io\r\n");
        assertThat(file.ignored()).containsExactlyInAnyOrder("DL3000", "DL3001");
        assertThat(file.registries()).containsExactly("quay.io");
        assertThat(parse("")).isEqualTo(HadolintFile.NOTHING);
        assertThat(parse("# nothing\n\nignored:\n")).isEqualTo(HadolintFile.NOTHING);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "ignore: DL3000|no setting ignore",
                "ignored:\\n  a: b|ignored is no list",
                "override: [a]|override is no map",
                "override:\\n  fatal: [DL3000]|no severity \"fatal\"",
                "label-schema:\\n  a: number|the kind \"number\"",
                "strict-labels: perhaps|neither true nor false",
                "ignored: &a [x]|line 1: this part of YAML is not understood",
                "ignored:\\n  - a: b|line 2: items of lists are plain values",
                "ignored:\\n  - *a|line 2: this part",
                "ignored: [a|line 1: the list does not end",
                "ignored: \"a|line 1: the quotes do not end",
                "format: a\\nformat: b|line 2: the key format stands there twice",
                "format: a\\n    no-fail: b|line 2: it stands at another depth",
                "nothing|line 1: it is neither"
            })
    void refuses_what_it_does_not_understand_with_the_reason(String text, String why) {
        assertThatThrownBy(() -> parse(text.replace("\\n", "\n")))
                .isInstanceOf(JongException.class)
                .hasMessageContaining("cannot use the settings in .hadolint.yaml")
                .hasMessageContaining(why);
    }
}
