package dev.jong.service.why.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.testkit.ElfBytes;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReadElfTest {
    private static final int MUTATIONS = 20_000;

    /// The most that any file may make the reader read: headers, tables and names have limits of their own.
    private static final long MOST = 4 << 20;

    private static byte[] whole() {
        return new ElfBytes(ElfBytes.AARCH64)
                .loader("/lib/ld.so")
                .needs("liba.so")
                .rpath("/r")
                .needs("libb.so")
                .runpath("$ORIGIN/../lib")
                .bytes();
    }

    @Test
    void reads_what_a_program_needs() throws Exception {
        ElfFile elf = ReadElf.read(FileBytes.of(whole()));
        assertThat(elf.machine()).isEqualTo(ElfFile.AARCH64);
        assertThat(elf.type()).isEqualTo(ElfFile.SHARED);
        assertThat(elf.loader()).isEqualTo("/lib/ld.so");
        assertThat(elf.needed()).containsExactly("liba.so", "libb.so");
        assertThat(elf.rpath()).isEqualTo("/r");
        assertThat(elf.runpath()).isEqualTo("$ORIGIN/../lib");
        assertThat(elf.wide()).isTrue();
    }

    @Test
    void reads_what_is_linked_statically() throws Exception {
        ElfFile elf = ReadElf.read(FileBytes.of(new ElfBytes(ElfBytes.X86_64).bytes()));
        assertThat(elf.loader()).isEmpty();
        assertThat(elf.needed()).isEmpty();
    }

    @Test
    void says_what_is_cut_off() {
        assertThatThrownBy(() -> ReadElf.read(FileBytes.of(Arrays.copyOf(whole(), 20))))
                .isInstanceOf(DamagedFile.class)
                .hasMessage("its header is cut off");
        assertThatThrownBy(() -> ReadElf.read(FileBytes.of(Arrays.copyOf(whole(), 100))))
                .isInstanceOf(DamagedFile.class)
                .hasMessage("its program headers are cut off");
    }

    @Test
    void offsets_that_lead_out_of_the_file_are_refused() {
        byte[] bytes = whole();
        // The loader's segment begins at the highest offset there is.
        Arrays.fill(bytes, 64 + 56 + 8, 64 + 56 + 16, (byte) 0xff);
        bytes[64 + 56 + 15] = 0x7f;
        assertThatThrownBy(() -> ReadElf.read(FileBytes.of(bytes))).isInstanceOf(DamagedFile.class);
    }

    @Test
    void however_a_header_is_changed_it_is_read_or_refused_and_little_is_read_for_that()
            throws IOException {
        Random random = new Random(1);
        int read = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] bytes = whole();
            for (int changes = random.nextInt(1, 6); changes > 0; changes--) {
                change(bytes, random);
            }
            if (random.nextInt(8) == 0) {
                bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
            }
            long[] most = {0};
            FileBytes file = FileBytes.of(bytes);
            try {
                ReadElf.read((offset, length) -> {
                    most[0] += length;
                    assertThat(length).isBetween(0, 64 << 10);
                    return file.at(offset, length);
                });
                read++;
            } catch (DamagedFile refused) {
                assertThat(refused.getMessage()).isNotEmpty();
            }
            assertThat(most[0]).isLessThan(MOST);
        }
        assertThat(read).isBetween(1, MUTATIONS - 1);
    }

    private static void change(byte[] bytes, Random random) {
        int at = random.nextInt(bytes.length);
        switch (random.nextInt(3)) {
            case 0 -> bytes[at] = (byte) random.nextInt();
            case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            default ->
                    Arrays.fill(
                            bytes,
                            at,
                            Math.min(bytes.length, at + 8),
                            (byte) (random.nextBoolean() ? 0xff : 0));
        }
    }
}
