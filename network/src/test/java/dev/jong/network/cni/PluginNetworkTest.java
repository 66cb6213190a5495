package dev.jong.network.cni;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.base.json.Json;
import dev.jong.base.json.JsonPrinter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PluginNetworkTest {
    @Test
    void a_plugin_gets_its_part_with_the_name_the_version_and_what_it_is_capable_of() {
        PluginNetwork network =
                parse(
                        "{'cniVersion':'1.0.0','name':'site','plugins':["
                                + "{'type':'bridge','mtu':1400,'name':'other'},"
                                + "{'type':'portmap','capabilities':{'portMappings':true,'ips':false}}]}");
        Map<String, Json> given = Map.of("portMappings", Json.of(1), "ips", Json.of(2));
        assertThat(input(network, 0, given))
                .isEqualTo("{'cniVersion':'1.0.0','name':'site','type':'bridge','mtu':1400}");
        assertThat(input(network, 1, given))
                .isEqualTo(
                        "{'cniVersion':'1.0.0','name':'site','type':'portmap','runtimeConfig':{'portMappings':1}}");
        assertThat(network.takes("portMappings")).isTrue();
        assertThat(network.takes("ips")).isFalse();
    }

    @Test
    void a_single_plugin_is_a_network_too() {
        PluginNetwork network =
                parse(
                        "{'cniVersion':'0.4.0','name':'one','type':'ptp','prevResult':{},'runtimeConfig':{}}");
        assertThat(network.plugins()).hasSize(1);
        assertThat(input(network, 0, Map.of()))
                .isEqualTo("{'cniVersion':'0.4.0','name':'one','type':'ptp'}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {'cniVersion':'1.0.0','type':'ptp'}                     | it has no name
                    {'cniVersion':'1.0.0','name':'a/b','type':'ptp'}        | it has no name
                    {'cniVersion':'1.0.0','name':'../x','type':'ptp'}       | it has no name
                    {'name':'a','type':'ptp'}                               | it has no cniVersion
                    {'cniVersion':'0.2.0','name':'a','type':'ptp'}          | it is of version 0.2.0
                    {'cniVersion':'1.0.0','name':'a'}                       | a plugin has no type
                    {'cniVersion':'1.0.0','name':'a','type':'../../bin/sh'} | a plugin has no type
                    {'cniVersion':'1.0.0','name':'a','plugins':[]}          | it has no plugins
                    {'cniVersion':'1.0.0','name':'a','plugins':['ptp']}     | not an array of objects
                    {'cniVersion':'1.0.0','name':'a','type':'p','capabilities':{'ips':1}} | not a boolean
                    """)
    void what_is_no_network_is_refused(String document, String why) {
        assertThatThrownBy(() -> parse(document))
                .isInstanceOf(JongException.class)
                .hasMessageContaining(why);
    }

    private static PluginNetwork parse(String document) {
        return PluginNetwork.parse(Text.bytes(document.replace('\'', '"')));
    }

    private static String input(PluginNetwork network, int place, Map<String, Json> given) {
        Json.Obj input = network.input(network.plugins().get(place), given);
        return JsonPrinter.compact(input).replace('"', '\'');
    }
}
