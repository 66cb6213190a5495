package dev.jong.service.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.Text;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class JournalEntriesTest {
    private static final String TIME = "2026-01-31T10:20:30.000000005Z";
    private static final String STAMP = "SYSLOG_TIMESTAMP=" + TIME + "\n";

    @Test
    void gives_records_on_their_streams() throws IOException {
        List<String> all =
                read(
                        "__CURSOR=s=1\n" + STAMP + "PRIORITY=6\nMESSAGE=one = 1\n\n",
                        STAMP + "PRIORITY=3\nMESSAGE=two\n\n");
        assertThat(all).containsExactly(TIME + " stdout F one = 1\n", TIME + " stderr F two\n");
    }

    @Test
    void O05_a_message_that_holds_anything_comes_with_its_size() throws IOException {
        String bytes = "\0\n\nMESSAGE=x\n\u00ff";
        String entry =
                STAMP + "MESSAGE\n" + (char) bytes.length() + "\0".repeat(7) + bytes + "\n\n";
        assertThat(read(entry)).containsExactly(TIME + " stdout F " + bytes + "\n");
    }

    @Test
    void parts_and_gaps_are_known() throws IOException {
        assertThat(
                        read(
                                STAMP + "CONTAINER_PARTIAL_MESSAGE=true\nPRIORITY=6\nMESSAGE=a\n\n",
                                STAMP + "PRIORITY=4\nMESSAGE=3 lines are missing here\n\n"))
                .containsExactly(
                        TIME + " stdout P a\n", TIME + " stdout D 3 lines are missing here\n");
    }

    @Test
    void passes_over_entries_of_others() throws IOException {
        assertThat(read("MESSAGE=no time\n\n", STAMP + "X=1\n\n", STAMP + "MESSAGE=b\n\n"))
                .containsExactly(TIME + " stdout F b\n");
    }

    @Test
    void O07_refuses_a_field_of_any_size() {
        String size = "\0\0\0\0\u00ff\u00ff\0\0";
        assertThatThrownBy(() -> read(STAMP + "MESSAGE\n" + size + "x"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("bytes");
        assertThatThrownBy(() -> read("x".repeat((1 << 20) + 1) + "\n"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("more than");
    }

    @Test
    @Tag("fuzz")
    void any_bytes_are_records_or_an_error() {
        String[] words = {STAMP, "MESSAGE\n", "MESSAGE=a\n", "\n", "\0\0\0\0\0\0\0\0", "=", "x"};
        for (long seed = 0; seed < 1000; seed++) {
            Random random = new Random(seed);
            StringBuilder bytes = new StringBuilder();
            for (int i = random.nextInt(30); i > 0; i--) {
                bytes.append(words[random.nextInt(words.length)]);
            }
            try {
                for (String record : read(bytes.toString())) {
                    assertThat(record).as("seed %d", seed).startsWith(TIME).endsWith("\n");
                }
            } catch (IOException refused) {
                assertThat(refused).as("seed %d", seed).isNotNull();
            }
        }
    }

    private static List<String> read(String... entries) throws IOException {
        JournalEntries journal =
                new JournalEntries(new ByteArrayInputStream(Text.bytes(String.join("", entries))));
        List<String> found = new ArrayList<>();
        for (Optional<byte[]> next = journal.next(); next.isPresent(); next = journal.next()) {
            found.add(Text.of(next.get()));
        }
        return found;
    }
}
