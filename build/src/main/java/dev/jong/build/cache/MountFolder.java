package dev.jong.build.cache;

import dev.jong.base.AtomicFile;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.base.json.Json;
import dev.jong.base.json.JsonParser;
import dev.jong.base.json.JsonPrinter;
import dev.jong.build.step.StepMount;
import dev.jong.oci.Digest;
import dev.jong.store.disk.DiskFailure;
import dev.jong.store.disk.SmallFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/// The folder of one cache mount: `NAME/data` is mounted, `NAME.lock` locked by who uses it, `NAME.json` says what it is.
///
/// @param path the folder
record MountFolder(Path path) {
    private static final int LIMIT = 64 << 10;
    private static final int NAME_LENGTH = 40;

    /// What is known of a cache mount.
    ///
    /// @param id what steps call it
    record Info(String id, String target, Instant created, Instant lastUsed, long uses) {}

    /// The folder of a mount: another one for each id, and for each thing that one begins as.
    ///
    /// @param number 0, or more where each use at a time has one of its own
    static MountFolder of(Path store, StepMount.Cache mount, int number) {
        String id = Digest.of(Text.bytes(mount.id())).hex();
        String seed = seed(mount);
        String key = seed.isEmpty() ? id : Digest.of(Text.bytes(id + seed)).hex();
        String name = key.substring(0, NAME_LENGTH) + "-" + number;
        return new MountFolder(store.resolve("build/mounts").resolve(name));
    }

    /// What it begins as; empty for an empty directory of root's.
    private static String seed(StepMount.Cache mount) {
        StringBuilder out = new StringBuilder();
        mount.from().diffIds().forEach(layer -> out.append(' ').append(layer));
        if (!out.isEmpty()) {
            return out.append(' ').append(mount.source()).toString();
        }
        boolean usual = mount.mode() == 0755 && mount.uid() == 0 && mount.gid() == 0;
        return usual ? "" : " " + mount.mode() + " " + mount.uid() + " " + mount.gid();
    }

    /// What is mounted.
    Path data() {
        return path.resolve("data");
    }

    /// Where it is made.
    Path making() {
        return path.resolve("making");
    }

    /// Its lock.
    Path lock() {
        return beside(".lock");
    }

    /// What is known of it.
    Path record() {
        return beside(".json");
    }

    private Path beside(String suffix) {
        return path.resolveSibling(path.getFileName() + suffix);
    }

    /// What is known of it; empty when that is missing or damaged.
    Optional<Info> info() {
        try {
            Optional<byte[]> bytes = SmallFile.read(record(), LIMIT);
            if (bytes.isEmpty()) {
                return Optional.empty();
            }
            Json.Obj json = JsonParser.parseObject(bytes.get());
            return Optional.of(
                    new Info(
                            json.text("id"),
                            json.text("target"),
                            Instant.ofEpochMilli(json.number("created").orElse(0L)),
                            Instant.ofEpochMilli(json.number("lastUsed").orElse(0L)),
                            json.number("uses").orElse(0L)));
        } catch (JongException e) {
            return Optional.empty();
        }
    }

    /// Notes a use. A power cut may take the note back.
    void used(StepMount.Cache mount, Instant now) {
        Optional<Info> before = info();
        Json.Obj json =
                Json.object()
                        .put("id", mount.id())
                        .put("target", mount.target())
                        .put("created", before.map(Info::created).orElse(now).toEpochMilli())
                        .put("lastUsed", now.toEpochMilli())
                        .put("uses", before.map(Info::uses).orElse(0L) + 1)
                        .build();
        try {
            AtomicFile.writeVolatile(record(), JsonPrinter.bytes(json));
        } catch (IOException e) {
            throw DiskFailure.of(e, "note the use of a build cache", path);
        }
    }
}
