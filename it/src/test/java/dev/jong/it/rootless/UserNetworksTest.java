package dev.jong.it.rootless;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.Needs;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Shell;
import dev.jong.it.harness.Site;
import dev.jong.it.harness.Stale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Containers of an ordinary user that `pasta` connects, each for itself, on a [UserHost].
@Tag("root")
class UserNetworksTest {

    private final Site site = Site.open(Account.withRange());

    @BeforeAll
    static void needs() {
        UserHost.needs();
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
                UserHost.tried(
                        site,
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
    void N09_slirp4netns_publishes_ports_and_only_the_host_is_seen_as_its_gateway()
            throws Exception {
        Needs.program("/usr/bin/slirp4netns");
        Result result =
                UserHost.tried(
                        site,
                        """
                        slirp="--network slirp4netns"
                        web() { jong run -d --name web $slirp -p 8080:80 -p 127.0.0.1:8082:80 box busybox httpd -f -v -p 80 -h / >/dev/null; sleep 0.5; }
                        web
                        outside busybox wget -q -O- http://192.0.2.2:8080/etc/hostname
                        busybox wget -q -O- http://127.0.0.1:8082/etc/hostname
                        outside busybox wget -q -O- http://192.0.2.2:8082/etc/hostname || echo closed
                        jong port web
                        jong run --rm $slirp -p 8080:80 box busybox true || echo refused
                        jong run --rm $slirp -p [::1]:8083:80 box busybox true || echo refused
                        jong logs web 2>&1 | grep -o "[0-9.]*]"
                        jong rm -f web
                        sleep 0.3
                        find $JONG_RUN -path '*/net/to/*'
                        web
                        outside busybox wget -q -O- http://192.0.2.2:8080/etc/hostname | wc -c
                        jong rm -f web
                        """);

        assertThat(result.text())
                .contains("closed\n80/tcp -> 0.0.0.0:8080\n80/tcp -> 127.0.0.1:8082\n")
                .endsWith("refused\nrefused\n192.0.2.1]\n10.0.2.2]\nweb\n13\nweb\n");
        assertThat(result.err()).contains("container web has it", "none of IPv6");
    }

    @Test
    void containers_reach_others_and_nothing_is_left_when_parents_are_killed() throws Exception {
        Result result =
                UserHost.tried(
                        site,
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
}
