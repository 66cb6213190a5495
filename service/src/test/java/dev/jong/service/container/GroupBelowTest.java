package dev.jong.service.container;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GroupBelowTest {
    private static final String ID = "ab".repeat(32);

    @Test
    void is_what_follows_the_container_s_own_group() {
        assertThat(GroupBelow.below("0::/jong/" + ID + "/init.scope\n", ID))
                .isEqualTo("/init.scope");
        assertThat(GroupBelow.below("1:cpu:/\n0::/user/jong/" + ID + "/a/b\n", ID))
                .isEqualTo("/a/b");
    }

    @Test
    void is_empty_for_the_container_s_own_group_and_for_others() {
        assertThat(GroupBelow.below("0::/jong/" + ID + "\n", ID)).isEmpty();
        assertThat(GroupBelow.below("0::/elsewhere/x\n", ID)).isEmpty();
        assertThat(GroupBelow.below("0::/jong/" + ID + "0/x\n", ID)).isEmpty();
        assertThat(GroupBelow.below("1:cpu:/jong/" + ID + "/x\n", ID)).as("version 1").isEmpty();
        assertThat(GroupBelow.below("", ID)).isEmpty();
    }
}
