package dev.jong.service.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.JongException;
import dev.jong.store.network.NetworkRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AskedRoutesTest {
    private static final List<NetworkRecord.Pool> POOLS =
            List.of(pool("10.1.0.0/16"), pool("fd00::/64"));

    private static NetworkRecord.Pool pool(String subnet) {
        return new NetworkRecord.Pool(subnet, Optional.empty(), Optional.empty(), Map.of());
    }

    @Test
    void a_route_leads_to_a_subnet_by_an_address_of_the_network() {
        assertThat(
                        AskedRoutes.parse(
                                List.of(
                                        "10.9.0.0/16,10.1.0.9",
                                        "192.0.2.1/32,10.1.0.9,12",
                                        "fd01:0::/64,fd00::0:9"),
                                POOLS))
                .containsExactly(
                        new NetworkRecord.Route("10.9.0.0/16", "10.1.0.9", 0),
                        new NetworkRecord.Route("192.0.2.1/32", "10.1.0.9", 12),
                        new NetworkRecord.Route("fd01::/64", "fd00::9", 0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    10.9.0.0/16              | it has no gateway
                    10.9.0.0/16,             | its gateway is no address
                    10.9.0.0/16,fd00::9      | its gateway is no address of that family
                    10.9.0.0/16,10.2.0.9     | its gateway is in none of the network's subnets
                    10.9.0.0/16,10.1.0.9,0   | its metric is no number
                    10.9.0.0/16,10.1.0.9,x   | its metric is no number
                    10.9.0.0/16,10.1.0.9,1,1 | it has no gateway
                    10.9.0.1/16,10.1.0.9     | is no subnet
                    0.0.0.0/0,10.1.0.9       | the way out
                    10.1.5.0/24,10.1.0.9     | it leads to the network itself
                    """)
    void one_that_leads_nowhere_is_refused(String route, String why) {
        assertThatThrownBy(() -> AskedRoutes.parse(List.of(route), POOLS))
                .isInstanceOf(JongException.class)
                .hasMessageContaining(why);
    }
}
