package dev.jong.cli.command.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.base.json.Json;
import dev.jong.base.json.JsonParser;
import dev.jong.cli.command.RecordingFront;
import dev.jong.cli.option.CommandLine;
import dev.jong.cli.option.CommandLineParser;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.image.UnpackedLayers;
import dev.jong.image.registry.HttpRegistries;
import dev.jong.linux.NativeSyscalls;
import dev.jong.oci.Digest;
import dev.jong.oci.Reference;
import dev.jong.service.image.ManifestLists;
import dev.jong.service.image.PushList;
import dev.jong.service.image.RemoveImage;
import dev.jong.store.Store;
import dev.jong.store.layer.Layers;
import dev.jong.store.layer.Owners;
import dev.jong.store.usage.LineFile;
import dev.jong.testkit.ScriptedRegistry;
import dev.jong.testkit.TestImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestCommandsTest {
    private static final TestImage FIRST = TestImage.of(100).on("amd64");
    private static final TestImage SECOND = TestImage.of(200).on("arm64");

    @TempDir Path directory;
    private final ScriptedRegistry registry = ScriptedRegistry.open();
    private RecordingFront front = new RecordingFront();
    private Store store;
    private ManifestCommands commands;
    private ManifestInspectCommand inspecting;

    @BeforeEach
    void open() {
        store =
                Store.open(
                        directory.resolve("store"),
                        InstantSource.fixed(Instant.parse("2026-01-02T00:00:00Z")));
        UnpackedLayers layers =
                new UnpackedLayers(
                        store.layers(),
                        new Layers(store.root(), new NativeSyscalls(), Owners.KEEP));
        LineFile origins = new LineFile(store.root().resolve("origins"));
        ManifestLists lists = new ManifestLists(store, layers, Set::of, origins);
        commands =
                new ManifestCommands(
                        lists,
                        new PushList(store, origins),
                        new RemoveImage(store, layers, Set::of),
                        HttpRegistries::new);
        inspecting = new ManifestInspectCommand(lists, HttpRegistries::new);
        registry.with("app", "1", FIRST).with("app", "2", SECOND);
    }

    @AfterEach
    void close() {
        registry.close();
    }

    @Test
    void create_and_add_say_what_was_made() {
        assertThat(jong("create", "list:3", remote("app:1")))
                .isEqualTo("Created manifest list docker.io/library/list:3\n");
        assertThat(jong("add", "list:3", remote("app:2"))).isEqualTo(target("list:3") + "\n");
        assertThat(document("list:3").objects("manifests"))
                .extracting(entry -> entry.text("digest"))
                .containsExactly(FIRST.digest().toString(), SECOND.digest().toString());
        assertThat(jong("create", "--amend", "list:3", remote("app:1"))).contains("list:3");
        assertThat(document("list:3").objects("manifests")).hasSize(2);
    }

    @Test
    void annotate_sets_the_platform_and_annotations() {
        jong("create", "list", remote("app:1"), remote("app:2"));
        String said =
                jong(
                        "annotate",
                        "--arch",
                        "arm",
                        "--os",
                        "linux",
                        "--variant",
                        "v7",
                        "--os-version",
                        "1.0",
                        "--os-features",
                        "a,b",
                        "--os-features",
                        "c",
                        "--annotation",
                        "key=x=y",
                        "list",
                        remote("app:2"));
        assertThat(said).isEmpty();
        List<Json.Obj> entries = document("list").objects("manifests");
        assertThat(entries.getFirst().object("platform").text("architecture")).isEqualTo("amd64");
        Json.Obj changed = entries.getLast().object("platform");
        assertThat(changed.text("architecture")).isEqualTo("arm");
        assertThat(changed.text("variant")).isEqualTo("v7");
        assertThat(changed.text("os.version")).isEqualTo("1.0");
        assertThat(changed.strings("os.features")).containsExactly("a", "b", "c");
        assertThat(entries.getLast().object("annotations").text("key")).isEqualTo("x=y");
        assertThatThrownBy(() -> jong("annotate", "--annotation", "=x", "list", remote("app:2")))
                .isInstanceOfSatisfying(
                        JongException.class,
                        e -> assertThat(e.kind()).isEqualTo(ErrorKind.INVALID_ARGUMENT));
    }

    @Test
    void inspect_shows_the_stores_document_before_that_of_a_registry() {
        jong("create", remote("app:1"), remote("app:2"));
        assertThat(JsonParser.parseObject(Text.bytes(jong("inspect", remote("app:1")))))
                .isEqualTo(document(remote("app:1")));
        Json.Obj theirs = JsonParser.parseObject(FIRST.manifest());
        assertThat(
                        JsonParser.parseObject(
                                Text.bytes(jong("inspect", "docker://" + remote("app:1")))))
                .isEqualTo(theirs);
        assertThat(JsonParser.parseObject(Text.bytes(jong("inspect", remote("app:2")))))
                .isEqualTo(JsonParser.parseObject(SECOND.manifest()));
        assertThatThrownBy(() -> jong("inspect", remote("app:4")))
                .isInstanceOfSatisfying(
                        JongException.class,
                        e -> assertThat(e.kind()).isEqualTo(ErrorKind.NOT_FOUND));
    }

    @Test
    void inspect_shows_the_manifests_below_as_far_as_they_are_here() throws Exception {
        jong("create", "list", remote("app:1"), remote("app:2"));
        Files.delete(store.content().path(SECOND.digest()));
        List<Json> shown =
                ((Json.Arr) JsonParser.parse(Text.bytes(jong("inspect", "-v", "list")))).items();
        Json.Obj first = (Json.Obj) shown.getFirst();
        assertThat(first.text("Ref")).isEqualTo("docker.io/library/list:latest@" + FIRST.digest());
        assertThat(first.object("Descriptor"))
                .isEqualTo(document("list").objects("manifests").getFirst());
        assertThat(first.object("OCIManifest")).isEqualTo(JsonParser.parseObject(FIRST.manifest()));
        assertThat(((Json.Obj) shown.getLast()).fields()).containsOnlyKeys("Ref", "Descriptor");
        String remote = jong("inspect", "-v", remote("app:2"));
        assertThat(JsonParser.parseObject(Text.bytes(remote)).object("Descriptor").text("digest"))
                .isEqualTo(SECOND.digest().toString());
    }

    @Test
    void add_says_at_once_what_the_list_is_to_say_of_the_image() {
        jong("create", "list", remote("app:1"));
        String said =
                jong("add", "--variant", "v8", "--annotation", "a=b", "list", remote("app:2"));
        assertThat(said).isEqualTo(target("list") + "\n");
        List<Json.Obj> entries = document("list").objects("manifests");
        assertThat(entries.getFirst().object("platform").text("variant")).isEmpty();
        assertThat(entries.getLast().object("platform").text("architecture")).isEqualTo("arm64");
        assertThat(entries.getLast().object("platform").text("variant")).isEqualTo("v8");
        assertThat(entries.getLast().object("annotations").text("a")).isEqualTo("b");
    }

    @Test
    void push_writes_the_digest_to_a_file() throws Exception {
        jong("create", remote("list:1"), remote("app:1"));
        Path file = directory.resolve("digest");
        String said = jong("push", "--digestfile", file.toString(), remote("list:1"));
        assertThat(Files.readString(file) + "\n").isEqualTo(said);
    }

    @Test
    void push_says_the_digest_and_purge_removes_the_list_here() {
        jong("create", remote("list:1"), remote("app:1"), remote("app:2"));
        Digest digest = target(remote("list:1"));
        assertThat(jong("push", remote("list:1"))).isEqualTo(digest + "\n");
        assertThat(registry.tag("list", "1")).contains(digest.toString());
        assertThat(jong("push", "-p", remote("list:1"), "docker://" + remote("list:2")))
                .isEqualTo(digest + "\n");
        assertThat(registry.tag("list", "2")).contains(digest.toString());
        assertThat(code("exists", remote("list:1"))).isEqualTo(1);
        assertThat(store.content().list()).isEmpty();
    }

    @Test
    void rm_goes_on_after_a_list_that_is_not_there() {
        jong("create", "one", remote("app:1"));
        jong("create", "two", remote("app:1"));
        assertThat(code("exists", "one")).isZero();
        assertThat(code("rm", "one", "none", "two")).isEqualTo(1);
        assertThat(front.out).hasToString("Untagged: one:latest\nUntagged: two:latest\n");
        assertThat(front.err.toString()).contains("no such manifest list: none:latest");
        assertThat(code("exists", "one")).isEqualTo(1);
        assertThat(store.content().list()).isEmpty();
    }

    @Test
    void remove_takes_one_image_out_and_rm_refuses_to_be_taken_for_it() {
        jong("create", "list", remote("app:1"), remote("app:2"));
        String digest = FIRST.digest().toString();
        assertThatThrownBy(() -> jong("rm", "list", digest))
                .hasMessageContaining("removes whole lists");
        assertThat(jong("remove", "list", digest)).isEqualTo(target("list") + "\n");
        assertThat(document("list").objects("manifests"))
                .extracting(entry -> entry.text("digest"))
                .containsExactly(SECOND.digest().toString());
        assertThatThrownBy(() -> jong("remove", "list", digest))
                .hasMessageContaining("has no sha256:");
        jong("remove", "list", remote("app:2"));
        assertThat(document("list").objects("manifests")).isEmpty();
    }

    private String remote(String rest) {
        return registry.authority() + "/" + rest;
    }

    private Digest target(String name) {
        return store.references().get(Reference.parse(name)).orElseThrow().target().digest();
    }

    private Json.Obj document(String name) {
        return JsonParser.parseObject(store.content().read(target(name)));
    }

    private String jong(String... arguments) {
        assertThat(code(arguments)).isZero();
        assertThat(front.err).isEmpty();
        return front.out.toString();
    }

    private int code(String... arguments) {
        front = new RecordingFront();
        List<String> all = new java.util.ArrayList<>(List.of("manifest"));
        all.addAll(List.of(arguments));
        ParsedCommand line = ((CommandLine.Invoke) CommandLineParser.parse(all)).command();
        return switch (line.path()) {
            case "manifest create" -> commands.create(line, front);
            case "manifest add" -> commands.add(line, front);
            case "manifest annotate" -> commands.annotate(line, front);
            case "manifest inspect" -> inspecting.run(line, front);
            case "manifest push" -> commands.push(line, front);
            case "manifest rm" -> commands.rm(line, front);
            case "manifest remove" -> commands.remove(line, front);
            default -> commands.exists(line, front);
        };
    }
}
