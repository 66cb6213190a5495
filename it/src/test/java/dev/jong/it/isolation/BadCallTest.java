package dev.jong.it.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.Needs;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Site;
import dev.jong.it.harness.Stale;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The program called in every wrong way: without streams, with tiny limits, as what it is not.
@Tag("root")
class BadCallTest {
    private static Site site;

    @BeforeAll
    static void open() {
        site = Site.open(Account.root());
    }

    @AfterAll
    static void close() {
        // Limits have ended engines in the middle of a run.
        Stale.sweep(site);
        site.close();
    }

    /// Called with everything wrong that a caller can get wrong: a message or plain work, never a crash.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "$J run --rm box true <&- >&- 2>&-",
                "$J run --rm box true <&-",
                "$J run --rm box echo x >&-",
                "$J <&- >&- 2>&-",
                "ulimit -n 3; $J run --rm box true",
                "ulimit -n 5; $J run --rm box true",
                "ulimit -n 16; $J run --rm box true",
                "ulimit -f 0; $J run --rm box true",
                "ulimit -v 4096; $J run --rm box true",
                "ulimit -u 1; $J run --rm box true",
                "ulimit -s 64; $J run --rm box true",
                "ulimit -l 0; $J run --rm box true",
                "ulimit -t 1; $J run --rm box true",
                "exec -a jong-child $J 3 4",
                "exec -a jong-child $J 0 0",
                "exec -a jong-child $J -1 99999999999",
                "exec -a '' $J run --rm box true",
                "exec -a jong-child $J 3 4 3</etc/passwd 4>&1",
                "HOME= PATH= $J run --rm box true",
                "env -i $J version",
                "cd /proc/self/fd; $J version",
                "$J run --rm box $(head -c 100000 /dev/zero | tr '\\0' a)",
                "$J run --rm box $(yes a | head -n 30000)",
                "$J --root '' version",
                "$J --root /proc version",
                "$J --root $(printf 'a/%.0s' $(seq 2000)) version",
                "JONG_RUN=/proc $J run --rm box true",
                "JONG_RUN=relative $J run --rm box true",
                "JONG_ROOT=/etc/passwd $J ps",
                "JONG_ENGINE=nonsense $J version",
                "JONG_USERNS=1 $J run --rm box true",
                "mkdir gone; cd gone; rmdir ../gone; $J run --rm box true",
                "trap '' CHLD; $J run --rm box true",
                "trap '' PIPE TERM INT HUP; $J run --rm box true"
            })
    void H07_a_launcher_that_is_called_badly_says_so(String line) throws Exception {
        Needs.program("/bin/bash");
        Path work = Files.createTempDirectory(site.work(), "h07");
        // An engine for each of these stores would only be in the way.
        Result result =
                site.host("/bin/bash", "-c", "cd " + work + "; J=" + site.program() + "; " + line)
                        .with("JONG_ENGINE", "off")
                        .finish();
        assertThat(result.code()).as(result.toString()).isLessThan(128);
        assertThat(result.err())
                .doesNotContain("Exception")
                .doesNotContain("core dumped")
                .doesNotContain("\tat ");
    }
}
