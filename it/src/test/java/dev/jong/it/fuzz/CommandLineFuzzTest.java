package dev.jong.it.fuzz;

import dev.jong.cli.option.CommandLineParser;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What people and scripts type.
@Tag("fuzz")
class CommandLineFuzzTest {
    @Test
    void any_words_are_understood_or_refused() {
        List<String> seeds =
                List.of(
                        "run\n--rm\n-it\n-v\n/a:/b:ro\n-e\nA=b\n--name=x\nhello\nls\n-l",
                        "--root\n/x\nps\n-a\n--format\njson",
                        "exec\n-d\n--\nname\n--flag");
        Fuzz.text(seeds, input -> CommandLineParser.parse(List.of(input.split("\n", -1))));
    }
}
