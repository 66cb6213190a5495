package dev.jong.it.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.Home;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Site;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What a cold `run` loads, which is most of what it costs. Without the AOT cache, which links in advance what any
/// command of its training used.
@Tag("root")
class ColdClassesTest {
    private static final int LIMIT = 1_700;

    @Test
    void a_cold_run_loads_few_classes_and_nothing_heavy() throws Exception {
        List<String> classes = loaded("-XX:AOTMode=off");
        assertThat(classes).anyMatch(line -> line.contains("dev.jong.cli.Main "));
        assertThat(classes.size()).as("loaded classes").isBetween(300, LIMIT);
        assertThat(classes.stream().filter(ColdClassesTest::isHeavy)).isEmpty();
    }

    /// Code for records' equals and hashCode, among others, is made at its first use, which costs milliseconds each.
    @Test
    void a_cold_run_makes_no_code_and_takes_its_classes_from_the_cache() throws Exception {
        List<String> classes = loaded("-XX:AOTMode=on");
        assertThat(classes).anyMatch(line -> line.contains("dev.jong.cli.Main "));
        assertThat(classes.stream().filter(line -> !line.contains("shared objects file")))
                .isEmpty();
    }

    private static List<String> loaded(String mode) throws Exception {
        try (Account root = Account.root();
                Site site = Site.open(root)) {
            // The first container of a store has the usual network made.
            site.succeeds("run", "--rm", "box", "true");
            site.succeeds("engine", "stop");
            Path log = site.work().resolve("classes");
            Home home =
                    Home.copy(site, "logging").option(mode).option("-Xlog:class+load:file=" + log);
            Result result =
                    site.host(home.program(), "run", "--rm", "box", "true")
                            .with("JONG_ENGINE", "off")
                            .finish();
            assertThat(result.code()).as(result.toString()).isZero();
            return Files.readAllLines(log).stream()
                    .filter(line -> line.contains(" source: "))
                    .toList();
        }
    }

    private static boolean isHeavy(String line) {
        return line.contains(" java.net.http.")
                || line.contains(" java.util.logging.")
                || line.contains(" java.util.regex.Pattern ")
                || line.contains(" java.util.Formatter ")
                || line.contains(" java.lang.foreign.Linker ");
    }
}
