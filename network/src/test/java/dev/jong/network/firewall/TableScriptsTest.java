package dev.jong.network.firewall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.JongException;
import dev.jong.network.netlink.Words;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableScriptsTest {
    private final TableScripts scripts = new TableScripts("jong");

    @Test
    void a_network_is_an_element_of_what_it_is() {
        assertThat(scripts.add(Samples.OPEN))
                .isEqualTo(
                        """
                        add element inet jong bridges { "br-a" }
                        add element inet jong talk { "br-a" . "br-a", "br-a" . "br-b" }
                        add element inet jong nat4 { 10.89.0.0/24 }
                        add element inet jong own4 { "br-a" . 10.89.0.0/24 }
                        add element inet jong nat6 { fd00:a:0:0:0:0:0:0/64 }
                        add element inet jong own6 { "br-a" . fd00:a:0:0:0:0:0:0/64 }
                        """);
    }

    @Test
    void N03_an_internal_network_is_not_masqueraded_even_when_asked_for() {
        assertThat(scripts.add(Samples.INTERNAL))
                .isEqualTo(
                        """
                        add element inet jong bridges { "br-i" }
                        add element inet jong internal { "br-i" }
                        add element inet jong strict { "br-i" }
                        add element inet jong talk { "br-i" . "br-i" }
                        add element inet jong own4 { "br-i" . 10.91.0.0/24 }
                        """);
    }

    @Test
    void a_network_that_is_partly_gone_can_be_removed_and_others_forget_it() {
        BridgeNetwork network =
                new BridgeNetwork("br-a", List.of(), List.of("br-a", "br-b"), false, true, false);
        assertThat(scripts.remove(network))
                .isEqualTo(
                        """
                        add element inet jong bridges { "br-a" }
                        add element inet jong talk { "br-a" . "br-a", "br-a" . "br-b", "br-b" . "br-a" }
                        delete element inet jong bridges { "br-a" }
                        delete element inet jong talk { "br-a" . "br-a", "br-a" . "br-b", "br-b" . "br-a" }
                        """);
    }

    @Test
    void N05_the_whole_table_replaces_rules_and_elements_and_keeps_the_chains() {
        String script = scripts.whole(List.of(Samples.OPEN), List.of());
        assertThat(script).doesNotContain("delete");
        for (String set : Rules.SETS) {
            String name = set.substring(4, set.indexOf(" {"));
            assertThat(script)
                    .containsSubsequence(
                            "\t" + set + "\n",
                            "flush table inet jong\n",
                            "flush " + set.substring(0, 3) + " inet jong " + name + "\n",
                            Rules.CHAINS,
                            "add element inet jong bridges { \"br-a\" }\n");
        }
    }

    @Test
    void a_table_made_anew_is_deleted_in_the_same_transaction() {
        String script = scripts.anew(List.of(Samples.OPEN), List.of());
        assertThat(script)
                .startsWith("table inet jong\ndelete table inet jong\ntable inet jong {\n\tset ")
                .containsSubsequence(Rules.CHAINS, "add element inet jong bridges");
        assertThat(scripts.nothing()).isEqualTo("table inet jong\ndelete table inet jong\n");
    }

    @Test
    void ports_are_elements_and_of_two_for_one_place_the_first_counts() {
        String script =
                scripts.whole(
                        List.of(),
                        List.of(
                                Samples.tcp("", 8080, "10.89.0.2", 80),
                                new PublishedPort(
                                        new byte[0], Protocol.UDP, 8080, Words.ip("10.89.0.3"), 81),
                                Samples.tcp("", 8080, "10.89.0.4", 80),
                                Samples.tcp("127.0.0.1", 8080, "10.89.0.5", 80),
                                Samples.tcp("", 8080, "fd00::2", 80),
                                Samples.tcp("2001:db8::1", 8080, "fd00::2", 80)));
        assertThat(script)
                .endsWith(
                        """
                        }
                        add element inet jong any4 { tcp . 8080 : 10.89.0.2 . 80, udp . 8080 : 10.89.0.3 . 81 }
                        add element inet jong one4 { 127.0.0.1 . tcp . 8080 : 10.89.0.5 . 80 }
                        add element inet jong any6 { tcp . 8080 : fd00:0:0:0:0:0:0:2 . 80 }
                        add element inet jong one6 { 2001:db8:0:0:0:0:0:1 . tcp . 8080 : fd00:0:0:0:0:0:0:2 . 80 }
                        """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a;b", "1a", "a\n", "a-b", "a\"", "\u00e9"})
    void N11_names_of_tables_cannot_be_anything_else(String name) {
        assertThatThrownBy(() -> new TableScripts(name)).isInstanceOf(JongException.class);
        assertThatThrownBy(() -> new PortRequests(name)).isInstanceOf(JongException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\n", "a\"", "a}", "br*", "a@b", "a,b", "0123456789abcdef"})
    void N11_names_of_bridges_cannot_end_their_quotes_or_stand_for_others(String name) {
        assertThatThrownBy(() -> network(name, "br-a")).isInstanceOf(JongException.class);
        assertThatThrownBy(() -> network("br-a", name)).isInstanceOf(JongException.class);
    }

    private static BridgeNetwork network(String bridge, String reaches) {
        return new BridgeNetwork(bridge, List.of(), List.of(reaches), false, true, false);
    }
}
