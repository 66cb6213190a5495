package dev.jong.it.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.Load;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Site;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Steps that share a cache mount while one of them exchanges directories in it for links to the host.
@Tag("root")
class CacheRaceTest {
    private static final int BUILDS = Load.of(6, 300);
    private static final int STEPS = 6;

    private Site site;
    private Path outside;

    @BeforeEach
    void open() throws Exception {
        site = Site.open(Account.root());
        outside = site.directory("outside");
        Files.writeString(outside.resolve("passwd"), "secret of the host");
    }

    @AfterEach
    void close() {
        site.jong("builder", "prune", "-af");
        site.end();
    }

    @Test
    void B13_steps_that_race_on_a_cache_mount_reach_nothing_of_the_host() {
        StringBuilder text = new StringBuilder("FROM box AS racer\nARG ROUND\n");
        text.append("RUN --mount=type=cache,id=race,target=/c mkdir -p /c/d; rm -rf /c/l /c/e;");
        text.append(" ln -s " + outside + " /c/l; i=0;");
        text.append(" while [ $i -lt 2000 ] && [ ! -e /c/stop ]; do mv /c/d /c/e; mv /c/l /c/d;");
        text.append(" mv /c/d /c/l; mv /c/e /c/d; i=$((i+1)); done; echo $ROUND > /raced\n");
        text.append("FROM box AS writer\nARG ROUND\n");
        for (int step = 0; step < STEPS; step++) {
            // The second mount is where the other stage exchanges directories.
            text.append("RUN --mount=type=cache,id=race,target=/c");
            text.append(" --mount=type=cache,id=other,target=/c/d");
            text.append(
                    " echo $ROUND > /c/d/escaped" + step + "; cat /c/d/* > /seen" + step + "\n");
        }
        text.append("RUN --mount=type=cache,id=race,target=/c touch /c/stop\n");
        text.append("FROM box\nCOPY --from=writer /seen* /\nCOPY --from=racer /raced /\n");
        site.file("Dockerfile", text.toString());
        for (int build = 0; build < BUILDS; build++) {
            Result result = site.jong("build", "--build-arg", "ROUND=" + build, "-t", "made", ".");
            // A mount fails where there is a link that leads nowhere in the container.
            assertThat(result.code()).as(result.toString()).isIn(0, 1);
            assertThat(result.err()).doesNotContain("secret of the host");
            assertThat(outside.toFile().list()).containsExactly("passwd");
            site.jong("builder", "prune", "-af", "--filter", "type=exec.cachemount");
        }
        assertThat(outside.resolve("passwd")).hasContent("secret of the host");
    }
}
