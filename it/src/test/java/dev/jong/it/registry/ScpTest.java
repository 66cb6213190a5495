package dev.jong.it.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Shell;
import dev.jong.it.harness.Site;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// `jong image scp`, with an ssh that runs the command here, on a store of its own.
@Tag("root")
class ScpTest {
    private Site site;
    private String path = "";

    @BeforeEach
    void open() throws Exception {
        site = Site.open(Account.root());
        Path ssh = site.directory("bin").resolve("ssh");
        String program = Path.of(site.program()).getParent().toString();
        Files.writeString(
                ssh,
                """
                #!/bin/sh
                echo "$@" >> %1$s/asked
                while [ "$1" != "--" ]; do shift; done
                case $2 in *broken) echo 'Connection refused' >&2; exit 255;; esac
                export PATH=%2$s:/usr/bin:/bin JONG_ROOT=%1$s/there JONG_RUN=%1$s/run HOME=%1$s
                exec sh -c "$3"
                """
                        .formatted(site.folder(), program));
        Shell.run("chmod", "755", ssh.toString());
        path = site.folder() + "/bin:/usr/bin:/bin";
    }

    @AfterEach
    void close() throws Exception {
        site.command("engine", "stop").with("JONG_ROOT", site.folder() + "/there").finish();
        site.close();
    }

    @Test
    void an_image_goes_to_another_host_and_comes_back_with_its_id() throws Exception {
        String id = site.succeeds("images", "-q", "--no-trunc", "box").line();
        Result sent = scp("box", "me@there::");
        assertThat(sent.code()).as(sent.toString()).isZero();
        assertThat(sent.text()).isEqualTo("Loaded image: box:latest\n");
        assertThat(Files.readString(site.folder().resolve("asked")))
                .contains(" -- me@there sh -c ");
        site.succeeds("rmi", "box");
        Result fetched = scp("there::box");
        assertThat(fetched.code()).as(fetched.toString()).isZero();
        assertThat(site.succeeds("images", "-q", "--no-trunc", "box").line()).isEqualTo(id);
    }

    @Test
    void one_host_sends_to_another_through_here() throws Exception {
        assertThat(scp("box", "there::").code()).isZero();
        Result relayed = scp("there::box", "me@there::");
        assertThat(relayed.code()).as(relayed.toString()).isZero();
    }

    @Test
    void M19_a_host_or_image_that_looks_like_an_option_is_refused() throws Exception {
        String evil = "-oProxyCommand=touch${IFS}was-here";
        for (String[] words :
                new String[][] {
                    {"--", "box", evil + "::"},
                    {"--", evil + "::box"},
                    {"--", "box", "-l@there::"},
                    {"--", "there::--output=was-here"},
                    {"--", "there::box;touch was-here"},
                    {"--", "there::$(touch was-here)"}
                }) {
            Result refused = scp(words);
            assertThat(refused.code()).as(String.join(" ", words)).isEqualTo(125);
            assertThat(refused.err()).contains("invalid");
        }
        assertThat(Files.exists(site.folder().resolve("asked"))).isFalse();
        assertThat(Files.exists(site.work().resolve("was-here"))).isFalse();
    }

    @Test
    void what_ssh_says_when_it_fails_is_told() throws Exception {
        for (String[] words : new String[][] {{"box", "broken::"}, {"broken::box"}}) {
            Result failed = scp(words);
            assertThat(failed.code()).isEqualTo(125);
            assertThat(failed.err()).contains("Connection refused").contains("hint: see whether");
        }
        Result missing = scp("there::missing");
        assertThat(missing.code()).isEqualTo(125);
        assertThat(missing.err()).contains("missing");
    }

    private Result scp(String... words) throws Exception {
        String[] command = new String[words.length + 2];
        command[0] = "image";
        command[1] = "scp";
        System.arraycopy(words, 0, command, 2, words.length);
        return site.command(command).with("PATH", path).finish();
    }
}
