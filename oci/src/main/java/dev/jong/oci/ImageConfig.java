package dev.jong.oci;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.base.json.Json;
import dev.jong.base.json.JsonParser;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The config of an image; its digest is the image's id.
///
/// @param created RFC 3339 text as it was written, or empty; see [#createdAt]
/// @param diffIds digests of the uncompressed layers, base first
/// @param json the document with every field, for inspection and for rewriting
/// @param raw the bytes as they were written, as a byte string
public record ImageConfig(
        Platform platform,
        String created,
        String author,
        ProcessDefaults defaults,
        List<Digest> diffIds,
        List<History> history,
        Json.Obj json,
        String raw) {

    public ImageConfig {
        diffIds = List.copyOf(diffIds);
        history = List.copyOf(history);
    }

    /// Reads a config.
    ///
    /// @throws JongException INVALID_ARGUMENT when a field is missing or has another type, or a limit is passed
    public static ImageConfig parse(byte[] bytes) {
        Limits.check(bytes.length, Limits.DOCUMENT_BYTES, "bytes in the image config");
        Json.Obj json = JsonParser.parseObject(bytes);
        Json.Obj rootfs = json.object("rootfs");
        if (!rootfs.text("type").equals("layers")) {
            throw JongException.of(
                    ErrorKind.INVALID_ARGUMENT, "invalid image config: it has no rootfs of layers");
        }
        Limits.check(rootfs.array("diff_ids").size(), Limits.LAYERS, "layers in the image config");
        List<Digest> diffIds = new ArrayList<>();
        for (String text : rootfs.strings("diff_ids")) {
            diffIds.add(Digest.parse(text));
        }
        List<History> history = new ArrayList<>();
        for (Json.Obj item : json.objects("history")) {
            history.add(History.of(item));
        }
        return new ImageConfig(
                Platform.of(json),
                json.text("created"),
                json.text("author"),
                ProcessDefaults.of(json.object("config")),
                diffIds,
                history,
                json,
                Text.of(bytes));
    }

    /// When the image was made; empty when it does not say, or says nonsense.
    public Optional<Instant> createdAt() {
        try {
            return created.isEmpty()
                    ? Optional.empty()
                    : Optional.of(OffsetDateTime.parse(created).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /// The bytes of the document.
    public byte[] bytes() {
        return Text.bytes(raw);
    }
}
