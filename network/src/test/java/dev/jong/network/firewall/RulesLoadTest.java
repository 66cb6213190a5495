package dev.jong.network.firewall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The scripts, given to nft(8) in a network namespace of their own.
@Tag("integration")
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class RulesLoadTest {
    private static final List<PublishedPort> PORTS =
            List.of(
                    Samples.tcp("", 8080, "10.89.0.2", 80),
                    Samples.tcp("127.0.0.1", 8081, "10.89.0.2", 80),
                    Samples.tcp("", 8080, "fd00:a::2", 80),
                    Samples.tcp("2001:db8::1", 8082, "fd00:a::2", 80));

    private final TableScripts scripts = new TableScripts("jong");
    @TempDir private Path folder;
    private Lab lab = new Lab(Path.of(""));

    @BeforeEach
    void lab() throws Exception {
        lab = new Lab(folder);
        assumeTrue(lab.works(), "needs root, unshare, ip, nft and nc (of OpenBSD)");
    }

    @Test
    void N05_a_table_that_is_there_twice_flushed_or_changed_becomes_what_it_should_be()
            throws Exception {
        lab.with("whole", scripts.whole(List.of(Samples.OPEN, Samples.INTERNAL), PORTS));
        lab.with("other", scripts.whole(List.of(Samples.INTERNAL), PORTS.subList(1, 2)));
        String list = "nft list table inet jong";
        String once = lab.run("nft -f whole; " + list);
        assertThat(once)
                .contains("elements = { 127.0.0.1 . tcp . 8081 : 10.89.0.2 . 80 }")
                .contains("chain forward")
                .doesNotContain("rror");
        assertThat(lab.run("nft -f whole; nft -f whole; " + list)).isEqualTo(once);
        assertThat(lab.run("nft -f other; nft -f whole; " + list)).isEqualTo(once);
        assertThat(lab.run("nft -f whole; nft flush table inet jong; nft -f whole; " + list))
                .isEqualTo(once);
        assertThat(lab.run("nft -f whole; nft flush ruleset; nft -f whole; " + list))
                .isEqualTo(once);
    }

    @Test
    void a_table_made_anew_is_the_same_whatever_was_under_its_name() throws Exception {
        lab.with("whole", scripts.whole(List.of(Samples.OPEN), PORTS));
        lab.with("anew", scripts.anew(List.of(Samples.OPEN), PORTS));
        lab.with("nothing", scripts.nothing());
        String list = "nft list ruleset";
        String before =
                "nft add table inet jong; nft add map inet jong any4 { type mark : mark\\; }; ";
        assertThat(lab.run(before + "nft -f anew; " + list))
                .isEqualTo(lab.run("nft -f whole; " + list));
        assertThat(lab.run("nft -f nothing; nft -f anew; nft -f nothing; " + list)).isEmpty();
    }

    @Test
    void networks_come_and_go_and_may_do_so_twice() throws Exception {
        lab.with("empty", scripts.whole(List.of(), List.of()));
        lab.with("both", scripts.whole(List.of(Samples.OPEN, Samples.INTERNAL), List.of()));
        lab.with("add", scripts.add(Samples.OPEN));
        lab.with("more", scripts.add(Samples.INTERNAL));
        lab.with("remove", scripts.remove(Samples.OPEN));
        lab.with("less", scripts.remove(Samples.INTERNAL));
        String list = "nft list table inet jong";
        assertThat(lab.run("nft -f empty; nft -f add; nft -f add; nft -f more; " + list))
                .isEqualTo(lab.run("nft -f both; " + list));
        assertThat(lab.run("nft -f both; nft -f remove; nft -f remove; nft -f less; " + list))
                .isEqualTo(lab.run("nft -f empty; " + list));
    }
}
