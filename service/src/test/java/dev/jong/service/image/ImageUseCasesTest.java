package dev.jong.service.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.json.Json;
import dev.jong.image.Images;
import dev.jong.image.UnpackedLayers;
import dev.jong.linux.NativeSyscalls;
import dev.jong.oci.Digest;
import dev.jong.oci.Platform;
import dev.jong.oci.Reference;
import dev.jong.store.Store;
import dev.jong.store.layer.Layers;
import dev.jong.store.layer.Owners;
import dev.jong.store.lease.Hold;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageUseCasesTest {
    private static final InstantSource CLOCK =
            InstantSource.fixed(Instant.parse("2026-01-02T00:00:00Z"));

    @TempDir Path directory;
    private final Set<Digest> used = new HashSet<>();
    private Store store;
    private UnpackedLayers layers;
    private Images images;

    @BeforeEach
    void open() {
        store = Store.open(directory.resolve("store"), CLOCK);
        layers =
                new UnpackedLayers(
                        store.layers(),
                        new Layers(store.root(), new NativeSyscalls(), Owners.KEEP));
        images = new Images(store);
    }

    @Test
    void an_import_is_the_same_everywhere_and_at_any_time() {
        Digest first = importing("a", "tree").id();
        Store other = Store.open(directory.resolve("other"), InstantSource.system());
        UnpackedLayers otherLayers =
                new UnpackedLayers(
                        other.layers(),
                        new Layers(other.root(), new NativeSyscalls(), Owners.KEEP));
        var imported =
                new ImportImage(other, otherLayers, Set::of)
                        .run(new ByteArrayInputStream(TarFile.of("tree")), options("b"));
        assertThat(imported.id()).isEqualTo(first);
    }

    @Test
    void an_import_carries_its_options() {
        var imported =
                new ImportImage(store, layers, () -> used)
                        .run(
                                new ByteArrayInputStream(TarFile.gzip(TarFile.of("x"))),
                                new ImportImage.Options(
                                        Optional.of(Reference.parse("a:1")),
                                        List.of("CMD [\"/x\"]", "ENV A=b"),
                                        "why",
                                        Optional.of(Platform.parse("linux/arm64")),
                                        Optional.of(Instant.parse("2020-01-01T00:00:00Z"))));
        var config = images.resolve("a:1", Optional.empty()).config();
        assertThat(images.resolve(imported.id().toString(), Optional.empty()).config())
                .isEqualTo(config);
        assertThat(config.defaults().cmd()).containsExactly("/x");
        assertThat(config.defaults().env()).containsExactly("A=b");
        assertThat(config.history().getFirst().comment()).isEqualTo("why");
        assertThat(config.created()).isEqualTo("2020-01-01T00:00:00Z");
        assertThat(config.platform()).isEqualTo(Platform.parse("linux/arm64"));
    }

    @Test
    void an_image_is_found_by_name_and_by_every_form_of_its_id() {
        Digest id = importing("quay.io/a/b:c", "x").id();
        importing("other", "y");
        for (String text :
                List.of(
                        "quay.io/a/b:c",
                        id.toString(),
                        id.hex(),
                        id.shortHex(),
                        "sha256:" + id.shortHex())) {
            assertThat(images.resolve(text, Optional.empty()).id()).isEqualTo(id);
        }
        assertThatThrownBy(() -> images.resolve("quay.io/a/b", Optional.empty()))
                .satisfies(is(ErrorKind.NOT_FOUND));
        assertThatThrownBy(() -> images.resolve("sha256:", Optional.empty()))
                .satisfies(is(ErrorKind.INVALID_ARGUMENT));
        assertThatThrownBy(() -> images.resolve("other", Optional.of(Platform.parse("linux/mips"))))
                .satisfies(is(ErrorKind.NOT_FOUND));
    }

    @Test
    void M21_an_archive_that_takes_a_name_away_says_so() {
        Digest old = importing("debian", "old").id();
        var loaded =
                new LoadImages(store, layers, () -> used)
                        .load(
                                new ByteArrayInputStream(
                                        TarFile.dockerArchive("debian:latest", "new")),
                                Optional.empty());
        assertThat(loaded.getFirst().lines())
                .containsExactly(
                        "The image debian:latest already exists, renaming the old one with ID "
                                + old
                                + " to empty string",
                        "Loaded image: debian:latest");
        assertThat(images.resolve(old.hex(), Optional.empty()).id()).isEqualTo(old);
        assertThat(rows("dangling=true")).extracting(ImageSummary::id).containsExactly(old);
    }

    @Test
    void M21_an_archive_for_a_container_creates_no_names() throws IOException {
        Path file =
                Files.write(
                        directory.resolve("a.tar"), TarFile.dockerArchive("debian:latest", "x"));
        LoadImages load = new LoadImages(store, layers, () -> used);
        try (Hold _ = store.leases().share()) {
            var image =
                    load.fromArchive(
                            file, Optional.of(Reference.parse("debian")), Optional.empty());
            assertThat(layers.has(image.diffIds().getFirst())).isTrue();
        }
        assertThat(store.references().list().entries()).isEmpty();
        assertThatThrownBy(() ->
                        load.fromArchive(file, Optional.of(Reference.parse("x")), Optional.empty()))
                .satisfies(is(ErrorKind.NOT_FOUND));
    }

    @Test
    void a_failed_load_leaves_nothing() {
        byte[] archive = TarFile.dockerArchive("Invalid Name", "x");
        assertThatThrownBy(() ->
                        new LoadImages(store, layers, () -> used)
                                .load(new ByteArrayInputStream(archive), Optional.empty()))
                .satisfies(is(ErrorKind.INVALID_ARGUMENT));
        assertThat(store.content().list()).isEmpty();
        assertThat(layers.list()).isEmpty();
    }

    @Test
    void removing_the_last_name_removes_what_no_other_image_needs() {
        importing("a", "shared");
        new TagImage(store, layers).run("a", List.of(Reference.parse("b")));
        importing("c", "own");
        int blobs = store.content().list().size();
        assertThat(remove("a").lines()).containsExactly("Untagged: a:latest");
        assertThat(store.content().list()).hasSize(blobs);
        Digest id = images.resolve("b", Optional.empty()).id();
        assertThat(remove("b").lines()).containsExactly("Untagged: b:latest", "Deleted: " + id);
        assertThat(store.content().list()).hasSize(3);
        assertThat(layers.list()).hasSize(1);
        remove("c");
        assertThat(store.content().list()).isEmpty();
        assertThat(layers.list()).isEmpty();
    }

    @Test
    void layers_and_blobs_that_two_images_share_stay() {
        importing("a", "x");
        new ImportImage(store, layers, () -> used)
                .run(new ByteArrayInputStream(TarFile.of("x")), withUser("b"));
        remove("a");
        var image = images.resolve("b", Optional.empty());
        assertThat(layers.has(image.diffIds().getFirst())).isTrue();
        assertThat(store.content().has(image.content().layers().getFirst())).isTrue();
    }

    @Test
    void an_image_that_a_container_uses_is_kept_even_with_force() {
        Digest id = importing("a", "x").id();
        used.add(id);
        assertThatThrownBy(() -> remove("a")).satisfies(is(ErrorKind.CONFLICT));
        var remover = new RemoveImage(store, layers, () -> used);
        assertThat(remover.run("a", true).lines()).containsExactly("Untagged: a:latest");
        assertThat(layers.has(images.resolve(id.hex(), Optional.empty()).diffIds().getFirst()))
                .isTrue();
        assertThatThrownBy(() -> remover.run(id.hex(), true)).satisfies(is(ErrorKind.CONFLICT));
        used.clear();
        assertThat(remover.run(id.hex(), false).deleted()).containsExactly(id);
        assertThat(layers.list()).isEmpty();
    }

    @Test
    void R077_nothing_is_removed_while_a_lease_is_out() {
        importing("a", "x");
        try (Hold _ = store.leases().share()) {
            remove("a");
            assertThat(store.content().list()).isNotEmpty();
        }
        importing("b", "y");
        assertThat(store.content().list()).hasSize(3);
    }

    @Test
    void an_id_with_several_names_needs_force() {
        Digest id = importing("a", "x").id();
        new TagImage(store, layers).run("a", List.of(Reference.parse("b")));
        assertThatThrownBy(() -> remove(id.hex())).satisfies(is(ErrorKind.CONFLICT));
        assertThat(new RemoveImage(store, layers, () -> used).run(id.hex(), true).untagged())
                .hasSize(2);
    }

    @Test
    void several_are_removed_at_once_and_each_has_its_own_outcome() {
        Digest id = importing("a", "x").id();
        new TagImage(store, layers).run("a", List.of(Reference.parse("b")));
        importing("c", "y");
        var outcomes =
                new RemoveImage(store, layers, () -> used)
                        .run(List.of("a", "a", "b", id.hex(), "c"), false);
        assertThat(outcomes.get(0))
                .isEqualTo(
                        new RemoveImage.Outcome.Done(
                                new RemoveImage.Removed(List.of(Reference.parse("a")), List.of())));
        assertThat(outcomes.get(1)).isInstanceOf(RemoveImage.Outcome.Failed.class);
        assertThat(outcomes.get(2))
                .isEqualTo(
                        new RemoveImage.Outcome.Done(
                                new RemoveImage.Removed(
                                        List.of(Reference.parse("b")), List.of(id))));
        assertThat(outcomes.get(3)).isInstanceOf(RemoveImage.Outcome.Failed.class);
        assertThat(outcomes.get(4)).isInstanceOf(RemoveImage.Outcome.Done.class);
        assertThat(store.content().list()).isEmpty();
        assertThat(layers.list()).isEmpty();
    }

    @Test
    void R091_a_damaged_image_hides_no_other_and_can_be_removed() throws IOException {
        var broken = images.resolve(importing("broken", "x").id().hex(), Optional.empty());
        importing("good", "y");
        Files.write(store.content().path(broken.manifest().digest()), new byte[0]);
        var listed = new ListImages(store, layers).run(List.of());
        assertThat(listed.rows()).extracting(ImageSummary::repository).containsExactly("good");
        assertThat(listed.damaged()).hasSize(1);
        remove("broken");
        Files.write(store.root().resolve("refs/docker.io%2Flibrary%2Fgood:latest"), new byte[0]);
        remove("good");
        assertThat(store.content().list()).isEmpty();
        try (Stream<Path> refs = Files.list(store.root().resolve("refs"))) {
            assertThat(refs).isEmpty();
        }
    }

    @Test
    void lists_with_filters() {
        Digest id = importing("quay.io/team/app:1", "x").id();
        new ImportImage(store, layers, () -> used)
                .run(new ByteArrayInputStream(TarFile.of("y")), withLabel("debian"));
        assertThat(rows()).hasSize(2);
        assertThat(rows("reference=quay.io/*/app"))
                .extracting(ImageSummary::id)
                .containsExactly(id);
        assertThat(rows("reference=deb*")).hasSize(1);
        assertThat(rows("reference=*"))
                .extracting(ImageSummary::repository)
                .containsExactly("debian");
        assertThat(rows("label=a")).hasSize(1);
        assertThat(rows("label=a=b")).hasSize(1);
        assertThat(rows("label=a=c")).isEmpty();
        assertThat(rows("dangling=false")).hasSize(2);
        assertThat(rows("since=quay.io/team/app:1"))
                .extracting(ImageSummary::repository)
                .containsExactly("debian");
        assertThat(rows("before=debian")).extracting(ImageSummary::id).containsExactly(id);
        assertThat(rows("until=24h")).hasSize(1);
        assertThat(rows("until=2026-01-01")).hasSize(1);
        for (String bad : List.of("x=1", "dangling=x", "until=x", "dangling")) {
            assertThatThrownBy(() -> rows(bad)).satisfies(is(ErrorKind.INVALID_ARGUMENT));
        }
    }

    @Test
    void inspects_with_the_fields_of_docker() {
        Digest id = importing("debian:12", "x").id();
        Json.Obj json = new InspectImage(store, layers).run("debian:12", Optional.empty());
        assertThat(json.fields().keySet())
                .containsExactly(
                        "Id",
                        "RepoTags",
                        "RepoDigests",
                        "Parent",
                        "Comment",
                        "Created",
                        "Author",
                        "Config",
                        "Architecture",
                        "Variant",
                        "Os",
                        "Size",
                        "GraphDriver",
                        "RootFS",
                        "Metadata",
                        "Descriptor");
        assertThat(json.text("Id")).isEqualTo(id.toString());
        assertThat(json.strings("RepoTags")).containsExactly("debian:12");
        assertThat(json.object("RootFS").strings("Layers")).hasSize(1);
        assertThat(json.object("GraphDriver").object("Data").text("LowerDir"))
                .startsWith(store.root().toString());
        assertThat(json.object("Metadata").text("LastTagTime")).isEqualTo("2026-01-02T00:00:00Z");
    }

    private ImportImage.Imported importing(String name, String content) {
        return new ImportImage(store, layers, () -> used)
                .run(new ByteArrayInputStream(TarFile.of(content)), options(name));
    }

    private RemoveImage.Removed remove(String text) {
        return new RemoveImage(store, layers, () -> used).run(text, false);
    }

    private List<ImageSummary> rows(String... filters) {
        List<ImageFilter> parsed =
                Stream.of(filters).map(f -> ImageFilter.parse(f, images, CLOCK)).toList();
        return new ListImages(store, layers).run(parsed).rows();
    }

    private static ImportImage.Options options(String name) {
        return new ImportImage.Options(
                Optional.of(Reference.parse(name)),
                List.of(),
                "",
                Optional.empty(),
                Optional.empty());
    }

    private static ImportImage.Options withUser(String name) {
        return new ImportImage.Options(
                Optional.of(Reference.parse(name)),
                List.of("USER 1"),
                "",
                Optional.empty(),
                Optional.empty());
    }

    private static ImportImage.Options withLabel(String name) {
        return new ImportImage.Options(
                Optional.of(Reference.parse(name)),
                List.of("LABEL a=b"),
                "",
                Optional.empty(),
                Optional.of(Instant.parse("2026-01-01T12:00:00Z")));
    }

    private static java.util.function.Consumer<Throwable> is(ErrorKind kind) {
        return e ->
                assertThat(e)
                        .isInstanceOfSatisfying(
                                JongException.class, j -> assertThat(j.kind()).isEqualTo(kind));
    }
}
