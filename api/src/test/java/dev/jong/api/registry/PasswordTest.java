package dev.jong.api.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import at.favre.lib.crypto.bcrypt.BCrypt;
import dev.jong.api.registry.RawClient.Answer;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PasswordTest {
    @TempDir Path directory;

    @Test
    void only_those_in_the_file_are_let_in() throws IOException {
        Path file = directory.resolve("htpasswd");
        String hash =
                BCrypt.with(BCrypt.Version.VERSION_2Y).hashToString(4, "s3:cret".toCharArray());
        Files.writeString(file, "# people\nann:" + hash + "\n");
        try (TestRegistry registry = guarded(file)) {
            Answer answer = registry.client.get("/v2/");
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.header("WWW-Authenticate")).startsWith("Basic realm=");
            assertThat(answer.text()).contains("UNAUTHORIZED");
            assertThat(asked(registry, "ann:s3:cret").status()).isEqualTo(200);
            assertThat(asked(registry, "ann:s3:cret").status()).isEqualTo(200);
            assertThat(asked(registry, "ann:other").status()).isEqualTo(401);
            assertThat(asked(registry, "bob:s3:cret").status()).isEqualTo(401);
            assertThat(asked(registry, "ann").status()).isEqualTo(401);
            assertThat(asked(registry, "").status()).isEqualTo(401);
            assertThat(registry.client.send("POST", "/v2/..%2f/blobs/uploads/").status())
                    .isEqualTo(401);
        }
    }

    @Test
    void weaker_hashes_are_refused_with_the_way_to_better_ones() throws IOException {
        for (String hash :
                new String[] {
                    "$apr1$abcdefgh$0123456789012345678901",
                    "{SHA}0DPiKuNIrrVmD8IUCuw1hQxNqZc=",
                    "plain",
                    "",
                    "$2y$31$abcdefghijklmnopqrstuuOMvQoaV4NvH9B/xsyMIHHSEyT0W5l6e"
                }) {
            Path file = directory.resolve("htpasswd");
            Files.writeString(file, "ann:" + hash + "\n");
            assertThatThrownBy(() -> guarded(file).close())
                    .as(hash)
                    .isInstanceOfSatisfying(
                            JongException.class,
                            e -> assertThat(e.hint()).contains("htpasswd -nB"));
        }
    }

    private TestRegistry guarded(Path file) {
        return TestRegistry.guarded(
                directory.resolve("registry"), Optional.empty(), Optional.of(file));
    }

    private static Answer asked(TestRegistry registry, String credentials) throws IOException {
        String basic = Base64.getEncoder().encodeToString(Text.bytes(credentials));
        return registry.client.send(
                "GET", "/v2/", "Authorization: Basic " + basic + "\r\n", new byte[0]);
    }
}
