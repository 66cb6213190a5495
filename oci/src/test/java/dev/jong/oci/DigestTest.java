package dev.jong.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.JongException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigestTest {
    private static final String HEX =
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @Test
    void names_content_by_its_sha256() {
        assertThat(Digest.of("abc".getBytes(java.nio.charset.StandardCharsets.US_ASCII)))
                .isEqualTo(Digest.parse("sha256:" + HEX))
                .hasToString("sha256:" + HEX);
    }

    @Test
    void agrees_with_the_platform_on_every_length_around_the_blocks() throws Exception {
        Random random = new Random(7);
        for (int length = 0; length < 300; length++) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            byte[] expected = MessageDigest.getInstance("SHA-256").digest(bytes);
            assertThat(Digest.of(bytes).hex()).isEqualTo(HexFormat.of().formatHex(expected));
        }
    }

    @Test
    void knows_sha512() {
        Digest digest = Digest.of(Digest.Algorithm.SHA512, new byte[0]);
        assertThat(digest.toString()).startsWith("sha512:cf83e1357eefb8bd").hasSize(7 + 128);
        assertThat(Digest.parse(digest.toString())).isEqualTo(digest);
    }

    @Test
    void equal_digests_have_equal_hash_codes() {
        assertThat(Digest.parse("sha256:" + HEX)).hasSameHashCodeAs(Digest.parse("sha256:" + HEX));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sha256",
                "sha256:",
                ":",
                "sha256:../../../../../../etc/passwd",
                "sha256:../../x",
                "md5:d41d8cd98f00b204e9800998ecf8427e",
                "SHA256:" + HEX,
                "sha256:BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD",
                "sha256:" + HEX + "0",
                "sha256:a" + HEX,
                "sha512:" + HEX,
                "sha256:" + HEX + "\n",
                "sha2566" + HEX,
                "sha256:./////////////////////////////////////////////////////////////x/"
            })
    void M03_rejects_a_digest_that_is_not_a_known_algorithm_and_its_hex(String text) {
        assertThatThrownBy(() -> Digest.parse(text))
                .isInstanceOf(JongException.class)
                .hasMessageStartingWith("invalid digest");
    }
}
