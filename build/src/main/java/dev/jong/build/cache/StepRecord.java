package dev.jong.build.cache;

import dev.jong.base.JongException;
import dev.jong.base.json.Json;
import dev.jong.build.step.TreeLayer;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;
import dev.jong.oci.MediaType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a step came to.
///
/// @param key of its inputs
/// @param what it is called where steps are shown
/// @param below digest of the layer that it stood upon; empty for none
/// @param layer empty when it changed no file
/// @param bytes of the layer, unpacked and as a blob
public record StepRecord(
        Digest key,
        String what,
        String below,
        Optional<TreeLayer> layer,
        long bytes,
        Duration took,
        Instant created) {

    /// The same with a layer that is the same but for its compression.
    StepRecord with(TreeLayer other) {
        return new StepRecord(key, what, below, Optional.of(other), bytes, took, created);
    }

    /// What does not depend on when and where it was done, for documents whose digests are compared: how its layer is
    /// compressed is not said, nor how much it takes.
    StepRecord bare() {
        Optional<TreeLayer> known =
                layer.map(made ->
                        new TreeLayer(
                                made.diffId(),
                                Descriptor.of(MediaType.OCI_LAYER, made.diffId(), 0)));
        return new StepRecord(key, what, below, known, 0, Duration.ZERO, Instant.EPOCH);
    }

    /// The same as it is in a store that it has come to.
    ///
    /// @param when it came, for one that does not say when it was made
    StepRecord arrived(long size, Instant when) {
        Instant made = created.equals(Instant.EPOCH) ? when : created;
        return new StepRecord(key, what, below, layer, size, took, made);
    }

    Json.Obj toJson() {
        Json.ObjectBuilder out =
                Json.object()
                        .put("key", key.toString())
                        .put("what", what)
                        .put("below", below)
                        .put("bytes", bytes)
                        .put("millis", took.toMillis())
                        .put("created", created.toEpochMilli());
        if (layer.isPresent()) {
            TreeLayer made = layer.get();
            out.put("diffID", made.diffId().toString()).put("blob", made.blob().toJson());
            // A blob with another digest than the layer's is compressed.
            List<String> needs = List.of(made.diffId().toString(), made.blob().digest().toString());
            out.put("needs", Json.of(needs));
        }
        return out.build();
    }

    /// Reads one.
    ///
    /// @throws JongException when it is damaged
    static StepRecord of(Json.Obj json) {
        Optional<TreeLayer> layer =
                json.has("diffID")
                        ? Optional.of(
                                new TreeLayer(
                                        Digest.parse(json.text("diffID")),
                                        Descriptor.of(json.object("blob"))))
                        : Optional.empty();
        return new StepRecord(
                Digest.parse(json.text("key")),
                json.text("what"),
                json.text("below"),
                layer,
                json.number("bytes").orElse(0L),
                Duration.ofMillis(json.number("millis").orElse(0L)),
                Instant.ofEpochMilli(json.number("created").orElse(0L)));
    }
}
