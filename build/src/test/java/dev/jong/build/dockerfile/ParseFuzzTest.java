package dev.jong.build.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.build.lint.Checks;
import dev.jong.build.lint.LintSettings;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fuzz")
class ParseFuzzTest {
    private static final List<String> SEEDS =
            List.of(
                    "# escape=`\n# check=skip=all\nARG A=1\nFROM --platform=$P a:${A:-b} AS x\nRUN a `\n # c\n b\n",
                    "FROM a\nRUN --mount=type=cache,target=/x,\"id=a,b\" <<EOF 3<<-'B'\nx\nEOF\n\ty\n\tB\n",
                    "FROM a\nCOPY --from=b --link --exclude=* <<F [\"x\"] /y\nz\nF\nADD [\"a\",\"b\"]\n",
                    "FROM a\nENV a=\"b c\" d=e\\ f g='$h'\nLABEL a b\nONBUILD COPY --chmod=u+x . /\n",
                    "FROM a\nHEALTHCHECK --interval=1m2s --retries=3 CMD [\"x\"]\nSHELL [\"a\"]\nVOLUME /a \"b\"\n",
                    "FROM a\nENV x=${a#*b} y=${a//\\//${b:-'c'}} z=\"${d%%?}\"\nWORKDIR $a/b\nEXPOSE 1-2/tcp\n");
    private static final String PIECES = "\n\r\t \\`\"'$<>-{}[],=#/:%*?EOFRUNfrom0\u0000\u00ff";

    @Test
    void random_changes_of_files_parse_or_say_why_not() {
        long seed = Long.getLong("jong.fuzz.seed", 20_251_122);
        long until = System.nanoTime() + Long.getLong("jong.fuzz.seconds", 0) * 1_000_000_000L;
        System.out.println("ParseFuzzTest: seed " + seed);
        Random random = new Random(seed);
        int rounds = 0;
        int good = 0;
        while (rounds++ < 3_000 || System.nanoTime() < until) {
            good += tried(changed(random)) ? 1 : 0;
        }
        // Both ends have to be there for the rounds to say anything.
        assertThat(good).isBetween(rounds / 50, rounds - rounds / 50);
    }

    private static byte[] changed(Random random) {
        if (random.nextInt(10) == 0) {
            byte[] any = new byte[random.nextInt(200)];
            random.nextBytes(any);
            return any;
        }
        StringBuilder text = new StringBuilder(SEEDS.get(random.nextInt(SEEDS.size())));
        for (int changes = random.nextInt(4); changes >= 0; changes--) {
            int at = random.nextInt(text.length());
            char piece = PIECES.charAt(random.nextInt(PIECES.length()));
            switch (random.nextInt(4)) {
                case 0 -> text.setCharAt(at, piece);
                case 1 -> text.insert(at, piece);
                case 2 -> text.deleteCharAt(at);
                default -> text.insert(at, text.substring(at, Math.min(text.length(), at + 20)));
            }
        }
        return Text.bytes(text.toString());
    }

    private static boolean tried(byte[] text) {
        long start = System.nanoTime();
        try {
            Dockerfile file = ParseDockerfile.parse("f", text);
            for (Stage stage : file.stages()) {
                stage.instructions().forEach(i -> expanded(file, i.origin().text()));
            }
            Checks.run(file, LintSettings.usual())
                    .findings()
                    .forEach(finding -> assertThat(finding.message()).isNotEmpty());
            Stages stages =
                    Stages.of(file, file.stages().stream().map(s -> s.from().image()).toList());
            stages.needed(stages.target(""));
            return true;
        } catch (JongException e) {
            assertThat(e.text()).startsWith("f:");
            return false;
        } finally {
            assertThat(System.nanoTime() - start).isLessThan(5_000_000_000L);
        }
    }

    private static void expanded(Dockerfile file, String text) {
        Expansion expansion = new Expansion(file.escape(), name -> Optional.of(name + name));
        try {
            assertThat(expansion.word(text)).isNotNull();
            assertThat(expansion.words(text)).doesNotContain("");
        } catch (JongException e) {
            assertThat(e.text()).contains("expand");
        }
    }
}
