package dev.jong.store.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayeredPlaceTest {
    @TempDir private Path directory;
    private Path upper;
    private Path lower;

    @BeforeEach
    void makeLayers() throws IOException {
        upper = Files.createDirectory(directory.resolve("upper"));
        lower = Files.createDirectory(directory.resolve("lower"));
    }

    @Test
    void names_what_is_there_without_links() throws IOException {
        Files.createDirectories(lower.resolve("run/lock"));
        Files.createFile(lower.resolve("run/lock/file"));
        Files.createDirectory(upper.resolve("var"));
        Files.createSymbolicLink(upper.resolve("var/lock"), Path.of("/run/lock"));
        assertThat(find("/var/lock"))
                .contains(new LayeredPlace("run/lock", LayeredPlace.Kind.DIRECTORY));
        assertThat(find("/var//./lock/file"))
                .contains(new LayeredPlace("run/lock/file", LayeredPlace.Kind.FILE));
        assertThat(find("/")).contains(new LayeredPlace("", LayeredPlace.Kind.DIRECTORY));
    }

    @Test
    void names_where_something_would_come_to_be() throws IOException {
        Files.createDirectory(lower.resolve("run"));
        Files.createSymbolicLink(upper.resolve("there"), Path.of("run/new"));
        assertThat(find("/there/a/b"))
                .contains(new LayeredPlace("run/new/a/b", LayeredPlace.Kind.ABSENT));
    }

    @Test
    void B11_no_link_leads_out() throws IOException {
        Files.createSymbolicLink(upper.resolve("out"), Path.of("../../../../etc"));
        Files.createSymbolicLink(upper.resolve("abs"), Path.of("/../../etc/passwd"));
        assertThat(find("/out")).contains(new LayeredPlace("etc", LayeredPlace.Kind.ABSENT));
        assertThat(find("/abs")).contains(new LayeredPlace("etc/passwd", LayeredPlace.Kind.ABSENT));
    }

    @Test
    void leads_nowhere_through_a_file_or_a_circle() throws IOException {
        Files.createFile(lower.resolve("file"));
        Files.createSymbolicLink(lower.resolve("round"), Path.of("round"));
        assertThat(find("/file/x")).isEmpty();
        assertThat(find("/round")).isEmpty();
        assertThat(find("/missing/../x")).isEmpty();
    }

    private Optional<LayeredPlace> find(String path) {
        return LayeredPlace.find(List.of(upper, lower), path);
    }
}
