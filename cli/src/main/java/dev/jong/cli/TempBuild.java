package dev.jong.cli;

import dev.jong.build.solver.*;
import dev.jong.build.step.*;
import dev.jong.oci.*;
import java.nio.file.*;
import java.time.Duration;
import java.util.Optional;

/// Stands in for the cache of steps.
final class TempBuild implements StepCache {
    static final Remotes REMOTES =
            new Remotes() {
                public boolean isRepository(String s) {
                    return false;
                }

                public Fetched fetch(String u, String c) {
                    throw new UnsupportedOperationException();
                }

                public Checkout checkOut(String u, String c, boolean k) {
                    throw new UnsupportedOperationException();
                }
            };
    private final Path dir;

    TempBuild(Path root) {
        dir = root.resolve("build-temp");
    }

    public Optional<Known> find(StepInputs in) {
        try {
            Optional<byte[]> bytes =
                    dev.jong.store.disk.SmallFile.read(dir.resolve(in.key().hex()), 1 << 20);
            if (bytes.isEmpty()) return Optional.empty();
            String text = dev.jong.base.Text.of(bytes.get());
            if (text.isEmpty()) return Optional.of(new Known(Optional.empty()));
            String[] p = text.split(" ");
            Digest d = Digest.parse(p[0]);
            return Optional.of(
                    new Known(
                            Optional.of(
                                    new TreeLayer(
                                            d,
                                            Descriptor.of(
                                                    MediaType.OCI_LAYER,
                                                    d,
                                                    Long.parseLong(p[1]))))));
        } catch (dev.jong.base.JongException e) {
            return Optional.empty();
        }
    }

    public void put(
            StepInputs in, String name, String place, Optional<TreeLayer> layer, Duration took) {
        try {
            Files.createDirectories(dir);
            dev.jong.base.AtomicFile.writeVolatile(
                    dir.resolve(in.key().hex()),
                    dev.jong.base.Text.bytes(
                            layer.map(l -> l.diffId() + " " + l.blob().size()).orElse("")));
        } catch (java.io.IOException e) {
            throw new RuntimeException(e);
        }
    }

    public void missed(StepInputs in, String name, String place) {}
}
