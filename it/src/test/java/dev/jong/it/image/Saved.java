package dev.jong.it.image;

import dev.jong.base.Text;
import dev.jong.base.json.Json;
import dev.jong.base.json.JsonPrinter;
import dev.jong.oci.Digest;
import dev.jong.store.layer.TarEntry;
import dev.jong.store.layer.TarEntry.EntryType;
import dev.jong.store.layer.TarWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// An archive as `docker save` writes it, made by hand.
public final class Saved {
    private final Map<String, byte[]> members = new LinkedHashMap<>();
    private final List<Json> images = new ArrayList<>();

    /// Adds an image.
    ///
    /// @param config its `config` object
    /// @param created its date, RFC 3339; empty for none
    /// @param layers uncompressed archives, base first
    public Saved image(Json.Obj config, String created, List<String> tags, byte[]... layers) {
        List<String> paths = new ArrayList<>();
        List<String> diffIds = new ArrayList<>();
        for (byte[] layer : layers) {
            Digest digest = Digest.of(layer);
            diffIds.add(digest.toString());
            paths.add(digest.hex() + ".tar");
            members.put(digest.hex() + ".tar", layer);
        }
        Json.ObjectBuilder document =
                Json.object().put("architecture", "amd64").put("os", "linux").put("config", config);
        if (!created.isEmpty()) {
            document.put("created", created);
        }
        Json.Obj rootfs =
                Json.object().put("type", "layers").put("diff_ids", Json.of(diffIds)).build();
        byte[] bytes = JsonPrinter.bytes(document.put("rootfs", rootfs).build());
        String name = Digest.of(bytes).hex() + ".json";
        members.put(name, bytes);
        images.add(
                Json.object()
                        .put("Config", name)
                        .put("RepoTags", Json.of(tags))
                        .put("Layers", Json.of(paths))
                        .build());
        return this;
    }

    /// A layer of one file.
    public static byte[] layer(String name, String content) {
        return tar(Map.of(name, Text.bytes(content)));
    }

    /// A layer of a directory with empty files.
    public static byte[] many(String directory, int files) {
        Map<String, byte[]> names = new LinkedHashMap<>();
        for (int file = 0; file < files; file++) {
            names.put(directory + "/" + file, new byte[0]);
        }
        return tar(names);
    }

    /// The archive's bytes.
    public byte[] bytes() {
        Map<String, byte[]> all = new LinkedHashMap<>(members);
        all.put("manifest.json", JsonPrinter.bytes(new Json.Arr(images)));
        return tar(all);
    }

    /// Writes the archive.
    public Path to(Path file) {
        try {
            return Files.write(file, bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] tar(Map<String, byte[]> files) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (TarWriter tar = new TarWriter(out)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                TarEntry entry = TarEntry.of(file.getKey(), EntryType.REGULAR);
                tar.add(
                        entry.withSize(file.getValue().length),
                        new ByteArrayInputStream(file.getValue()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
