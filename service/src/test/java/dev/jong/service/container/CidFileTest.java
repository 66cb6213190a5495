package dev.jong.service.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CidFileTest {
    @TempDir Path directory;

    @Test
    void holds_the_id_without_a_newline() throws Exception {
        CidFile.write(Optional.of("cid"), Fixtures.FIRST, Fixtures.caller(directory));
        assertThat(Files.readString(directory.resolve("cid"))).isEqualTo(Fixtures.FIRST);
        CidFile.write(
                Optional.of(directory + "/absolute"),
                Fixtures.FIRST,
                Fixtures.caller(Path.of("/")));
        assertThat(directory.resolve("absolute")).exists();
    }

    @Test
    void is_not_written_unless_asked_for() {
        CidFile.write(Optional.empty(), Fixtures.FIRST, Fixtures.caller(directory));
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void never_replaces_a_file_or_follows_a_link() throws Exception {
        Path file = Files.writeString(directory.resolve("cid"), "somebody");
        Files.createSymbolicLink(directory.resolve("link"), directory.resolve("elsewhere"));
        for (String name : new String[] {"cid", "link"}) {
            assertThatThrownBy(() ->
                            CidFile.write(
                                    Optional.of(name), Fixtures.FIRST, Fixtures.caller(directory)))
                    .isInstanceOfSatisfying(
                            JongException.class,
                            e -> assertThat(e.kind()).isEqualTo(ErrorKind.CONFLICT));
        }
        assertThat(file).hasContent("somebody");
        assertThat(directory.resolve("elsewhere")).doesNotExist();
    }

    @Test
    void says_where_it_could_not_be_written() {
        assertThatThrownBy(() ->
                        CidFile.write(
                                Optional.of("none/cid"),
                                Fixtures.FIRST,
                                Fixtures.caller(directory)))
                .isInstanceOf(JongException.class)
                .hasMessageContaining("none/cid");
    }
}
