package dev.jong.cli.command.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.cli.command.RecordingFront;
import dev.jong.cli.option.CommandLine;
import dev.jong.cli.option.CommandLineParser;
import dev.jong.image.Images;
import dev.jong.image.UnpackedLayers;
import dev.jong.linux.NativeSyscalls;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Reference;
import dev.jong.service.image.ListImages;
import dev.jong.store.Store;
import dev.jong.store.layer.Layers;
import dev.jong.store.layer.Owners;
import dev.jong.testkit.TestImage;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImagesCommandTest {
    private static final InstantSource CLOCK =
            InstantSource.fixed(Instant.parse("2026-01-02T00:00:00Z"));

    @TempDir Path directory;
    private Store store;
    private ImagesCommand command;

    @BeforeEach
    void open() {
        store = Store.open(directory.resolve("store"), CLOCK);
        UnpackedLayers layers =
                new UnpackedLayers(
                        store.layers(),
                        new Layers(store.root(), new NativeSyscalls(), Owners.KEEP));
        command = new ImagesCommand(new ListImages(store, layers), new Images(store), CLOCK);
        put("small:2", TestImage.of(1000));
        put("big:3", TestImage.of(9000));
        put("middle:1", TestImage.of(5000));
    }

    @Test
    void images_are_sorted_by_what_was_asked_for() {
        assertThat(names("--sort", "repository")).containsExactly("big", "middle", "small");
        assertThat(names("--sort", "tag")).containsExactly("middle", "small", "big");
        assertThat(names("--sort", "size")).containsExactly("small", "middle", "big");
        assertThat(names("--sort=created")).isEqualTo(names());
        assertThat(jong("-q", "--no-trunc", "--sort", "id").lines().toList()).hasSize(3).isSorted();
        assertThatThrownBy(() -> jong("--sort", "colour"))
                .isInstanceOfSatisfying(
                        JongException.class,
                        e -> assertThat(e.kind()).isEqualTo(ErrorKind.INVALID_ARGUMENT));
    }

    @Test
    void headings_can_be_left_out() {
        assertThat(jong().lines().toList()).hasSize(4);
        assertThat(jong("-n").lines().toList()).hasSize(3).noneMatch(l -> l.contains("IMAGE ID"));
        assertThat(jong("--noheading", "--format", "table {{.Tag}}", "--sort", "tag"))
                .isEqualTo("1\n2\n3\n");
        assertThatThrownBy(() -> jong("-n", "--format", "table {{.Nothing}}"))
                .hasMessageContaining("Nothing");
    }

    private void put(String name, TestImage image) {
        image.blobs().values().forEach(blob -> store.content().put("", blob));
        store.content().put(image.mediaType(), image.manifest());
        store.references()
                .put(Reference.parse(name), Descriptor.of(image.mediaType(), image.manifest()));
    }

    private List<String> names(String... options) {
        return jong(options).lines().skip(1).map(l -> l.substring(0, l.indexOf(' '))).toList();
    }

    private String jong(String... options) {
        List<String> all = new java.util.ArrayList<>(List.of("images"));
        all.addAll(List.of(options));
        RecordingFront front = new RecordingFront();
        command.run(((CommandLine.Invoke) CommandLineParser.parse(all)).command(), front);
        assertThat(front.err).isEmpty();
        return front.out.toString();
    }
}
