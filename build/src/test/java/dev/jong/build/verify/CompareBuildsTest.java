package dev.jong.build.verify;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.base.json.Json;
import dev.jong.build.dockerfile.Dockerfile;
import dev.jong.build.dockerfile.Origin;
import dev.jong.build.dockerfile.ParseDockerfile;
import dev.jong.build.solver.Solver;
import dev.jong.build.solver.StageResult;
import dev.jong.build.step.Tree;
import dev.jong.build.step.TreeLayer;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;
import dev.jong.oci.MediaType;
import dev.jong.oci.Platform;
import dev.jong.store.Store;
import dev.jong.store.layer.TarEntry;
import dev.jong.store.layer.TarWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
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

class CompareBuildsTest {
    @TempDir private Path directory;
    private Store store;
    private final Dockerfile file =
            ParseDockerfile.parse(
                    "Dockerfile", Text.bytes("FROM scratch\nRUN one\nRUN two\nRUN three\n"));

    @BeforeEach
    void makeStore() {
        store = Store.open(directory.resolve("store"), InstantSource.system());
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void equal_builds_are_nothing_to_tell() {
        assertThatCode(() ->
                        check(
                                build(made(2, "k2", tar("a")), made(3, "k3", tar("b"))),
                                build(made(3, "k3", tar("b")), made(2, "k2", tar("a")))))
                .doesNotThrowAnyException();
    }

    @Test
    void the_step_that_had_the_same_inputs_is_named_not_those_that_follow_from_it() {
        assertThatThrownBy(() ->
                        check(
                                build(made(2, "k2", tar("a")), made(3, "on a", tar("b"))),
                                build(made(2, "k2", tar("A")), made(3, "on A", tar("B")))))
                .isInstanceOf(JongException.class)
                .hasMessageContaining("Dockerfile:2:")
                .hasMessageContaining("/A (only in the second build)");
    }

    @Test
    void a_step_of_the_image_is_named_before_one_that_others_copy_from() {
        MadeStep elsewhere = made(2, "k2", tar("x"));
        MadeStep elsewhereAgain = made(2, "k2", tar("X"));
        assertThatThrownBy(() ->
                        new CompareBuilds(file, new CompareLayers(store.content()))
                                .check(
                                        new CompareBuilds.Build(
                                                List.of(solution(tar("a"))),
                                                List.of(elsewhere, made(3, "k3", tar("a")))),
                                        new CompareBuilds.Build(
                                                List.of(solution(tar("b"))),
                                                List.of(elsewhereAgain, made(3, "k3", tar("b"))))))
                .hasMessageContaining("Dockerfile:3:");
    }

    @Test
    void inputs_that_changed_meanwhile_are_told_as_that() {
        assertThatThrownBy(() ->
                        check(build(made(2, "k2", tar("a"))), build(made(2, "other", tar("b")))))
                .hasMessageContaining("has changed meanwhile");
    }

    private void check(CompareBuilds.Build one, CompareBuilds.Build two) {
        new CompareBuilds(file, new CompareLayers(store.content())).check(one, two);
    }

    private static CompareBuilds.Build build(MadeStep... steps) {
        List<TreeLayer> layers = new ArrayList<>();
        for (MadeStep step : steps) {
            layers.add(step.layer().orElseThrow());
        }
        layers.sort((a, b) -> a.diffId().compareTo(b.diffId()));
        return new CompareBuilds.Build(
                List.of(solution(layers.toArray(new TreeLayer[0]))), List.of(steps));
    }

    private static Solver.Solution solution(TreeLayer... layers) {
        Tree tree = new Tree(List.of(layers));
        return new Solver.Solution(
                Platform.parse("linux/amd64"),
                new StageResult(
                        Json.EMPTY,
                        Json.EMPTY,
                        tree,
                        List.of(),
                        Instant.EPOCH,
                        "",
                        Map.of(),
                        new StageResult.Ground(0, 0)),
                tree);
    }

    private static MadeStep made(int line, String key, TreeLayer layer) {
        Origin origin = new Origin("Dockerfile", line, line, "RUN something");
        return new MadeStep(origin, Digest.of(Text.bytes(key)), Optional.of(layer));
    }

    /// A layer of one empty file.
    private TreeLayer tar(String name) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarWriter tar = new TarWriter(bytes)) {
            tar.add(TarEntry.of(name, TarEntry.EntryType.REGULAR));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Descriptor blob = store.content().put(MediaType.OCI_LAYER, bytes.toByteArray());
        return new TreeLayer(blob.digest(), blob);
    }
}
