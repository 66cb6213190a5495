package dev.jong.image.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

class VerifiedBlobTest {
    private final byte[] good = Text.bytes("0123456789");
    private final Descriptor blob = Descriptor.of("x/y", good);

    @Test
    void good_bytes_pass() throws IOException {
        assertThat(over(good).readAllBytes()).isEqualTo(good);
    }

    @Test
    void whoever_only_counts_bytes_never_gets_the_last_of_wrong_ones() throws IOException {
        try (InputStream in = over(Text.bytes("0123456780"))) {
            assertThat(in.readNBytes(9)).hasSize(9);
            assertThatThrownBy(() -> in.readNBytes(1)).isInstanceOf(JongException.class);
        }
    }

    @Test
    void shorter_and_longer_bytes_are_refused() {
        assertThatThrownBy(() -> over(Text.bytes("012345678")).readAllBytes())
                .isInstanceOf(JongException.class);
        assertThatThrownBy(() -> over(Text.bytes("01234567890")).readNBytes(10))
                .isInstanceOf(JongException.class);
    }

    @Test
    void an_empty_blob_is_one_too() throws IOException {
        Descriptor empty = Descriptor.of("x/y", new byte[0]);
        try (InputStream in = new VerifiedBlob(InputStream.nullInputStream(), empty, "the test")) {
            assertThat(in.readAllBytes()).isEmpty();
        }
        Descriptor lie = Descriptor.of("x/y", Digest.of(good), 0);
        assertThatThrownBy(() ->
                        new VerifiedBlob(InputStream.nullInputStream(), lie, "the test").read())
                .isInstanceOf(JongException.class);
    }

    private VerifiedBlob over(byte[] bytes) {
        return new VerifiedBlob(new ByteArrayInputStream(bytes), blob, "the test");
    }
}
