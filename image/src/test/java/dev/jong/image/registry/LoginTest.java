package dev.jong.image.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.JongException;
import dev.jong.testkit.ScriptedRegistry;
import dev.jong.testkit.TestImage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Who the client says it is, and to whom.
class LoginTest {
    private final TestImage image = TestImage.of(10_000);
    private final ScriptedRegistry registry = ScriptedRegistry.open().with("a", "latest", image);

    @AfterEach
    void close() {
        registry.close();
    }

    @Test
    void a_name_and_password_are_shown_to_a_registry_that_wants_them() {
        registry.wanting("me", "secret");
        try (Client client = Client.as("me", "secret")) {
            assertThat(client.repository(registry, "a").tags()).containsExactly("latest");
        }
    }

    @Test
    void nobody_is_told_to_log_in() {
        registry.wanting("me", "secret");
        try (Client client = new Client()) {
            assertThatThrownBy(() -> client.repository(registry, "a").tags())
                    .isInstanceOfSatisfying(
                            JongException.class,
                            e ->
                                    assertThat(e.hint())
                                            .isEqualTo(
                                                    "log in with: jong login "
                                                            + registry.authority()));
        }
    }

    @Test
    void one_token_serves_many_questions() {
        registry.wantingTokens("me", "secret", true);
        try (Client client = new Client()) {
            Repository repository = client.repository(registry, "a");
            repository.tags();
            repository.manifest("latest");
            Client.read(repository.blob(image.layer(0), 0));
        }
        assertThat(registry.log("GET", "/token.*")).hasSize(1);
    }

    @Test
    void an_identity_token_is_sent_as_a_form() {
        registry.wantingTokens("me", "refresh", false);
        try (Client client = Client.as("", "refresh")) {
            client.repository(registry, "a").tags();
        }
        assertThat(registry.log("POST", "/token.*")).hasSize(1);
    }

    @Test
    void R059_a_token_that_expires_in_the_middle_is_fetched_again_once() {
        registry.wantingTokens("me", "secret", true);
        try (Client client = new Client()) {
            Repository repository = client.repository(registry, "a");
            repository.manifest("latest");
            registry.expireTokens();
            assertThat(Client.read(repository.blob(image.layer(0), 0))).isEqualTo(image.bytes(0));
        }
        assertThat(registry.log("GET", "/token.*")).hasSize(2);
    }

    @Test
    void a_push_asks_for_the_right_to_push() {
        registry.wantingTokens("me", "secret", true);
        try (Client client = Client.as("me", "secret")) {
            Repository repository = client.repository(registry, "b");
            byte[] bytes = image.bytes(0);
            repository.upload(
                    image.layer(0),
                    from -> new java.io.ByteArrayInputStream(bytes, (int) from, bytes.length));
        }
        assertThat(registry.holds("b", image.layer(0).digest().toString())).isTrue();
        assertThat(registry.log("GET", "/token.*scope=repository:b:pull%2Cpush.*")).hasSize(1);
    }
}
