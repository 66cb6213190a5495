package dev.jong.store.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.oci.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What compressed layers are called must not depend on the machine, nor change unseen with a library.
class CompressorTest {
    @Test
    void gzip_gives_the_same_digest_everywhere() throws IOException {
        assertThat(digest(Compression.GZIP, 1 << 16))
                .hasToString(
                        "sha256:0bd978694ea18e912dad3a80737b0ac15eba7ac5dd0aca9912bc7dc463a73da3");
    }

    @Test
    void zstd_gives_the_same_digest_everywhere() throws IOException {
        assertThat(digest(Compression.ZSTD, 1 << 16))
                .hasToString(
                        "sha256:d8395656d81be03bc60b82bdce5e89d822f5fb60e391ce1848a3a62e5ef43d1a");
    }

    @Test
    void the_size_of_writes_does_not_matter() throws IOException {
        for (Compression kind : new Compression[] {Compression.GZIP, Compression.ZSTD}) {
            assertThat(digest(kind, 1000)).isEqualTo(digest(kind, 1 << 16));
        }
    }

    private static Digest digest(Compression kind, int piece) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        byte[] sample = sample();
        try (OutputStream out = kind.compress(packed)) {
            for (int at = 0; at < sample.length; at += piece) {
                out.write(sample, at, Math.min(piece, sample.length - at));
            }
        }
        return Digest.of(packed.toByteArray());
    }

    /// Words in no order, a megabyte of them: compresses, but not to nothing.
    private static byte[] sample() {
        Random random = new Random(7);
        byte[] bytes = new byte[1 << 20];
        for (int at = 0; at < bytes.length; at++) {
            bytes[at] =
                    (byte)
                            ("etaoin shrdlu"
                                    .charAt(Math.abs((int) (random.nextGaussian() * 4)) % 13));
        }
        return bytes;
    }
}
