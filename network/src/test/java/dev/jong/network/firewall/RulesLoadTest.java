package dev.jong.network.firewall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
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

    @BeforeAll
    static void nftWorksHere(@TempDir Path folder) throws Exception {
        boolean there = shell(folder, "unshare -n nft list ruleset").equals("");
        assumeTrue(there, "needs root, unshare and nft");
    }

    @Test
    void N05_a_table_that_is_there_twice_flushed_or_changed_becomes_what_it_should_be()
            throws Exception {
        write("whole", scripts.whole(List.of(Samples.OPEN, Samples.INTERNAL), PORTS));
        write("other", scripts.whole(List.of(Samples.INTERNAL), PORTS.subList(1, 2)));
        String list = "nft list table inet jong";
        String once = inside("nft -f whole; " + list);
        assertThat(once)
                .contains("elements = { 127.0.0.1 . tcp . 8081 : 10.89.0.2 . 80 }")
                .contains("chain forward")
                .doesNotContain("rror");
        assertThat(inside("nft -f whole; nft -f whole; " + list)).isEqualTo(once);
        assertThat(inside("nft -f other; nft -f whole; " + list)).isEqualTo(once);
        assertThat(inside("nft -f whole; nft flush table inet jong; nft -f whole; " + list))
                .isEqualTo(once);
        assertThat(inside("nft -f whole; nft flush ruleset; nft -f whole; " + list))
                .isEqualTo(once);
    }

    @Test
    void a_table_made_anew_is_the_same_whatever_was_under_its_name() throws Exception {
        write("whole", scripts.whole(List.of(Samples.OPEN), PORTS));
        write("anew", scripts.anew(List.of(Samples.OPEN), PORTS));
        write("nothing", scripts.nothing());
        String list = "nft list ruleset";
        String before =
                "nft add table inet jong; nft add map inet jong any4 { type mark : mark\\; }; ";
        assertThat(inside(before + "nft -f anew; " + list))
                .isEqualTo(inside("nft -f whole; " + list));
        assertThat(inside("nft -f nothing; nft -f anew; nft -f nothing; " + list)).isEmpty();
    }

    @Test
    void networks_come_and_go_and_may_do_so_twice() throws Exception {
        write("empty", scripts.whole(List.of(), List.of()));
        write("both", scripts.whole(List.of(Samples.OPEN, Samples.INTERNAL), List.of()));
        write("add", scripts.add(Samples.OPEN));
        write("more", scripts.add(Samples.INTERNAL));
        write("remove", scripts.remove(Samples.OPEN));
        write("less", scripts.remove(Samples.INTERNAL));
        String list = "nft list table inet jong";
        assertThat(inside("nft -f empty; nft -f add; nft -f add; nft -f more; " + list))
                .isEqualTo(inside("nft -f both; " + list));
        assertThat(inside("nft -f both; nft -f remove; nft -f remove; nft -f less; " + list))
                .isEqualTo(inside("nft -f empty; " + list));
    }

    private void write(String name, String script) throws IOException {
        Files.writeString(folder.resolve(name), script, StandardCharsets.ISO_8859_1);
    }

    private String inside(String commands) throws Exception {
        return shell(folder, "unshare -n sh -c '" + commands + "'");
    }

    /// What commands write, errors too.
    private static String shell(Path folder, String commands) throws Exception {
        Path out = Files.createTempFile(folder, "out", "");
        Process process =
                new ProcessBuilder("sh", "-c", commands)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(out.toFile())
                        .start();
        process.waitFor();
        return Files.readString(out, StandardCharsets.ISO_8859_1);
    }
}
