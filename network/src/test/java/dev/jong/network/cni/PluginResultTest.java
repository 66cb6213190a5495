package dev.jong.network.cni;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.base.json.JsonParser;
import dev.jong.network.address.Address;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PluginResultTest {
    @Test
    void the_container_s_addresses_its_hardware_and_its_resolver_are_read() {
        PluginResult result =
                of(
                        "{'cniVersion':'1.0.0','interfaces':[{'name':'br0','mac':'02:00:00:00:00:01'},"
                                + "{'name':'eth0','mac':'02:00:00:00:00:02','sandbox':'/run/ns/x'}],"
                                + "'ips':[{'interface':0,'address':'10.9.0.1/24'},"
                                + "{'interface':1,'address':'10.9.0.5/24','gateway':'10.9.0.1'},"
                                + "{'version':'6','interface':1,'address':'fd00::5/64'}],"
                                + "'dns':{'nameservers':['10.9.0.53'],'domain':'a.example','search':['b.example'],"
                                + "'options':['ndots:2']}}");
        assertThat(result.places())
                .extracting(PluginResult.Place::text)
                .containsExactly("10.9.0.5/24", "fd00::5/64");
        assertThat(result.of(false).orElseThrow().gateway()).contains(Address.parse("10.9.0.1"));
        assertThat(result.of(true).orElseThrow().gateway()).isEmpty();
        assertThat(result.hardware()).isEqualTo("02:00:00:00:00:02");
        assertThat(result.servers()).containsExactly("10.9.0.53");
        assertThat(result.domains()).containsExactly("a.example", "b.example");
        assertThat(result.options()).containsExactly("ndots:2");
    }

    @Test
    void a_network_may_give_nothing() {
        assertThat(of("{'cniVersion':'0.4.0'}").places()).isEmpty();
    }

    /// They become lines of files.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'ips':[{'address':'10.9.0.5/33'}]}",
                "{'ips':[{'address':'10.9.0.5/'}]}",
                "{'ips':[{'address':'somewhere/24'}]}",
                "{'ips':[{'address':'10.9.0.5/24','gateway':'10.9'}]}",
                "{'dns':{'nameservers':['10.9.0.53\\nsearch evil.example']}}",
                "{'dns':{'search':['a\\nnameserver 10.6.6.6']}}",
                "{'dns':{'options':['a b']}}",
                "{'dns':{'domain':'a\\nb'}}"
            })
    void N11_what_is_no_address_or_word_is_refused(String json) {
        assertThatThrownBy(() -> of(json)).isInstanceOf(JongException.class);
    }

    @Test
    void a_failure_is_one_line_with_the_plugin_s_reason() {
        assertThat(failure("{'code':11,'msg':'busy','details':'locked\\nby x'}"))
                .isEqualTo(new PluginFailure(11, "busy: locked by x"));
        assertThat(failure("{'code':7,'msg':'no type'}").hint("/x")).isEqualTo("mend /x");
        assertThat(failure("panic: at the disco\n").text())
                .isEqualTo("it ended with 3 and no reason: panic: at the disco");
        assertThat(failure("").text()).isEqualTo("it ended with 3 and no reason");
        assertThat(failure("{'msg':'\\u001b[31mred'}").text()).isEqualTo("\\x1b[31mred");
    }

    private static PluginFailure failure(String output) {
        return PluginFailure.of(3, output.replace('\'', '"'));
    }

    private static PluginResult of(String json) {
        return PluginResult.of(JsonParser.parseObject(Text.bytes(json.replace('\'', '"'))), "eth0");
    }
}
