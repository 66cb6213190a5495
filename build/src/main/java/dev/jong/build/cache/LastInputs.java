package dev.jong.build.cache;

import dev.jong.base.AtomicFile;
import dev.jong.base.Text;
import dev.jong.build.step.StepInputs;
import dev.jong.oci.Digest;
import dev.jong.store.disk.DiskFailure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/// What steps depended on when they were last done, by their places in Dockerfiles: `build/last/HASH`, compressed. It tells
/// why a step was done anew, nothing else depends on it.
final class LastInputs {
    private static final int MOST_FILES = 1000;
    private static final int LONGEST_VALUE = 160;
    private static final int MOST_BYTES = 64 << 20;

    private final Path store;
    private final Path directory;

    /// @param store the store's directory
    LastInputs(Path store) {
        this.store = store;
        this.directory = store.resolve("build/last");
    }

    private Path file(String place) {
        return directory.resolve(Digest.of(Text.bytes(place)).hex());
    }

    /// The inputs at a place; empty when they are not known.
    Optional<StepInputs> find(String place) {
        Path file = file(place);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        StepInputs.Collector inputs = new StepInputs.Collector();
        try (InputStream in = new InflaterInputStream(Files.newInputStream(file))) {
            String text = Text.of(in.readNBytes(MOST_BYTES));
            int at = 0;
            while (at < text.length()) {
                int middle = text.indexOf('\n', at);
                int end = text.indexOf('\n', middle + 1);
                if (middle < 0 || end < 0) {
                    return Optional.empty();
                }
                inputs.add(text.substring(at, middle), text.substring(middle + 1, end));
                at = end + 1;
            }
            return Optional.of(inputs.done());
        } catch (IOException damaged) {
            return Optional.empty();
        }
    }

    /// Remembers inputs. A power cut may take them back.
    void put(String place, StepInputs inputs) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            Deflater quick = new Deflater(Deflater.BEST_SPEED);
            try (DeflaterOutputStream out = new DeflaterOutputStream(bytes, quick)) {
                StringBuilder text = new StringBuilder();
                for (StepInputs.Input input : inputs.inputs()) {
                    text.append(line(input.name())).append('\n');
                    text.append(line(input.value())).append('\n');
                }
                out.write(Text.bytes(text.toString()));
            } finally {
                quick.end();
            }
            BuildDirectory.make(store, "last");
            AtomicFile.writeVolatile(file(place), bytes.toByteArray());
        } catch (IOException e) {
            throw DiskFailure.of(e, "note what a step depends on", directory);
        }
    }

    /// A text in one line: as it is, or what tells it from others.
    static String line(String text) {
        boolean plain = text.length() <= LONGEST_VALUE && text.indexOf('\n') < 0;
        return plain && text.indexOf('\r') < 0 ? text : Digest.of(Text.bytes(text)).toString();
    }

    /// Removes the oldest where there are too many.
    void bound() {
        if (!Files.isDirectory(directory)) {
            return;
        }
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(directory)) {
            all.forEach(files::add);
            if (files.size() <= MOST_FILES) {
                return;
            }
            files.sort(Comparator.comparingLong(LastInputs::age));
            for (Path each : files.subList(0, files.size() - MOST_FILES)) {
                Files.deleteIfExists(each);
            }
        } catch (IOException e) {
            throw DiskFailure.of(e, "forget what steps depended on", directory);
        }
    }

    private static long age(Path file) {
        return file.toFile().lastModified();
    }
}
