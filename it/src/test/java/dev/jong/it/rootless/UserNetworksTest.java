package dev.jong.it.rootless;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.Needs;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Run;
import dev.jong.it.harness.Shell;
import dev.jong.it.harness.Site;
import dev.jong.it.harness.Stale;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Networks of an ordinary user, on a host that is made for each try: a network with a way out, at whose other end a
/// neighbour is, and a /dev/net/tun for everybody.
@Tag("root")
class UserNetworksTest {
    private static final String HOST =
            """
            ip link set lo up
            unshare -n sleep 50 </dev/null >/dev/null 2>&1 &
            neighbour=$!
            sleep 0.3
            ip link add v0 type veth peer name v1
            ip link set v1 netns $neighbour
            ip addr add 192.0.2.2/24 dev v0
            ip link set v0 up
            outside() { nsenter -t $neighbour -n "$@"; }
            outside ip addr add 192.0.2.1/24 dev v1
            outside ip link set v1 up
            ip route add default via 192.0.2.1
            mount -t tmpfs -o mode=755 none /mnt
            mknod /mnt/tun c 10 200
            chmod 666 /mnt/tun
            mount --bind /mnt/tun /dev/net/tun
            user() { timeout -s KILL 20 setpriv --reuid=$uid --regid=$gid --clear-groups "$@" </dev/null; }
            jong() { user "$program" "$@"; }
            left() { sleep 0.3; ps -o args= -u $uid | grep -c '^/usr/bin/pasta '; }
            """;

    private final Site site = Site.open(Account.withRange());

    @BeforeAll
    static void needs() {
        Needs.root();
        Needs.program("/usr/bin/pasta");
        Needs.program("/usr/bin/busybox");
        Needs.that(Files.exists(Path.of("/dev/net/tun")), "/dev/net/tun");
    }

    @AfterEach
    void close() {
        // What fronts and monitors leave that were killed.
        Stale.sweep(site);
        Shell.script(site.folder(), "find run -path '*/monitors/*' -delete");
        Ids.close(site);
    }

    @Test
    void N09_a_published_port_is_reached_from_outside_and_the_client_seen_with_its_address()
            throws Exception {
        Result result =
                tried(
                        """
                        jong run -d --name web -p 8080:80 box busybox httpd -f -v -p 80 -h / >/dev/null
                        sleep 0.5
                        outside busybox wget -q -O- http://192.0.2.2:8080/etc/hostname
                        jong port web
                        jong run --rm -p 8080:80 box busybox true || echo refused
                        jong logs web 2>&1
                        jong rm -f web
                        left
                        """);

        assertThat(result.text())
                .contains("80/tcp -> 0.0.0.0:8080\n", "refused\n", "192.0.2.1]")
                .endsWith("web\n0\n");
        assertThat(result.err()).contains("container web has it");
    }

    @Test
    void containers_reach_others_and_nothing_is_left_when_parents_are_killed() throws Exception {
        Result result =
                tried(
                        """
                        echo there >/mnt/word
                        outside busybox httpd -p 7000 -h /mnt
                        jong run --rm box busybox wget -q -O- http://192.0.2.1:7000/word
                        jong run -d --name long box busybox sleep 60 >/dev/null
                        left
                        pkill -KILL -u $uid -x jong-monitor
                        left
                        user sh -c '"$program" run --rm box busybox sleep 60 & echo $! >pid; wait' &
                        sleep 2
                        left
                        kill -KILL $(cat pid)
                        left
                        jong rm -f long
                        """);

        assertThat(result.text()).isEqualTo("there\n1\n0\n1\n0\nlong\n");
    }

    /// Tries it where `$program` is Jong, which the user runs with `jong`.
    private Result tried(String script) throws Exception {
        site.jong("engine", "stop");
        String end = "jong engine stop >/dev/null 2>&1; kill $neighbour\n";
        return Run.of(
                        List.of(
                                "/usr/bin/timeout",
                                "-s",
                                "KILL",
                                "90",
                                "/usr/bin/unshare",
                                "-mn",
                                "/bin/bash",
                                "-c",
                                HOST + script + end),
                        site.work())
                .with("program", site.program())
                .with("uid", Integer.toString(site.account().uid()))
                .with("gid", Integer.toString(site.account().gid()))
                .with("HOME", site.folder().toString())
                .with("JONG_ROOT", site.store().toString())
                .with("JONG_RUN", site.folder().resolve("run").toString())
                .finish();
    }
}
