package dev.jong.network.name;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;

class PlacesTest {
    private static final InetAddress ONE = InetAddress.ofLiteral("10.1.0.1");
    private static final InetAddress TWO = InetAddress.ofLiteral("10.1.0.2");
    private static final InetAddress THREE = InetAddress.ofLiteral("10.1.0.3");

    @Test
    void one_client_gets_its_share_and_all_get_what_there_is() {
        Places places = new Places(3, 2);
        assertThat(places.take(ONE)).isTrue();
        assertThat(places.take(ONE)).isTrue();
        assertThat(places.take(ONE)).isFalse();
        assertThat(places.take(TWO)).isTrue();
        assertThat(places.take(THREE)).isFalse();
    }

    @Test
    void a_place_that_is_left_is_free() {
        Places places = new Places(2, 1);
        assertThat(places.take(ONE)).isTrue();
        assertThat(places.take(TWO)).isTrue();
        places.leave(ONE);
        assertThat(places.take(TWO)).isFalse();
        assertThat(places.take(THREE)).isTrue();
        assertThat(places.take(ONE)).isFalse();
    }
}
