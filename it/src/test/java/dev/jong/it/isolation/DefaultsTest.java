package dev.jong.it.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.Golden;
import dev.jong.it.harness.Prober;
import dev.jong.it.harness.Shell;
import dev.jong.it.harness.Site;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The table of defaults, row by row, as a container measures it.
@Tag("root")
class DefaultsTest {
    @Test
    void the_table_of_defaults_holds_for_root() throws Exception {
        try (Account account = Account.root();
                Site site = Site.open(account)) {
            Golden.matches("defaults/root", table(site));
        }
    }

    @Test
    void the_table_of_defaults_holds_for_a_user_with_a_range_of_ids() throws Exception {
        try (Account account = Account.withRange();
                Site site = Site.open(account)) {
            Golden.matches("defaults/range", table(site));
        }
    }

    @Test
    void the_table_of_defaults_holds_for_a_user_with_one_id() throws Exception {
        try (Account account = Account.single();
                Site site = Site.open(account)) {
            Golden.matches("defaults/single", table(site));
        }
    }

    /// Rows 20 and 23.
    @Test
    void store_runtime_directory_and_socket_are_for_their_user_only() throws Exception {
        try (Account account = Account.root();
                Site site = Site.open(account)) {
            assertThat(mode(site.store())).isEqualTo("700");
            Path run = site.folder().resolve("run");
            assertThat(mode(run)).isEqualTo("700");
            for (String line : Shell.run("find", run.toString(), "-type", "s").lines().toList()) {
                assertThat(mode(Path.of(line))).as(line).isIn("600", "700");
            }
        }
    }

    /// Row 21.
    @Test
    void a_container_outlives_its_engine() throws Exception {
        try (Account account = Account.root();
                Site site = Site.open(account)) {
            String id = site.succeeds("run", "-d", "box", "probe", "wait").line();
            long engine =
                    Long.parseLong(
                            site.succeeds("engine", "status")
                                    .lines()
                                    .getFirst()
                                    .replace("pid: ", ""));
            ProcessHandle process = ProcessHandle.of(engine).orElseThrow();
            process.destroyForcibly();
            process.onExit().join();
            assertThat(site.succeeds("ps", "-q", "--no-trunc").line()).isEqualTo(id);
            site.succeeds("rm", "-f", id);
        }
    }

    private static List<String> table(Site site) throws Exception {
        Path tools = site.directory("tools");
        Files.copy(Prober.tree().resolve("bin/probe"), tools.resolve("probe"));
        return new DefaultTable(
                        site.dump(),
                        site.attempts(),
                        site.host(tools + "/probe", "dump").finish().probe())
                .lines();
    }

    private static String mode(Path path) {
        return Shell.run("stat", "-c", "%a", path.toString()).strip();
    }
}
