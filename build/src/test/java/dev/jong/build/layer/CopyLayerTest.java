package dev.jong.build.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.Text;
import dev.jong.build.files.FileEntry;
import dev.jong.build.files.Selected;
import dev.jong.build.files.Selection;
import dev.jong.build.step.TreeLayer;
import dev.jong.linux.NativeSyscalls;
import dev.jong.store.Store;
import dev.jong.store.layer.Layers;
import dev.jong.store.layer.Owners;
import dev.jong.store.layer.TarEntry;
import dev.jong.store.layer.TarReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CopyLayerTest {
    @TempDir private Path directory;
    private Store store;
    private Layers layers;
    private CopyLayer copying;
    private final MapTree stage = new MapTree();
    private final MapTree context = new MapTree();

    @BeforeEach
    void makeStore() {
        store = Store.open(directory.resolve("store"), InstantSource.system());
        layers = new Layers(store.root(), new NativeSyscalls(), Owners.KEEP);
        copying = new CopyLayer(new StoreLayer(store.content(), layers));
    }

    @AfterEach
    void closeStore() {
        store.close();
        assertThat(store.temporary()).isEmptyDirectory();
    }

    @Test
    void a_file_goes_to_a_name_or_into_a_directory() {
        context.file("f", "x");
        stage.directory("there", 0700);
        assertThat(copy("/a/b", "f")).containsExactly("a/ 755 0:0 @100", "a/b 640 5:6 @100 x");
        assertThat(copy("/a/b/", "f"))
                .containsExactly("a/ 755 0:0 @100", "a/b/ 755 0:0 @100", "a/b/f 640 5:6 @100 x");
        assertThat(copy("/there", "f"))
                .containsExactly("there/ 700 3:4 @50", "there/f 640 5:6 @100 x");
        assertThat(copy("/", "f")).containsExactly("f 640 5:6 @100 x");
    }

    @Test
    void what_is_stored_is_unpacked_and_a_blob_and_the_same_every_time() throws IOException {
        context.file("f", "x").file("g", "y");
        TreeLayer layer = copying.copy(task("/d/", "f", "g")).orElseThrow();
        Path files = layers.find(layer.diffId()).orElseThrow().directory();
        assertThat(files.resolve("d/f")).hasContent("x");
        assertThat(files.resolve("d/g")).hasContent("y");
        assertThat(layer.blob().digest()).isEqualTo(layer.diffId());
        assertThat(store.content().isWhole(layer.blob().digest())).isTrue();
        assertThat(Files.size(store.content().path(layer.diffId()))).isEqualTo(layer.blob().size());
        assertThat(copying.copy(task("/d/", "g", "f"))).contains(layer);
    }

    @Test
    void owners_are_looked_up_in_the_destination_and_hold_for_missing_parents() {
        context.file("f", "x");
        stage.file("etc/passwd", "root:x:0:0\napp:x:12:13:::\n").file("etc/group", "web:x:33:\n");
        assertThat(copy(chown(task("/n/f", "f"), "app")))
                .containsExactly("n/ 755 12:13 @100", "n/f 640 12:13 @100 x");
        assertThat(copy(chown(task("/f", "f"), "app:web"))).containsExactly("f 640 12:33 @100 x");
        assertThat(copy(chown(task("/f", "f"), "7"))).containsExactly("f 640 7:7 @100 x");
        assertThat(copy(chown(task("/f", "f"), "0:5"))).containsExactly("f 640 0:5 @100 x");
        assertThatThrownBy(() -> copy(chown(task("/f", "f"), "nobody")))
                .hasMessageContaining("unable to find user nobody");
        assertThatThrownBy(() -> copy(chown(task("/f", "f"), "app:none")))
                .hasMessageContaining("unable to find group none");
        assertThatThrownBy(() -> copy(chown(task("/f", "f"), "4294967295")))
                .hasMessageContaining("out of range");
    }

    @Test
    void existing_directories_are_repeated_as_they_are() {
        context.file("d/sub/f", "x").directory("d/sub", 0711);
        stage.add(
                new FileEntry(
                        "srv",
                        FileEntry.Kind.DIRECTORY,
                        01777,
                        8,
                        9,
                        0,
                        5000,
                        "",
                        "",
                        Map.of("user.note", "\u00ff")));
        stage.directory("srv/sub", 0700);
        assertThat(copy("/srv", "d"))
                .containsExactly(
                        "srv/ 1777 8:9 @100 {user.note=\u00ff}",
                        "srv/sub/ 711 3:4 @100",
                        "srv/sub/f 640 5:6 @100 x");
        assertThat(copy("/new", "d"))
                .containsExactly(
                        "new/ 755 0:0 @100", "new/sub/ 711 3:4 @100", "new/sub/f 640 5:6 @100 x");
    }

    @Test
    void B01_links_of_the_destination_are_followed_inside_of_it() {
        context.file("f", "x");
        stage.directory("usr/lib", 0755).link("lib", "usr/lib").link("out", "/../../../etc/x");
        stage.link("loop", "loop").file("plain", "").link("file", "plain");
        assertThat(copy("/lib/f", "f")).last().isEqualTo("usr/lib/f 640 5:6 @100 x");
        assertThat(copy("/lib", "f")).last().isEqualTo("usr/lib/f 640 5:6 @100 x");
        assertThat(copy("/out/", "f")).last().isEqualTo("etc/x/f 640 5:6 @100 x");
        assertThat(copy("/../../f", "f")).last().isEqualTo("f 640 5:6 @100 x");
        assertThat(copy("/file", "f")).last().isEqualTo("plain 640 5:6 @100 x");
        assertThatThrownBy(() -> copy("/loop/", "f")).hasMessageContaining("too many");
        assertThatThrownBy(() -> copy("/plain/f", "f")).hasMessageContaining("not a directory");
        assertThatThrownBy(() -> copy("/file/", "f")).hasMessageContaining("not a directory");
    }

    @Test
    void kinds_replace_each_other_as_far_as_docker_says() {
        context.file("d/l", "x").file("e/k/f", "x");
        stage.link("t/l", "elsewhere").directory("s/l", 0755).file("u/k", "");
        assertThat(copy("/t/", "d")).last().isEqualTo("t/l 640 5:6 @100 x");
        assertThatThrownBy(() -> copy("/s/", "d"))
                .hasMessageContaining("cannot replace the directory \"/s/l\" with a file");
        assertThatThrownBy(() -> copy("/u/", "e")).hasMessageContaining("\"/u/k\", which is none");
    }

    @Test
    void several_sources_need_a_directory() {
        context.file("f", "x").file("g", "y");
        stage.directory("there", 0755);
        assertThat(copy("/there", "f", "g")).hasSize(3);
        assertThatThrownBy(() -> copy("/new", "f", "g")).hasMessageContaining("more than one file");
    }

    @Test
    void a_link_copy_looks_at_nothing() {
        context.file("f", "x");
        stage.link("lib", "usr/lib").directory("srv", 0700);
        CopyTask task = task("/lib/f", "f");
        assertThat(copy(linked(task))).containsExactly("lib/ 755 0:0 @100", "lib/f 640 5:6 @100 x");
        assertThat(copy(linked(task("/srv/", "f")))).first().isEqualTo("srv/ 755 0:0 @100");
    }

    @Test
    void one_file_with_several_names_stays_one() {
        context.file("d/a/x", "same", "1:1").file("d/a.b", "same", "1:1");
        context.file("d/z", "same", "1:1").file("e/z", "other");
        assertThat(copy("/o/", "d"))
                .containsExactly(
                        "o/ 755 0:0 @100",
                        "o/a/ 755 3:4 @100",
                        "o/a.b 640 5:6 @100 same",
                        "o/a/x = o/a.b",
                        "o/z = o/a.b");
        assertThat(copy("/o/", "d", "e")).last().isEqualTo("o/z 640 5:6 @100 other");
    }

    @Test
    void times_are_the_builds_or_at_most_that() {
        context.file("f", "x").link("d/l", "t").directory("d/old", 0755);
        CopyTask task = task("/", "f", "d");
        assertThat(copy(task))
                .containsExactly("f 640 5:6 @100 x", "l -> t 0:0 @100", "old/ 755 3:4 @100");
        CopyTask own = new CopyTask(stage, "/", task.sources(), "", "", false, false, EPOCH, false);
        assertThat(copy(own))
                .containsExactly("f 640 5:6 @100 x", "l -> t 0:0 @7", "old/ 755 3:4 @50");
    }

    @Test
    void an_odd_root_directory_is_repeated_as_directories_are() {
        context.file("f", "x");
        stage.add(
                new FileEntry("", FileEntry.Kind.DIRECTORY, 0711, 0, 0, 0, 5000, "", "", Map.of()));
        assertThat(copy("/", "f")).containsExactly("./ 711 0:0 @100", "f 640 5:6 @100 x");
    }

    @Test
    void devices_are_copied_from_images_and_not_from_contexts() {
        context.add(
                new FileEntry(
                        "null",
                        FileEntry.Kind.CHARACTER_DEVICE,
                        0666,
                        0,
                        0,
                        0,
                        7,
                        "",
                        "",
                        new TarEntry.Device(1, 3),
                        Map.of()));
        CopyTask task = task("/", "null");
        assertThatThrownBy(() -> copy(task)).hasMessageContaining("it is a device of the host");
        CopyTask own = new CopyTask(stage, "/", task.sources(), "", "", false, false, EPOCH, false);
        assertThat(copy(own)).containsExactly("null 666 0:0 @7 c 1:3");
    }

    @Test
    void a_link_that_is_named_is_followed() {
        context.file("f", "x").link("l", "f").link("none", "nowhere");
        assertThat(copy("/", "l")).containsExactly("l 640 5:6 @100 x");
        assertThatThrownBy(() -> copy("/", "none")).hasMessageContaining("not found");
    }

    @Test
    void documents_and_fetched_files_have_modes_of_their_own() throws IOException {
        Path file = Files.writeString(directory.resolve("fetched"), "bytes");
        List<CopySource> sources =
                List.of(
                        new CopySource.Document("doc", "line\n"),
                        new CopySource.Fetched(file, "got", Instant.ofEpochSecond(40), true));
        assertThat(copy(new CopyTask(stage, "/d/", sources, "", "", false, false, EPOCH, true)))
                .containsExactly(
                        "d/ 755 0:0 @100", "d/doc 644 0:0 @100 line\n", "d/got 600 0:0 @40 bytes");
        assertThat(
                        copy(
                                new CopyTask(
                                        stage,
                                        "/s",
                                        sources.subList(0, 1),
                                        "",
                                        "a+x",
                                        false,
                                        false,
                                        EPOCH,
                                        true)))
                .containsExactly("s 755 0:0 @100 line\n");
    }

    @Test
    void nothing_new_is_no_layer() {
        context.directory("empty", 0700);
        stage.directory("there", 0755);
        assertThat(copying.copy(task("/there", "empty"))).isEmpty();
        assertThat(copying.copy(task("/", "empty"))).isEmpty();
        assertThat(copying.makeDirectory(stage, "/there", "", EPOCH)).isEmpty();
        assertThat(store.content().list()).isEmpty();
    }

    @Test
    void names_that_mean_something_else_in_a_layer_are_refused() {
        context.file("d/.wh.passwd", "");
        assertThatThrownBy(() -> copy("/etc/", "d")).hasMessageContaining(".wh.");
        assertThat(store.content().list()).isEmpty();
    }

    @Test
    void parents_can_be_kept() {
        context.file("a/b/f", "x").directory("a", 0710);
        assertThat(copy(task(true, "/d/", "a/b/f")))
                .containsExactly(
                        "d/ 755 0:0 @100",
                        "d/a/ 710 3:4 @100",
                        "d/a/b/ 755 3:4 @100",
                        "d/a/b/f 640 5:6 @100 x");
        stage.directory("there/a", 0700);
        assertThat(copy(task(true, "/there", "a/b/f")))
                .contains("there/a/ 700 3:4 @50", "there/a/b/f 640 5:6 @100 x");
        assertThat(copy(task(true, "/new", "a/b/f"))).last().isEqualTo("new/a/b/f 640 5:6 @100 x");
    }

    @Test
    void a_working_directory_belongs_to_whom_it_is_made_for() {
        stage.directory("srv", 0755).link("www", "/srv");
        assertThat(read(copying.makeDirectory(stage, "/www/a/b", "7:8", EPOCH)))
                .containsExactly(
                        "srv/ 755 3:4 @50", "srv/a/ 755 7:8 @100", "srv/a/b/ 755 7:8 @100");
        stage.file("srv/f", "");
        assertThatThrownBy(() -> copying.makeDirectory(stage, "/srv/f", "", EPOCH))
                .hasMessageContaining("not a directory");
    }

    @Test
    void a_file_that_can_not_be_read_to_its_end_leaves_nothing() {
        context.file("f", "x");
        FileEntry f = context.find("f").orElseThrow();
        FileEntry longer = new FileEntry("f", f.kind(), 0644, 0, 0, 1 << 20, 0, "", "", Map.of());
        List<CopySource> sources = List.of(new CopySource.File(context, longer, "f", false));
        assertThatThrownBy(() ->
                        copying.copy(
                                new CopyTask(
                                        stage, "/", sources, "", "", false, false, EPOCH, true)))
                .hasMessageContaining("shorter than announced");
        assertThat(store.content().list()).isEmpty();
        assertThat(store.layers()).isEmptyDirectory();
    }

    private static final Instant EPOCH = Instant.ofEpochSecond(100);

    private CopyTask task(String to, String... names) {
        return task(false, to, names);
    }

    private CopyTask task(boolean parents, String to, String... names) {
        List<CopySource> sources = new ArrayList<>();
        Selection selection =
                Selection.of(context, new Selection.Wishes(List.of(names), parents, List.of()));
        for (Selected one : selection.items()) {
            sources.add(new CopySource.File(context, one.entry(), one.target(), one.content()));
        }
        return new CopyTask(stage, to, sources, "", "", false, false, EPOCH, true);
    }

    private static CopyTask chown(CopyTask task, String owner) {
        return new CopyTask(
                task.destination(),
                task.path(),
                task.sources(),
                owner,
                "",
                false,
                false,
                EPOCH,
                true);
    }

    private static CopyTask linked(CopyTask task) {
        return new CopyTask(
                task.destination(), task.path(), task.sources(), "", "", true, false, EPOCH, true);
    }

    private List<String> copy(String to, String... names) {
        return copy(task(to, names));
    }

    private List<String> copy(CopyTask task) {
        return read(copying.copy(task));
    }

    private List<String> read(Optional<TreeLayer> layer) {
        List<String> out = new ArrayList<>();
        try (InputStream in = store.content().open(layer.orElseThrow().diffId())) {
            TarReader reader = new TarReader(in);
            for (Optional<TarEntry> next = reader.next(); next.isPresent(); next = reader.next()) {
                out.add(line(next.get(), reader));
            }
            return out;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String line(TarEntry entry, TarReader reader) throws IOException {
        String owner = " " + entry.uid() + ":" + entry.gid();
        String time = " @" + entry.modified().getEpochSecond();
        String mode = " " + Integer.toOctalString(entry.mode());
        byte[] content = new byte[(int) entry.size()];
        reader.read(content, 0, content.length);
        StringBuilder xattrs = new StringBuilder();
        entry.xattrs()
                .forEach((name, value) -> xattrs.append(" {" + name + "=" + Text.of(value) + "}"));
        return switch (entry.type()) {
            case HARD_LINK -> entry.name() + " = " + entry.linkTarget();
            case SYMBOLIC_LINK -> entry.name() + " -> " + entry.linkTarget() + owner + time;
            case DIRECTORY -> entry.name() + mode + owner + time + xattrs;
            case CHARACTER_DEVICE -> entry.name() + mode + owner + time + device(entry.device());
            default -> entry.name() + mode + owner + time + " " + Text.of(content);
        };
    }

    private static String device(TarEntry.Device numbers) {
        return " c " + numbers.major() + ":" + numbers.minor();
    }
}
