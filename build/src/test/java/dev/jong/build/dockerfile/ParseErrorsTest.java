package dev.jong.build.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.jong.base.JongException;
import dev.jong.base.Text;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParseErrorsTest {
    private static JongException error(String text) {
        return catchThrowableOfType(
                JongException.class, () -> ParseDockerfile.parse("Dockerfile", Text.bytes(text)));
    }

    @Test
    void shows_file_line_the_lines_around_and_a_suggestion() {
        JongException error =
                error("FROM a\n\n# x\nRUN b\nCPOY a \\\n\tb \u001b[31m\nRUN c\nRUN d\nRUN e\n");
        assertThat(error.text())
                .isEqualTo(
                        """
                        Dockerfile:5: unknown instruction "CPOY"
                          3 |     # x
                          4 |     RUN b
                          5 | >>> CPOY a \\
                          6 | >>>     b \\x1b[31m
                          7 |     RUN c
                          8 |     RUN d\
                        """);
        assertThat(error.hint()).isEqualTo("did you mean COPY?");
    }

    @Test
    void long_instructions_are_shown_in_part() {
        JongException error =
                error("FROM a\nRUN --foo x \\\n" + "y \\\n".repeat(30) + "z\nRUN b\n");
        assertThat(error.text().lines().count()).isLessThan(20);
        assertThat(error.text()).contains(" | >>> ...", "33 | >>> z", "34 |     RUN b");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "FORM x|unknown instruction \"FORM\"|did you mean FROM?",
                "COPY --chwon=1 a b|unknown flag --chwon for COPY|did you mean --chown?",
                "WORKDIR --x /a|unknown flag --x for WORKDIR|WORKDIR has no flags",
                "COPY --link --link a b|the flag --link is there twice|^^",
                "COPY --link=maybe a b|the flag --link is true or false, not \"maybe\"|^^",
                "COPY --from a b|the flag --from needs a value|write --from=VALUE, without white space",
                "COPY --from=$x a b|variables are not expanded in --from|give the image a stage name: FROM IMAGE AS NAME",
                "COPY a|COPY needs a source and a destination|write COPY SOURCE... DESTINATION",
                "RUN|RUN needs a command|^^",
                "RUN --mount=type=cash,target=/x y|unknown mount type \"cash\"|did you mean cache?",
                "RUN --mount=type=cache,taget=/x y|unknown mount option \"taget\"|did you mean target?",
                "RUN --mount=type=cache y|a mount of type cache needs a target|write target=/PATH",
                "RUN --mount=type=bind,target=/x,mode=7 y|a mount of type bind has no option mode|^^",
                "RUN --mount=type=cache,target=/x,sharing=all y|the mount option sharing cannot be \"all\": it is shared, private or locked|^^",
                "RUN --network=hots y|--network cannot be \"hots\"|did you mean host?",
                "ENV a|ENV needs a name and a value|write ENV NAME=VALUE",
                "ENV a=b c|there is no = in \"c\"|a value with white space in it needs quotes: NAME=\"a b\"",
                "LABEL =b|there is no name before the = in \"=b\"|LABEL has NAME=VALUE, without white space around the =",
                "ARG|ARG needs an argument|^^",
                "SHELL /bin/sh|SHELL has to be in JSON form|for example SHELL [\"/bin/sh\", \"-c\"]",
                "FROM a AS 1x|\"1x\" cannot be a stage's name|a name begins with a letter; letters, digits, and - _ . may follow",
                "FROM a b|FROM has an image, and may have AS and a name after it|write FROM IMAGE or FROM IMAGE AS NAME",
                "HEALTHCHECK --interval=5 CMD x|--interval cannot be \"5\": it is a duration such as 1m30s|^^",
                "HEALTHCHECK --timeout=1us CMD x|--timeout cannot be less than 1ms|^^",
                "HEALTHCHECK curl|HEALTHCHECK has CMD and a command after it, or NONE|write HEALTHCHECK CMD COMMAND",
                "ONBUILD FROM x|ONBUILD cannot have FROM|^^",
                "ONBUILD FOO x|unknown instruction \"FOO\"|a line that belongs to the one before needs an escape character at that one's end",
                "RUN <<EOF|the here-document EOF that begins in line 2 has no end|a line with nothing but EOF ends it",
                "VOLUME [\"\"]|a VOLUME cannot be an empty string|^^",
            })
    void says_what_is_wrong(String line, String message, String hint) {
        JongException error = error("FROM scratch\n" + line + "\n");
        assertThat(error.text().lines().findFirst()).contains("Dockerfile:2: " + message);
        assertThat(error.hint()).isEqualTo(hint);
    }

    @Test
    void a_file_begins_with_from() {
        assertThat(error("RUN x\nFROM a").text())
                .startsWith("Dockerfile:1: RUN stands before the first FROM");
        assertThat(error("").text()).startsWith("Dockerfile:1: there are no instructions");
        assertThat(error("ARG x\n").text()).startsWith("Dockerfile:1: there is no FROM");
    }

    @Test
    void B21_hostile_sizes_end_soon_and_say_where() {
        byte[] large = new byte[64 << 20];
        Arrays.fill(large, (byte) 'a');
        soon(() ->
                assertThatThrownBy(() -> ParseDockerfile.parse("f", large))
                        .hasMessageStartingWith("f:1: the text is too long"));
        String many = "FROM scratch\n".repeat(100_000);
        soon(() ->
                assertThat(ParseDockerfile.parse("f", Text.bytes(many)).stages()).hasSize(100_000));
        String open = "FROM a\nRUN <<EOF\n" + "x\n".repeat(500_000);
        soon(() ->
                assertThat(error(open).text()).startsWith("Dockerfile:2: the here-document EOF"));
        String goesOn = "FROM a\nRUN x" + " y \\\n".repeat(900_000) + "z\nFOO";
        soon(() ->
                assertThat(error(goesOn).text())
                        .startsWith("Dockerfile:900003: unknown instruction"));
        String words = "FROM a\nENV " + "a=b ".repeat(2_500_000) + "\nFOO";
        soon(() ->
                assertThat(error(words).text())
                        .startsWith("Dockerfile:2: the instruction has more than"));
        String triggers = "FROM a\nRUN true\n" + "ONBUILD ".repeat(500_000) + "<<EOF";
        soon(() -> assertThat(error(triggers).text()).startsWith("Dockerfile:3: ONBUILD cannot"));
        String arrays = "FROM a\nRUN " + "[".repeat(10_000_000) + "\nFOO";
        soon(() -> assertThat(error(arrays).text()).startsWith("Dockerfile:2: the array"));
    }

    private static void soon(Executable part) {
        // A second on a machine with nothing else to do.
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(5), part);
    }
}
