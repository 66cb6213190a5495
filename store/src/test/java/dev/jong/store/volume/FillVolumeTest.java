package dev.jong.store.volume;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.linux.FileStatus;
import dev.jong.linux.NativeSyscalls;
import dev.jong.linux.Syscalls;
import dev.jong.store.snapshot.LayeredView;
import dev.jong.store.snapshot.OwnerMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FillVolumeTest {
    private static final VolumeName DATA = new VolumeName("data");

    @TempDir private Path directory;
    private Volumes volumes;
    private Path upper;
    private Path lower;
    private Path data;

    @BeforeEach
    void open() throws IOException {
        Path store = Files.createDirectory(directory.resolve("store"));
        upper = Files.createDirectory(directory.resolve("upper"));
        lower = Files.createDirectory(directory.resolve("lower"));
        volumes = new Volumes(store, InstantSource.system());
        volumes.create(DATA, Map.of());
        data = volumes.folder(DATA).data();
    }

    @Test
    void takes_over_what_all_layers_have_and_how_the_directory_looks() throws IOException {
        write(lower, "srv/low", "low");
        write(lower, "srv/both", "low");
        write(upper, "srv/both", "up");
        write(upper, "srv/sub/deep", "deep");
        Files.createSymbolicLink(lower.resolve("srv/link"), Path.of("/etc/passwd"));
        Files.setPosixFilePermissions(
                upper.resolve("srv"), PosixFilePermissions.fromString("rwxrwx---"));
        fill("/srv");
        assertThat(data.resolve("low")).hasContent("low");
        assertThat(data.resolve("both")).hasContent("up");
        assertThat(data.resolve("sub/deep")).hasContent("deep");
        assertThat(Files.readSymbolicLink(data.resolve("link"))).isEqualTo(Path.of("/etc/passwd"));
        assertThat(Files.getPosixFilePermissions(data))
                .isEqualTo(PosixFilePermissions.fromString("rwxrwx---"));
        clean();
    }

    @Test
    void V05_a_directory_of_the_host_is_filled_once_and_while_it_is_empty() throws IOException {
        VolumeName bound = new VolumeName("bound");
        Path host = Files.createDirectory(directory.resolve("host"));
        volumes.create(bound, new Volume.Wish(Map.of(), Map.of("o", "bind")), true);
        write(lower, "srv/seed", "seed");
        List<Path> image = List.of(lower.resolve("srv"));
        Files.writeString(host.resolve("own"), "own");
        fillHost(bound, host, image);
        assertThat(host).isDirectoryNotContaining("glob:**seed");
        Files.delete(host.resolve("own"));
        fillHost(bound, host, image);
        assertThat(host.resolve("seed")).hasContent("seed");
        Files.delete(host.resolve("seed"));
        fillHost(bound, host, image);
        assertThat(host).isEmptyDirectory();
    }

    private void fillHost(VolumeName name, Path host, List<Path> image) {
        new FillVolume(volumes, new NativeSyscalls()).fillHost(name, host, image, OwnerMap.SAME);
    }

    @Test
    void V05_data_that_is_there_stays_alone() throws IOException {
        write(lower, "srv/file", "of the image");
        Files.writeString(data.resolve("own"), "mine");
        fill("/srv");
        assertThat(data.toFile().list()).containsExactly("own");
        clean();
    }

    @Test
    void V05_is_done_once() throws IOException {
        write(lower, "srv/file", "of the image");
        fill("/srv");
        Files.delete(data.resolve("file"));
        fill("/srv");
        assertThat(data).isEmptyDirectory();
    }

    /// A place that is a link of the image is looked up as if the image were all there is.
    @Test
    void V05_a_link_of_the_image_leads_to_nothing_of_the_host() throws IOException {
        Path outside = Files.createDirectory(directory.resolve("outside"));
        Files.writeString(outside.resolve("secret"), "x");
        Files.createSymbolicLink(lower.resolve("absolute"), outside);
        Files.createSymbolicLink(lower.resolve("up"), Path.of("../../../" + outside));
        Files.createSymbolicLink(lower.resolve("beside"), Path.of("../outside"));
        for (String place : List.of("/absolute", "/up", "/beside", "/../outside")) {
            assertThat(new LayeredView(List.of(upper, lower)).directory(place)).isEmpty();
        }
        write(lower, "real/file", "inside");
        Files.createSymbolicLink(upper.resolve("to"), Path.of("/real"));
        fill("/to");
        assertThat(data.resolve("file")).hasContent("inside");
    }

    @Test
    void R007_a_copy_that_was_not_whole_is_thrown_away() throws IOException {
        write(lower, "srv/file", "whole");
        Path half = Files.createDirectory(volumes.folder(DATA).copying());
        Files.writeString(half.resolve("file"), "wh");
        fill("/srv");
        assertThat(data.resolve("file")).hasContent("whole");
        clean();
    }

    @Test
    void R007_a_whole_copy_that_was_not_moved_in_is_finished() throws IOException {
        Path copied = Files.createDirectory(volumes.folder(DATA).copied());
        Files.writeString(copied.resolve("second"), "2");
        Files.writeString(data.resolve("first"), "1");
        write(lower, "srv/other", "not this one");
        fill("/srv");
        assertThat(data.toFile().list()).containsExactlyInAnyOrder("first", "second");
        clean();
    }

    @Test
    void V13_a_fifo_of_the_image_is_copied_without_being_opened() throws IOException {
        write(lower, "srv/file", "x");
        assertThat(
                        new NativeSyscalls()
                                .mknodat(
                                        Syscalls.AT_FDCWD,
                                        lower.resolve("srv/fifo").toString(),
                                        FileStatus.FIFO | 0600,
                                        0,
                                        0))
                .isZero();
        fill("/srv");
        assertThat(Files.readAttributes(data.resolve("fifo"), "isOther")).containsValue(true);
    }

    @Test
    void one_with_a_damaged_record_is_never_filled() throws IOException {
        write(lower, "srv/file", "x");
        Files.writeString(volumes.folder(DATA).record(), "");
        fill("/srv");
        assertThat(data).isEmptyDirectory();
    }

    private void fill(String place) {
        List<Path> found = new LayeredView(List.of(upper, lower)).directory(place);
        assertThat(found).isNotEmpty();
        new FillVolume(volumes, new NativeSyscalls())
                .fill(DATA, found, dev.jong.store.snapshot.OwnerMap.SAME, true);
    }

    private void clean() {
        assertThat(volumes.folder(DATA).copying()).doesNotExist();
        assertThat(volumes.folder(DATA).copied()).doesNotExist();
    }

    private static void write(Path layer, String name, String text) throws IOException {
        Path file = layer.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
