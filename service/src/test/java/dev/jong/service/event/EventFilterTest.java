package dev.jong.service.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.store.event.Event;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventFilterTest {
    private static final Event DIE =
            Event.now(
                    "container",
                    "die",
                    "abcdef",
                    Map.of("name", "web", "image", "host:5000/alpine:3", "tier", "front"));
    private static final Event EXEC =
            Event.now("container", "exec_start: sh -c x", "abcdef", Map.of("name", "web"));
    private static final Event TAG = Event.image("tag", "sha256:1234", "alpine:3");
    private static final Event VOLUME = Event.volume("create", "data");

    @Test
    void containers_are_known_by_name_and_by_the_beginning_of_their_id() {
        assertThat(filter("container", "web")).accepts(DIE, EXEC).rejects(TAG, VOLUME);
        assertThat(filter("container", "abc")).accepts(DIE, EXEC).rejects(TAG, VOLUME);
        assertThat(filter("container", "we")).rejects(DIE, EXEC, TAG, VOLUME);
    }

    @Test
    void an_event_with_a_command_behind_it_is_known_by_its_word() {
        assertThat(filter("event", "exec_start")).accepts(EXEC).rejects(DIE);
        assertThat(filter("event", "exec")).rejects(EXEC, DIE);
    }

    @Test
    void an_image_is_known_by_name_tag_and_id_and_stands_for_its_containers() {
        assertThat(filter("image", "alpine")).accepts(TAG).rejects(DIE, VOLUME);
        assertThat(filter("image", "alpine:3")).accepts(TAG);
        assertThat(filter("image", "1234")).accepts(TAG);
        assertThat(filter("image", "host:5000/alpine")).accepts(DIE).rejects(TAG);
    }

    @Test
    void values_of_a_key_are_alternatives_and_labels_and_keys_must_all_fit() {
        assertThat(filter("event", "die").add("event", "tag")).accepts(DIE, TAG).rejects(EXEC);
        assertThat(filter("event", "die").add("type", "image")).rejects(DIE, TAG);
        assertThat(filter("label", "tier")).accepts(DIE).rejects(TAG);
        assertThat(filter("label", "tier=front").add("label", "tier=back")).rejects(DIE);
        assertThat(filter("type", "volume")).accepts(VOLUME).rejects(DIE);
        assertThat(filter("scope", "local")).accepts(VOLUME, DIE);
        assertThat(filter("network", "abc")).rejects(VOLUME, DIE);
        assertThat(filter("volume", "data")).accepts(VOLUME).rejects(DIE);
    }

    private static EventFilter filter(String key, String value) {
        return new EventFilter().add(key, value);
    }
}
