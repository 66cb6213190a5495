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

/// Networks that an ordinary user has made, on a [UserHost].
@Tag("root")
class UserBridgesTest {
    private final Site site = Site.open(Account.withRange());

    @BeforeAll
    static void needs() {
        UserHost.needs();
        Needs.program("/usr/sbin/nft");
    }

    @AfterEach
    void close() {
        Shell.run("pkill", "-KILL", "-u", Integer.toString(site.account().uid()));
        Stale.sweep(site);
        Shell.script(site.folder(), "find run -path '*/monitors/*' -delete");
        Ids.close(site);
    }

    @Test
    void containers_of_a_network_reach_each_other_by_name_and_what_is_outside() throws Exception {
        Result result =
                UserHost.tried(
                        site,
                        """
                        echo there >/mnt/word
                        outside busybox httpd -p 7000 -h /mnt
                        jong network create app >/dev/null
                        jong run -d --name db --network app --network-alias store box busybox httpd -f -p 80 -h /etc >/dev/null
                        sleep 0.3
                        jong run --rm --network app box busybox wget -q -O- http://db/hostname | wc -c
                        jong run --rm --network app box busybox wget -q -O- http://store.app/hostname | wc -c
                        jong run --rm --network app box busybox wget -q -O- http://192.0.2.1:7000/word
                        jong rm -f db
                        """);

        assertThat(result.text()).isEqualTo("13\n13\nthere\ndb\n");
    }

    @Test
    void two_networks_are_apart_until_a_container_is_in_both() throws Exception {
        Result result =
                UserHost.tried(
                        site,
                        """
                        jong network create front >/dev/null
                        jong network create --internal back >/dev/null
                        jong run -d --name db --network back --ip 172.19.0.9 box busybox httpd -f -p 80 -h /etc >/dev/null
                        sleep 0.3
                        ask() { jong run --rm --init --network $1 box busybox timeout 2 busybox wget -q -O- $2 | wc -c; }
                        ask back http://db/hostname
                        ask front http://172.19.0.9/hostname
                        ask front http://db/hostname
                        ask back http://192.0.2.1/
                        jong network connect front db
                        ask front http://db/hostname
                        jong network disconnect front db
                        ask front http://db/hostname
                        jong network rm back || echo used
                        jong rm -f db
                        jong network rm back front
                        """);

        assertThat(result.text()).isEqualTo("13\n0\n0\n0\n13\n0\nused\ndb\nback\nfront\n");
    }

    @Test
    void what_connects_them_goes_with_the_last_container_and_comes_again() throws Exception {
        Result result =
                UserHost.tried(
                        site,
                        """
                        jong network create app >/dev/null
                        jong run --rm --network app box busybox true
                        left
                        sleep 12
                        left
                        ps -o args= -u $uid | grep -c 'duty switch$'
                        jong run -d --name web --network app box busybox httpd -f -p 80 -h /etc >/dev/null
                        jong run --rm --network app box busybox wget -q -O- http://web/hostname | wc -c
                        jong rm -f web
                        """);

        assertThat(result.text()).isEqualTo("1\n0\n0\n13\nweb\n");
    }

    @Test
    void an_engine_that_is_killed_leaves_names_served() throws Exception {
        Result result =
                UserHost.tried(
                        site,
                        """
                        jong network create app >/dev/null
                        jong run -d --name web --network app box busybox httpd -f -p 80 -h /etc >/dev/null
                        jong run -d --name other --network app box busybox sleep 60 >/dev/null
                        pkill -KILL -u $uid -x java
                        sleep 2
                        jong exec other busybox wget -q -O- http://web/hostname | wc -c
                        jong rm -f web other
                        """);

        assertThat(result.text()).isEqualTo("13\nweb\nother\n");
    }

    @Test
    void N01_the_loopback_of_the_host_is_out_of_reach() throws Exception {
        Result result =
                UserHost.tried(
                        site,
                        """
                        busybox httpd -p 127.0.0.1:7000 -h /etc
                        jong network create app >/dev/null
                        for to in 172.18.0.1 192.0.2.1 127.0.0.1; do
                            jong run --rm --init --network app box busybox timeout 2 busybox wget -q -O- http://$to:7000/hostname | wc -c
                        done
                        """);

        assertThat(result.text()).isEqualTo("0\n0\n0\n");
    }

    @Test
    void N09_slirp4netns_publishes_ports_of_containers_in_networks_where_pasta_is_missing()
            throws Exception {
        Needs.program("/usr/bin/slirp4netns");
        Result result =
                UserHost.tried(
                        site,
                        """
                        mount --bind /dev/null /usr/bin/pasta
                        jong network create app >/dev/null
                        web() { jong run -d --name web --network app -p 8080:80 -p 127.0.0.1:8082:80 box busybox httpd -f -v -p 80 -h /etc >/dev/null; sleep 0.3; }
                        fetch() { outside busybox timeout 5 busybox wget -q -O- http://192.0.2.2:8080/hostname | wc -c; }
                        web
                        fetch
                        busybox wget -q -O- http://127.0.0.1:8082/hostname | wc -c
                        outside busybox wget -q -O- http://192.0.2.2:8082/hostname || echo closed
                        jong run --rm --network app -p 8080:80 box busybox true || echo refused
                        jong logs web 2>&1 | grep -o "[0-9.]*]"
                        jong restart -t 0 web
                        sleep 0.3
                        fetch
                        again() { jong rm -f web; web; fetch; }
                        again
                        again
                        again
                        kill -KILL $(ps -o ppid= -p $(jong inspect -f '{{.State.Pid}}' web))
                        again
                        jong rm -f web
                        """);

        assertThat(result.text())
                .isEqualTo(
                        "13\n13\nclosed\nrefused\n192.0.2.1]\n10.0.2.2]\n"
                                + "web\n13\n".repeat(5)
                                + "web\n");
        assertThat(result.err()).contains("container web has it");
    }

    @Test
    void N09_ports_of_a_container_in_a_network_are_published_and_clients_keep_their_addresses()
            throws Exception {
        Result result =
                UserHost.tried(
                        site,
                        """
                        jong network create app >/dev/null
                        web() { jong run -d --name web --network app -p 8080:80 -p 127.0.0.1:8082:80 box busybox httpd -f -v -p 80 -h /etc >/dev/null; sleep 0.3; }
                        web
                        outside busybox wget -q -O- http://192.0.2.2:8080/hostname | wc -c
                        busybox wget -q -O- http://127.0.0.1:8082/hostname | wc -c
                        outside busybox wget -q -O- http://192.0.2.2:8082/hostname || echo closed
                        jong run --rm --network app -p 8080:80 box busybox true || echo refused
                        jong logs web 2>&1
                        jong rm -f web
                        web
                        outside busybox wget -q -O- http://192.0.2.2:8080/hostname | wc -c
                        jong rm -f web
                        """);

        assertThat(result.text())
                .as(result.toString())
                .startsWith("13\n13\nclosed\nrefused\n")
                .contains("192.0.2.1]")
                .endsWith("web\n13\nweb\n");
        assertThat(result.err()).contains("container web has it");
    }

    @Test
    void N05_a_port_that_was_published_leads_to_nobody_who_has_the_address_next() throws Exception {
        Result result =
                UserHost.tried(
                        site,
                        """
                        jong network create front >/dev/null
                        jong network create back >/dev/null
                        jong run -d --name other --network back box busybox sleep 60 >/dev/null
                        serve() { jong run -d --name $1 --init --network front --ip 172.18.0.9 $2 $3 box busybox httpd -f -p 80 -h /etc >/dev/null; sleep 0.3; }
                        ask() { jong exec other busybox timeout 2 busybox wget -q -O- http://172.19.0.1:8080/hostname | wc -c; }
                        serve web -p 8080:80
                        outside busybox wget -q -O- http://192.0.2.2:8080/hostname | wc -c
                        ask
                        jong stop web
                        serve next
                        ask
                        outside busybox wget -q -O- http://192.0.2.2:8080/hostname | wc -c
                        jong start web 2>/dev/null || echo taken
                        jong rm -f next
                        jong start web
                        sleep 0.3
                        outside busybox wget -q -O- http://192.0.2.2:8080/hostname | wc -c
                        jong rm -f web other
                        """);

        assertThat(result.text())
                .as("%s", result.err())
                .isEqualTo("13\n13\nweb\n0\n0\ntaken\nnext\nweb\n13\nweb\nother\n");
    }

    @Test
    void N05_ports_of_a_container_that_has_ended_are_closed_in_the_rules_soon() throws Exception {
        Result result =
                UserHost.tried(
                        site,
                        """
                        jong network create app >/dev/null
                        jong run -d --name other --network app box busybox sleep 60 >/dev/null
                        there() { nsenter -n -t $(sed 's/ .*//' $JONG_RUN/*/net/duty) "$@"; }
                        look() { there nft list ruleset | grep -c '80[89]0 :'; there ip rule | grep -c 'from 172.18'; ls $JONG_RUN/*/net/in/* | wc -l; }
                        jong run -d --name web --network app -p 8080:80 -p 8090:80 box busybox sleep 60 >/dev/null
                        look
                        jong kill web >/dev/null
                        sleep 1.5
                        look
                        jong start web >/dev/null
                        look
                        kill -KILL $(jong inspect -f '{{.State.Pid}}' web)
                        sleep 1.5
                        look
                        jong rm -f web other
                        """);

        assertThat(result.text())
                .as("%s", result.err())
                .isEqualTo("2\n1\n2\n0\n0\n1\n2\n1\n2\n0\n0\n1\nweb\nother\n");
    }
}
