package dev.jong.runtime.host;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SharedMountsTest {
    private static final String MOUNTINFO =
            """
            27 1 254:0 / / rw,relatime - ext4 /dev/vda rw
            28 27 254:0 /a /srv rw,relatime shared:7 master:1 - ext4 /dev/vda rw
            29 28 254:0 /b /srv/slave rw master:7 - ext4 /dev/vda rw
            30 27 254:0 /c /with\\040blank rw shared:9 - ext4 /dev/vda rw
            31 27 254:0 /d /twice rw shared:4 - ext4 /dev/vda rw
            32 31 254:0 /e /twice rw - ext4 /dev/vda rw
            nonsense
            33 27 254:0 / /bad\\04 rw shared:5 - x y z
            """;

    @Test
    void finds_the_innermost_mount_and_whether_others_hear_of_it() {
        assertThat(place("/")).isEqualTo("/ false");
        assertThat(place("/srvx")).isEqualTo("/ false");
        assertThat(place("/srv")).isEqualTo("/srv true");
        assertThat(place("/srv/x/y")).isEqualTo("/srv true");
        assertThat(place("/srv/slave/x")).isEqualTo("/srv/slave false");
        assertThat(place("/with blank/x")).isEqualTo("/with blank true");
    }

    @Test
    void the_last_mount_in_a_place_counts() {
        assertThat(place("/twice")).isEqualTo("/twice false");
    }

    private static String place(String path) {
        SharedMounts.Place place = SharedMounts.of(MOUNTINFO).placeOf(path);
        return place.point() + " " + place.shared();
    }
}
