package dev.jong.store.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdOutputStream;
import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class CompressionTest {
    private static final byte[] PLAIN = sample();

    @TempDir private Path directory;

    @ParameterizedTest
    @EnumSource
    void finds_and_undoes_each_kind(Compression kind) throws IOException {
        byte[] packed = pack(kind, PLAIN);
        assertThat(Compression.detect(packed)).isEqualTo(kind);
        assertThat(unpack(packed)).isEqualTo(PLAIN);
    }

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void members_that_follow_each_other_are_one_stream(Compression kind) throws IOException {
        byte[] packed = join(pack(kind, PLAIN), pack(kind, new byte[0]), pack(kind, PLAIN));
        assertThat(unpack(packed)).isEqualTo(join(PLAIN, PLAIN));
    }

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void T29_truncated_or_damaged_data_is_an_error(Compression kind) throws IOException {
        byte[] packed = pack(kind, PLAIN);
        for (int cut : new int[] {1, 4, 8, packed.length / 2, packed.length - 7}) {
            byte[] less = Arrays.copyOf(packed, packed.length - cut);
            assertThatThrownBy(() -> unpack(less))
                    .as("%d bytes less", cut)
                    .isInstanceOf(IOException.class);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"GZIP", "XZ"})
    void T29_a_wrong_checksum_is_an_error(Compression kind) throws IOException {
        byte[] packed = pack(kind, new byte[0]);
        packed = kind == Compression.GZIP ? pack(kind, PLAIN) : packed;
        packed[packed.length - (kind == Compression.GZIP ? 8 : 12)] ^= 1;
        byte[] damaged = packed;
        assertThatThrownBy(() -> unpack(damaged)).isInstanceOf(IOException.class);
    }

    @Test
    void gzip_may_be_padded_with_zeros_but_not_with_garbage() throws IOException {
        byte[] packed = pack(Compression.GZIP, PLAIN);
        assertThat(unpack(join(packed, new byte[1000]))).isEqualTo(PLAIN);
        assertThatThrownBy(() -> unpack(join(packed, new byte[10], new byte[] {1})))
                .hasMessageContaining("garbage");
        assertThatThrownBy(() -> unpack(join(packed, new byte[] {'x', 'y'})))
                .isInstanceOf(IOException.class);
    }

    @Test
    void gzip_works_when_bytes_arrive_one_by_one() throws IOException {
        byte[] packed = join(pack(Compression.GZIP, PLAIN), pack(Compression.GZIP, PLAIN));
        InputStream slow =
                new ByteArrayInputStream(packed) {
                    @Override
                    public synchronized int read(byte[] to, int offset, int length) {
                        return super.read(to, offset, Math.min(length, 1));
                    }

                    @Override
                    public synchronized int available() {
                        return 0;
                    }
                };
        assertThat(Compression.decompress(slow).readAllBytes()).isEqualTo(join(PLAIN, PLAIN));
    }

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void T27_a_bomb_is_stopped_at_the_cap(Compression kind) throws IOException {
        byte[] bomb = bomb(kind, 64 << 20);
        assertThat(bomb.length).isLessThan(2 << 20);
        Unpacked layer = new Unpacked(directory, Owners.KEEP);
        long cap = 8 << 20;
        assertThatThrownBy(() ->
                        layer.apply(Compression.decompress(new ByteArrayInputStream(bomb)), cap))
                .isInstanceOfSatisfying(
                        JongException.class,
                        e -> assertThat(e.kind()).isEqualTo(ErrorKind.EXHAUSTED));
    }

    @Test
    void T27_a_zstd_window_beyond_128_mebibytes_is_refused() throws IOException {
        // RFC 8878, 3.1.1: magic, a frame header with only a window descriptor (2 GiB), one empty
        // last block.
        byte[] frame = {
            0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0x00, (byte) ((31 - 10) << 3), 1, 0, 0
        };
        assertThatThrownBy(() -> unpack(frame)).isInstanceOf(IOException.class);
        frame[5] = (byte) ((27 - 10) << 3);
        assertThat(unpack(frame)).isEmpty();
        frame[5] = (byte) ((28 - 10) << 3);
        assertThatThrownBy(() -> unpack(frame)).isInstanceOf(IOException.class);
    }

    @Test
    void T27_an_xz_dictionary_beyond_64_mebibytes_is_refused() throws IOException {
        assertThat(unpack(xzWithDictionary(64 << 20))).isEqualTo(PLAIN);
        byte[] huge = xzWithDictionary(96 << 20);
        assertThatThrownBy(() -> unpack(huge)).isInstanceOf(IOException.class);
    }

    private static byte[] xzWithDictionary(int bytes) throws IOException {
        LZMA2Options options = new LZMA2Options(0);
        options.setDictSize(bytes);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream packer = new XZOutputStream(out, options)) {
            packer.write(PLAIN);
        }
        return out.toByteArray();
    }

    /// Zeros: an archive that ends at once, so that no stated size gives it away.
    private static byte[] bomb(Compression kind, int size) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream packer = packer(kind, out)) {
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < size >> 20; i++) {
                packer.write(zeros);
            }
        }
        return out.toByteArray();
    }

    private static byte[] pack(Compression kind, byte[] plain) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream packer = packer(kind, out)) {
            packer.write(plain);
        }
        return out.toByteArray();
    }

    private static OutputStream packer(Compression kind, OutputStream out) throws IOException {
        return switch (kind) {
            case NONE -> out;
            case GZIP -> new GZIPOutputStream(out);
            case ZSTD -> new ZstdOutputStream(out, 3);
            case XZ -> new XZOutputStream(out, new LZMA2Options(1));
        };
    }

    private static byte[] unpack(byte[] packed) throws IOException {
        return Compression.decompress(new ByteArrayInputStream(packed)).readAllBytes();
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static byte[] sample() {
        byte[] bytes = new byte[300_000];
        Random random = new Random(1);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (random.nextInt(20) + 'a');
        }
        return bytes;
    }
}
