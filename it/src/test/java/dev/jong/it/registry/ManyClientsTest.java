package dev.jong.it.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.Needs;
import dev.jong.it.harness.Shell;
import dev.jong.it.harness.Site;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Large blobs, many clients, little memory.
@Tag("root")
class ManyClientsTest {
    private static final String PUSH =
            """
            set -e
            for i in 1 2 3 4 5; do
                head -c 67108864 /dev/urandom >blob$i
                sha256sum <blob$i | cut -c 1-64 >digest$i
            done
            for i in 1 2 3 4 5; do
                curl -sf -H 'Content-Type: application/octet-stream' --data-binary @blob$i \
                    "http://$0/v2/a/blobs/uploads/?digest=sha256:$(cat digest$i)" & pids="$pids $!"
            done
            for pid in $pids; do wait $pid; done
            """;
    private static final String PULL =
            """
            set -e
            for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
                d=$(cat digest$((i % 5 + 1)))
                curl -sf "http://$0/v2/a/blobs/sha256:$d" | sha256sum | grep -q "^$d" & pids="$pids $!"
            done
            for pid in $pids; do wait $pid; done
            """;

    @Test
    void W18_many_pushers_and_pullers_of_large_blobs_fit_into_little_memory() throws Exception {
        Needs.program("/usr/bin/curl");
        try (Account account = Account.root();
                Site site = Site.empty(account);
                Serving serving = Serving.begin(site)) {
            Path work = site.directory("blobs");
            Shell.run(work, "sh", "-c", PUSH, serving.host());
            Shell.run(work, "sh", "-c", PULL, serving.host());
            String status = Files.readString(Path.of("/proc/" + serving.worker() + "/status"));
            int from = status.indexOf("VmHWM:") + "VmHWM:".length();
            long kilobytes =
                    Long.parseLong(status.substring(from, status.indexOf("kB", from)).strip());
            assertThat(kilobytes).isLessThan(512 << 10);
        }
    }
}
