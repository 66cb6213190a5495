package dev.jong.image.pull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.image.Sweeper;
import dev.jong.image.TestStore;
import dev.jong.linux.NativeSyscalls;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;
import dev.jong.oci.MediaType;
import dev.jong.oci.Platform;
import dev.jong.oci.Reference;
import dev.jong.store.partial.PartialBlobs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PullImageTest {
    private static final Reference NAME = Reference.parse("localhost:5000/box:1");
    private static final String HOST = Platform.host().architecture();

    @TempDir Path directory;
    private TestStore test;
    private MemoryRepository repository;
    private PullImage pulling;

    @BeforeEach
    void open() {
        test = TestStore.open(directory.resolve("store"));
        repository = new MemoryRepository();
        pulling = new PullImage(test.store(), test.layers(), partials());
    }

    private PartialBlobs partials() {
        return new PartialBlobs(
                test.store().partial(), test.store().content(), new NativeSyscalls());
    }

    private Descriptor pull() {
        return pull(PlatformChoice.host());
    }

    private Descriptor pull(PlatformChoice choice) {
        Descriptor target = pulling.pull(repository, NAME, choice, false, PullProgress.none());
        test.store().references().put(NAME, target);
        pulling.named(target);
        return target;
    }

    @Test
    void an_image_is_stored_as_it_is_and_unpacked() {
        TestImage image = TestImage.of(HOST, 1, 2, 3);
        image.into(repository, "1");
        Descriptor target = pull();
        assertThat(target.digest()).isEqualTo(image.digest());
        assertThat(image.diffIds()).allMatch(test.layers()::has);
        assertThat(test.store().content().read(target.digest())).isEqualTo(image.manifest());
        assertThat(image.layers())
                .allMatch(layer -> test.store().content().isWhole(Digest.of(layer)));
        assertThat(partial())
                .noneMatch(name -> name.startsWith("sha256-") || name.startsWith("pull-"));
        assertThat(test.store().origins().of(target.digest())).contains("localhost:5000/box");
    }

    @Test
    void a_second_image_costs_only_the_layer_that_it_does_not_share() {
        TestImage.of(HOST, 1, 2, 3, 4, 5).into(repository, "1");
        pull();
        TestImage second = TestImage.of(HOST, 1, 2, 3, 4, 6);
        second.into(repository, "1");
        repository.calls.clear();
        pull();
        assertThat(repository.calls)
                .containsExactlyInAnyOrder(
                        "GET 1",
                        "BLOB " + Digest.of(second.config()) + " 0",
                        "BLOB " + second.layer(4) + " 0");
    }

    @Test
    void G01_R063_wrong_bytes_are_dropped_and_fetched_once_more() {
        TestImage image = TestImage.of(HOST, 1);
        image.into(repository, "1");
        repository.fault(image.layer(0), MemoryRepository.wrong());
        pull();
        assertThat(test.store().content().isWhole(image.layer(0))).isTrue();
        assertThat(test.layers().has(image.diffIds().getFirst())).isTrue();
    }

    @Test
    void G01_R063_bytes_that_stay_wrong_are_never_visible() {
        TestImage image = TestImage.of(HOST, 1);
        image.into(repository, "1");
        repository.fault(image.layer(0), MemoryRepository.wrong(), MemoryRepository.wrong());
        assertThatThrownBy(this::pull)
                .satisfies(is(ErrorKind.DATA_LOSS))
                .hasMessageContaining(image.layer(0).toString())
                .hasMessageContaining("localhost:5000/box");
        assertThat(test.store().content().size(image.layer(0))).isEmpty();
        assertThat(test.store().content().size(image.digest())).isEmpty();
        assertThat(test.layers().has(image.diffIds().getFirst())).isFalse();
        pull();
    }

    @Test
    void R003_R053_an_interrupted_blob_goes_on_where_it_stopped_in_the_next_pull() {
        TestImage image = TestImage.of(HOST, 1, 2);
        image.into(repository, "1");
        repository.fault(image.layer(1), MemoryRepository.cut(400_000));
        assertThatThrownBy(this::pull).satisfies(is(ErrorKind.UNAVAILABLE));
        // What is finished stays for the retry, also when somebody sweeps meanwhile.
        new Sweeper(test.store(), test.layers()).sweep(Set::of);
        repository.calls.clear();
        pull();
        assertThat(repository.calls).containsExactly("GET 1", "BLOB " + image.layer(1) + " 400000");
        assertThat(image.diffIds()).allMatch(test.layers()::has);
    }

    @Test
    void G05_a_bad_partial_blob_is_dropped_and_fetched_anew() throws IOException {
        TestImage image = TestImage.of(HOST, 1);
        image.into(repository, "1");
        Files.createDirectories(test.store().partial());
        Files.write(
                test.store().partial().resolve("sha256-" + image.layer(0).hex()),
                new byte[300_000]);
        pull();
        assertThat(repository.calls)
                .contains("BLOB " + image.layer(0) + " 300000", "BLOB " + image.layer(0) + " 0");
        assertThat(image.diffIds()).allMatch(test.layers()::has);
    }

    @Test
    void R033_damaged_blobs_and_lost_layers_are_healed_by_pulling_again() throws IOException {
        TestImage image = TestImage.of(HOST, 1, 2);
        image.into(repository, "1");
        pull();
        Path blob = test.store().content().path(image.layer(0));
        byte[] bytes = Files.readAllBytes(blob);
        bytes[1000] ^= 1;
        Files.write(blob, bytes);
        Files.write(test.store().content().path(Digest.of(image.config())), new byte[10]);
        Files.write(test.store().content().path(image.digest()), new byte[10]);
        test.layers().remove(image.diffIds().get(1));
        pull();
        assertThat(test.store().content().isWhole(image.layer(0))).isTrue();
        assertThat(test.store().content().read(image.digest())).isEqualTo(image.manifest());
        assertThat(image.diffIds()).allMatch(test.layers()::has);
    }

    @Test
    void the_image_for_the_platform_is_taken_out_of_an_index() {
        TestImage mine = TestImage.of(HOST, 1);
        TestImage other = TestImage.of("s390x", 2);
        mine.into(repository, "mine");
        other.into(repository, "other");
        repository.manifest("1", index(mine, HOST, other, "s390x"));
        Descriptor target = pull();
        assertThat(target.mediaType()).isEqualTo(MediaType.OCI_INDEX);
        assertThat(test.layers().has(mine.diffIds().getFirst())).isTrue();
        assertThat(test.store().content().size(other.digest())).isEmpty();
        pull(new PlatformChoice(Optional.empty(), true));
        assertThat(test.store().content().isWhole(other.layer(0))).isTrue();
        assertThat(test.layers().has(other.diffIds().getFirst())).isFalse();
    }

    @Test
    void a_platform_that_is_not_there_is_refused_with_those_that_are() {
        TestImage one = TestImage.of("s390x", 1);
        TestImage two = TestImage.of("riscv64", 2);
        repository.manifest("1", index(one, "s390x", two, "riscv64"));
        assertThatThrownBy(this::pull)
                .satisfies(is(ErrorKind.NOT_FOUND))
                .hasMessageContaining("linux/" + HOST)
                .extracting(e -> ((JongException) e).hint())
                .asString()
                .contains("linux/riscv64, linux/s390x");
    }

    @Test
    void M07_too_many_layers_and_too_large_configs_are_refused_before_a_blob_is_fetched() {
        TestImage image = TestImage.of(HOST, 1);
        String layer =
                "{\"mediaType\":\""
                        + MediaType.OCI_LAYER
                        + "\",\"digest\":\""
                        + image.layer(0)
                        + "\",\"size\":10}";
        String many = String.join(",", java.util.Collections.nCopies(129, layer));
        refused(manifest(4, many), "the limit is 128");
        refused(manifest(5 << 20, layer), "the limit is 4194304");
    }

    private void refused(String manifest, String why) {
        repository.calls.clear();
        repository.manifests.put("1", Text.bytes(manifest));
        repository.types.put("1", MediaType.OCI_MANIFEST);
        assertThatThrownBy(this::pull)
                .satisfies(is(ErrorKind.INVALID_ARGUMENT))
                .hasMessageContaining(why);
        assertThat(repository.calls).containsExactly("GET 1");
    }

    private static String manifest(int configSize, String layers) {
        return "{\"schemaVersion\":2,\"config\":{\"mediaType\":\""
                + MediaType.OCI_CONFIG
                + "\",\"digest\":\""
                + Digest.of(new byte[0])
                + "\",\"size\":"
                + configSize
                + "},\"layers\":["
                + layers
                + "]}";
    }

    @Test
    void an_artifact_is_stored_and_not_unpacked() {
        byte[] config = Text.bytes("{}");
        byte[] content = Text.bytes("a policy");
        String manifest =
                manifest(
                                2,
                                "{\"mediaType\":\"text/plain\",\"digest\":\""
                                        + Digest.of(content)
                                        + "\",\"size\":"
                                        + content.length
                                        + "}")
                        .replace(MediaType.OCI_CONFIG, "application/x.policy")
                        .replace(Digest.of(new byte[0]).hex(), Digest.of(config).hex());
        repository.blob(config).blob(content).manifest("1", Text.bytes(manifest));
        pull();
        assertThat(test.store().content().read(Digest.of(content))).isEqualTo(content);
        assertThat(test.layers().list()).isEmpty();
    }

    @Test
    void W04_parallel_pulls_fetch_each_blob_once() throws Exception {
        TestImage image = TestImage.of(HOST, 1, 2, 3, 4, 5);
        image.into(repository, "1");
        List<Future<Descriptor>> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 8; i++) {
                // Each has a view of its own, as engines have.
                PullImage own = new PullImage(test.store(), test.layers(), partials());
                all.add(
                        threads.submit(() ->
                                own.pull(
                                        repository,
                                        NAME,
                                        PlatformChoice.host(),
                                        false,
                                        PullProgress.none())));
            }
            for (Future<Descriptor> one : all) {
                assertThat(one.get().digest()).isEqualTo(image.digest());
            }
        }
        long bytes = image.config().length;
        for (byte[] layer : image.layers()) {
            bytes += layer.length;
        }
        assertThat(repository.sent.get()).isEqualTo(bytes);
        assertThat(image.diffIds()).allMatch(test.layers()::has);
    }

    @Test
    void the_layer_of_another_image_is_not_taken_for_the_one_of_the_config() {
        TestImage one = TestImage.of(HOST, 1);
        TestImage two = TestImage.of(HOST, 2);
        TestImage lying = TestImage.of(HOST, one.layers(), two.diffIds());
        lying.into(repository, "1");
        assertThatThrownBy(this::pull).satisfies(is(ErrorKind.DATA_LOSS));
        assertThat(test.layers().list()).isEmpty();
        assertThat(test.store().content().size(lying.digest())).isEmpty();
    }

    private List<String> partial() {
        try (var files = Files.list(test.store().partial())) {
            return files.map(file -> file.getFileName().toString()).toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static byte[] index(TestImage one, String first, TestImage two, String second) {
        return Text.bytes(
                "{\"schemaVersion\":2,\"mediaType\":\""
                        + MediaType.OCI_INDEX
                        + "\",\"manifests\":["
                        + entry(one, first)
                        + ","
                        + entry(two, second)
                        + "]}");
    }

    private static String entry(TestImage image, String architecture) {
        return "{\"mediaType\":\""
                + MediaType.OCI_MANIFEST
                + "\",\"digest\":\""
                + image.digest()
                + "\",\"size\":"
                + image.manifest().length
                + ",\"platform\":{\"os\":\"linux\",\"architecture\":\""
                + architecture
                + "\"}}";
    }

    private static java.util.function.Consumer<Throwable> is(ErrorKind kind) {
        return error -> assertThat(((JongException) error).kind()).isEqualTo(kind);
    }
}
