package dev.jong.store.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.store.layer.TarEntry.EntryType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TarReaderTest {
    @Test
    void what_is_written_is_read() throws IOException {
        TarEntry entry =
                TarEntry.of("a/\u00ff" + "x".repeat(200), EntryType.REGULAR)
                        .withMode(06755)
                        .withOwner(3_000_000_000L, 1)
                        .withModified(Instant.parse("1965-05-05T05:05:05.000000005Z"))
                        .withXattrs(Map.of("user.a", Text.bytes("1\n2=3\0")));
        TarReader reader = reader(new Archive().add(entry, "content").bytes());
        TarEntry read = reader.next().orElseThrow();
        assertThat(read).usingRecursiveComparison().isEqualTo(entry.withSize(7));
        assertThat(content(reader)).isEqualTo("content");
        assertThat(reader.next()).isEmpty();
        assertThat(reader.next()).isEmpty();
    }

    @Test
    void unread_content_is_skipped() throws IOException {
        TarReader reader = reader(new Archive().file("a", "x".repeat(1000)).file("b", "y").bytes());
        reader.next();
        assertThat(reader.next()).map(TarEntry::name).contains("b");
        assertThat(content(reader)).isEqualTo("y");
    }

    @Test
    void gnu_long_names_and_targets_are_read() throws IOException {
        String longName = "n".repeat(300);
        String longTarget = "t".repeat(400);
        byte[] archive =
                new Archive()
                        .raw(RawHeader.of("././@LongLink", 'L').size(301).block())
                        .raw(padded(longName + "\0"))
                        .raw(RawHeader.of("././@LongLink", 'K').size(401).block())
                        .raw(padded(longTarget + "\0"))
                        .raw(RawHeader.of("cut", '2').block())
                        .file("next", "x")
                        .bytes();
        TarReader reader = reader(archive);
        TarEntry link = reader.next().orElseThrow();
        assertThat(link.name()).isEqualTo(longName);
        assertThat(link.linkTarget()).isEqualTo(longTarget);
        assertThat(reader.next()).map(TarEntry::name).contains("next");
    }

    @Test
    void base_256_numbers_are_read() throws IOException {
        byte[] size = new byte[12];
        size[0] = (byte) 0x80;
        size[11] = 5;
        byte[] time = new byte[12];
        Arrays.fill(time, (byte) 0xff);
        byte[] header = RawHeader.of("f", '0').field(124, size).field(136, time).block();
        TarEntry entry =
                reader(new Archive().raw(header).raw(padded("12345")).bytes()).next().orElseThrow();
        assertThat(entry.size()).isEqualTo(5);
        assertThat(entry.modified()).isEqualTo(Instant.ofEpochSecond(-1));
    }

    @Test
    void the_oldest_archives_mark_directories_by_a_slash() throws IOException {
        byte[] header = RawHeader.of("d/", '\0').field(257, new byte[8]).block();
        assertThat(reader(new Archive().raw(header).bytes()).next())
                .map(TarEntry::type)
                .contains(EntryType.DIRECTORY);
    }

    @Test
    void a_global_header_holds_for_all_members_and_an_own_record_beats_it() throws IOException {
        TarReader reader =
                reader(
                        new Archive()
                                .raw(RawHeader.of("g", 'g').size(12).block())
                                .raw(padded("12 uid=1234\n"))
                                .file("a", "")
                                .raw(RawHeader.of("x", 'x').size(11).block())
                                .raw(padded("11 uid=999\n"))
                                .file("b", "")
                                .file("c", "")
                                .bytes());
        assertThat(reader.next()).map(TarEntry::uid).contains(1234L);
        assertThat(reader.next()).map(TarEntry::uid).contains(999L);
        assertThat(reader.next()).map(TarEntry::uid).contains(1234L);
    }

    @Test
    void what_readers_disagree_about_is_refused() {
        refuses(pax('g', "path=x"), ErrorKind.INVALID_ARGUMENT);
        refuses(pax('g', "size=1"), ErrorKind.INVALID_ARGUMENT);
        refuses(pax('x', "path=a\0b"), ErrorKind.INVALID_ARGUMENT);
        refuses(pax('x', "linkpath=a\0b", RawHeader.of("l", '2')), ErrorKind.INVALID_ARGUMENT);
        byte[] zeroBlockBetween = new Archive().raw(new byte[512]).file("a", "x").bytes();
        refuses(zeroBlockBetween, ErrorKind.DATA_LOSS);
    }

    @Test
    void T21_headers_beyond_one_mebibyte_are_refused_before_they_are_read() {
        for (char type : new char[] {'x', 'g', 'L', 'K'}) {
            for (long size : new long[] {1 << 20, 1L << 30}) {
                byte[] header = RawHeader.of("bomb", type).size(size).block();
                InputStream endless =
                        new SequenceInputStream(new ByteArrayInputStream(header), endless());
                assertThatThrownBy(() -> new TarReader(endless).next())
                        .isInstanceOfSatisfying(
                                JongException.class,
                                e -> assertThat(e.kind()).isEqualTo(ErrorKind.EXHAUSTED));
            }
        }
    }

    @Test
    void T21_many_headers_before_one_member_count_together() {
        Archive archive = new Archive();
        for (int i = 0; i < 11; i++) {
            archive.raw(RawHeader.of("part", 'L').size(100_000).block())
                    .raw(padded("x".repeat(100_000)));
        }
        refuses(archive.file("a", "x").bytes(), ErrorKind.EXHAUSTED);
    }

    @Test
    void T21_sizes_that_overflow_are_refused() {
        refuses(pax('x', "size=9223372036854775808"), ErrorKind.INVALID_ARGUMENT);
        refuses(pax('x', "size=9223372036854775807"), ErrorKind.INVALID_ARGUMENT);
        refuses(pax('x', "size=-1"), ErrorKind.INVALID_ARGUMENT);
        refuses(pax('x', "size=99999999999999999999999"), ErrorKind.INVALID_ARGUMENT);
        byte[] all = new byte[12];
        Arrays.fill(all, (byte) 0xff);
        refuses(
                new Archive().raw(RawHeader.of("f", '0').field(124, all).block()).bytes(),
                ErrorKind.INVALID_ARGUMENT);
        all[0] = (byte) 0x80;
        refuses(
                new Archive().raw(RawHeader.of("f", '0').field(124, all).block()).bytes(),
                ErrorKind.INVALID_ARGUMENT);
        refuses(pax('x', "uid=4294967295"), ErrorKind.INVALID_ARGUMENT);
    }

    @Test
    void T21_malformed_extended_headers_are_refused() {
        for (String body :
                new String[] {
                    "5 a=b\n", "7 a=b\n", "x a=b\n", "6 a=b\nrest", "4 a\n", "5 =b\n", "0 a=b\n"
                }) {
            byte[] archive =
                    new Archive()
                            .raw(RawHeader.of("x", 'x').size(body.length()).block())
                            .raw(padded(body))
                            .bytes();
            if (!body.equals("6 a=b\n")) {
                refuses(archive, ErrorKind.INVALID_ARGUMENT);
            }
        }
    }

    @Test
    void T29_archives_that_end_too_early_are_damaged() {
        byte[] whole = new Archive().file("a", "x".repeat(700)).bytes();
        int marked = whole.length - 1024;
        for (int length = 0; length <= marked; length += 100) {
            refuses(Arrays.copyOf(whole, length), ErrorKind.DATA_LOSS);
        }
        refuses(Arrays.copyOf(whole, marked), ErrorKind.DATA_LOSS);
        refuses(Arrays.copyOf(whole, marked + 100), ErrorKind.DATA_LOSS);
    }

    @Test
    void T29_with_a_known_digest_the_end_mark_may_be_missing_but_no_byte_of_a_member()
            throws IOException {
        byte[] whole = new Archive().file("a", "x".repeat(700)).bytes();
        for (int length : new int[] {512 + 700, 512 + 800, 512 + 1024, 512 + 1024 + 512}) {
            TarReader reader = trusting(Arrays.copyOf(whole, length));
            assertThat(reader.next().orElseThrow().name()).isEqualTo("a");
            assertThat(reader.next()).as("%d bytes", length).isEmpty();
        }
        for (int length : new int[] {1, 511, 512, 513, 512 + 699, 512 + 1024 + 100}) {
            TarReader reader = trusting(Arrays.copyOf(whole, length));
            assertThatThrownBy(
                            () -> {
                                reader.next();
                                reader.next();
                            })
                    .as("%d bytes", length)
                    .hasMessageContaining("the archive stops within");
        }
    }

    @Test
    void T29_an_extended_header_at_the_end_is_damage_with_a_known_digest_too() {
        byte[] whole = new Archive().file("n".repeat(300), "x").bytes();
        assertThatThrownBy(() -> trusting(Arrays.copyOf(whole, 1024)).next())
                .hasMessageContaining("after an extended header");
    }

    @Test
    void T29_one_zero_block_at_the_very_end_is_an_end_mark() throws IOException {
        byte[] whole = new Archive().file("a", "x").bytes();
        TarReader reader = reader(Arrays.copyOf(whole, whole.length - 512));
        reader.next();
        assertThat(reader.next()).isEmpty();
    }

    @Test
    void T29_a_wrong_checksum_is_damage() {
        byte[] archive = new Archive().file("a", "x").bytes();
        archive[0] = 'b';
        refuses(archive, ErrorKind.DATA_LOSS);
    }

    private static byte[] pax(char type, String record) {
        return pax(type, record, RawHeader.of("f", '0'));
    }

    private static byte[] pax(char type, String record, RawHeader next) {
        String line = (record.length() + 4) + " " + record + "\n";
        return new Archive()
                .raw(RawHeader.of("pax", type).size(line.length()).block())
                .raw(padded(line))
                .raw(next.block())
                .bytes();
    }

    private static byte[] padded(String text) {
        return Arrays.copyOf(Text.bytes(text), (text.length() + 511) / 512 * 512);
    }

    private static TarReader reader(byte[] archive) {
        return new TarReader(new ByteArrayInputStream(archive));
    }

    private static TarReader trusting(byte[] archive) {
        return new TarReader(new ByteArrayInputStream(archive), true);
    }

    private static String content(TarReader reader) throws IOException {
        byte[] buffer = new byte[4096];
        StringBuilder out = new StringBuilder();
        int count;
        while ((count = reader.read(buffer, 0, buffer.length)) > 0) {
            out.append(Text.of(Arrays.copyOf(buffer, count)));
        }
        return out.toString();
    }

    private static void refuses(byte[] archive, ErrorKind kind) {
        assertThatThrownBy(
                        () -> {
                            TarReader reader = reader(archive);
                            Optional<TarEntry> next = reader.next();
                            while (next.isPresent()) {
                                next = reader.next();
                            }
                        })
                .isInstanceOfSatisfying(
                        JongException.class,
                        e -> assertThat(e.kind()).as(e.text()).isEqualTo(kind));
    }

    private static InputStream endless() {
        return new InputStream() {
            @Override
            public int read() {
                return 'x';
            }
        };
    }
}
