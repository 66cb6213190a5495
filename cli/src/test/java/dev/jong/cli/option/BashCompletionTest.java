package dev.jong.cli.option;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BashCompletionTest {
    @TempDir Path folder;

    private List<String> complete(String... words) throws IOException, InterruptedException {
        Path script = folder.resolve("completion");
        Files.writeString(script, BashCompletion.script());
        String test =
                "set -u; . "
                        + script
                        + "; jong() { [ \"$1\" = ps ] && echo web db || echo alpine:3; }\n"
                        + "COMP_WORDS=(\"$@\"); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _jong;"
                        + " printf '%s\\n' \"${COMPREPLY[@]}\"";
        List<String> command = new java.util.ArrayList<>(List.of("bash", "-c", test, "test"));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output.lines().toList();
    }

    @ParameterizedTest
    @CsvSource({
        "jong ru,run", "jong container st,start", "jong container st,stop",
                "jong run --vol,--volume",
        "jong --root /x images --no,--no-trunc", "jong container ls --fi,--filter",
                "jong stop w,web", "jong run al,alpine:3",
        "jong image rm al,alpine:3", "jong --ro,--root", "jong completion b,bash", "jong help,help"
    })
    void a_word_is_completed_from_the_tables(String line, String word) throws Exception {
        assertThat(complete(line.split(" "))).contains(word);
    }

    @Test
    void an_option_that_takes_a_file_completes_files() throws Exception {
        assertThat(complete("jong", "run", "--env-file", folder + "/compl"))
                .containsExactly(folder + "/completion");
    }

    @Test
    void what_is_not_supported_is_not_offered() throws Exception {
        assertThat(complete("jong", "run", "--gpu")).containsExactly("");
    }
}
