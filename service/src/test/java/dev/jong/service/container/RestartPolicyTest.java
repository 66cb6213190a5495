package dev.jong.service.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.base.json.Json;
import org.junit.jupiter.api.Test;

class RestartPolicyTest {
    @Test
    void is_kept_in_the_settings() {
        RestartPolicy policy = new RestartPolicy("on-failure", 3);
        Json.Obj settings = Json.EMPTY.with(RestartPolicy.FIELD, policy.json());
        assertThat(RestartPolicy.of(settings)).isEqualTo(policy);
        assertThat(RestartPolicy.of(Json.EMPTY)).isEqualTo(RestartPolicy.NO);
    }

    @Test
    void failures_are_tried_so_often() {
        RestartPolicy twice = new RestartPolicy("on-failure", 2);
        assertThat(twice.wants(1, 1)).isTrue();
        assertThat(twice.wants(1, 2)).isFalse();
        assertThat(twice.wants(0, 0)).isFalse();
        assertThat(new RestartPolicy("on-failure", 0).wants(1, 1000)).isTrue();
    }

    @Test
    void others_want_always_or_never() {
        assertThat(new RestartPolicy("always", 0).wants(0, 1000)).isTrue();
        assertThat(new RestartPolicy("unless-stopped", 0).wants(0, 1000)).isTrue();
        assertThat(RestartPolicy.NO.wants(1, 0)).isFalse();
    }

    @Test
    void a_boot_brings_back_what_is_wanted_always_or_was_not_stopped() {
        assertThat(new RestartPolicy("always", 0).wantsAtBoot(true, 0, 0)).isTrue();
        assertThat(new RestartPolicy("unless-stopped", 0).wantsAtBoot(true, 255, 0)).isFalse();
        assertThat(new RestartPolicy("unless-stopped", 0).wantsAtBoot(false, 0, 0)).isTrue();
        assertThat(new RestartPolicy("on-failure", 0).wantsAtBoot(false, 0, 0)).isFalse();
        assertThat(new RestartPolicy("on-failure", 0).wantsAtBoot(true, 255, 0)).isFalse();
        assertThat(new RestartPolicy("on-failure", 2).wantsAtBoot(false, 255, 1)).isTrue();
        assertThat(new RestartPolicy("on-failure", 2).wantsAtBoot(false, 255, 2)).isFalse();
        assertThat(RestartPolicy.NO.wantsAtBoot(false, 255, 0)).isFalse();
    }
}
