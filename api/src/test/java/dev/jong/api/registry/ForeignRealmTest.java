package dev.jong.api.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.api.registry.RawClient.Answer;
import dev.jong.image.registry.Access;
import dev.jong.image.registry.Credentials;
import dev.jong.image.registry.HttpRegistries;
import dev.jong.image.registry.http.Network;
import dev.jong.testkit.ScriptedRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A cache whose registry wants its password sent somewhere else.
class ForeignRealmTest {
    @TempDir Path directory;

    @Test
    void S15_a_registry_that_names_a_foreign_realm_does_not_get_the_password_there()
            throws Exception {
        Access access =
                new Access(
                        Optional.of(new Credentials("ann", "secret")),
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        Map.of());
        try (ScriptedRegistry foreign = ScriptedRegistry.open();
                ScriptedRegistry upstream = ScriptedRegistry.open();
                HttpRegistries registries =
                        new HttpRegistries(access, _ -> {}, new OneHost(), _ -> {});
                TestRegistry cache = cache(registries, upstream.authority())) {
            upstream.when("*", ".*")
                    .status(401)
                    .header(
                            "WWW-Authenticate: Bearer realm=\"http://other.example:"
                                    + foreign.port()
                                    + "/token\",service=\"x\"")
                    .body("{}");

            Answer answer = cache.client.get("/v2/a/manifests/1");

            assertThat(answer.status()).isBetween(400, 599);
            assertThat(foreign.log()).isEmpty();
            assertThat(answer.text()).doesNotContain("secret");
            assertThat(cache.log).noneMatch(line -> line.contains("secret"));
        }
    }

    /// Every name is this host.
    private static final class OneHost implements Network {
        @Override
        public List<InetAddress> lookUp(String host) {
            return List.of(InetAddress.getLoopbackAddress());
        }

        @Override
        public Socket connect(InetAddress address, int port, int millis) throws IOException {
            return new Socket(address, port);
        }
    }

    private TestRegistry cache(HttpRegistries registries, String upstream) {
        return TestRegistry.caching(directory, new PullThrough.Upstream(registries, upstream));
    }
}
