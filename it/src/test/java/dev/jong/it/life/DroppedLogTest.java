package dev.jong.it.life;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.Await;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Shell;
import dev.jong.it.harness.Site;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// `--log-opt mode=non-blocking`.
@Tag("root")
class DroppedLogTest {
    private static final long LINES = 200_000;
    private static final Pattern MISSING = Pattern.compile("jong: (\\d+) lines are missing here");

    private Site site;

    @BeforeEach
    void open() {
        site = Site.open(Account.root());
    }

    @AfterEach
    void close() {
        site.end();
    }

    @Test
    void X13_a_stuck_log_holds_up_no_container_that_must_not_wait_and_says_what_is_missing() {
        Path go = site.directory("go");
        String script = wait("go") + "seq 1 " + LINES + "; touch /go/said; " + wait("end");
        site.succeeds(
                "run",
                "-d",
                "--name",
                "loud",
                "--log-opt=mode=non-blocking",
                "--log-opt=max-buffer-size=64k",
                "-v",
                go + ":/go",
                "box",
                "sh",
                "-c",
                script);
        String id = site.succeeds("inspect", "--format", "{{.Id}}", "loud").line();
        String monitor = Shell.run("pgrep", "-o", "-f", "monitor of " + id).strip();
        String writer = Shell.run("pgrep", "-P", monitor, "-x", "jong-log").strip();
        Shell.run("kill", "-STOP", writer);
        try {
            site.directory("go/go");
            Await.that(() -> Files.exists(go.resolve("said")), "all was said though nobody wrote");
        } finally {
            Shell.run("kill", "-CONT", writer);
        }
        site.directory("go/end");
        assertThat(site.succeeds("wait", "loud").line()).isEqualTo("0");
        Result shown = site.succeeds("logs", "loud");
        long missing = 0;
        for (Matcher told = MISSING.matcher(shown.err()); told.find(); ) {
            missing += Long.parseLong(told.group(1));
        }
        assertThat(missing).isPositive();
        assertThat(shown.lines().size() + missing).isEqualTo(LINES);
        assertThat(shown.lines().getFirst()).isEqualTo("1");
    }

    private static String wait(String file) {
        return "until [ -e /go/" + file + " ]; do sleep 0.05; done; ";
    }
}
