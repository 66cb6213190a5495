package dev.jong.image.registry;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.json.Json;
import dev.jong.base.json.JsonParser;
import dev.jong.base.json.JsonPrinter;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;
import dev.jong.oci.MediaType;
import java.util.ArrayList;
import java.util.List;

/// The list of referrers that a registry without a referrers API keeps as an index under the tag `sha256-HEX`, which
/// whoever pushes a manifest with a subject has to keep up (distribution specification, "Referrers Tag Schema").
final class ReferrersTag {
    private static final int TAG_LENGTH = 128;

    private final HttpRepository repository;

    ReferrersTag(HttpRepository repository) {
        this.repository = repository;
    }

    /// The tag for a subject.
    static String of(Digest subject) {
        String tag = subject.algorithm().label() + "-" + subject.hex();
        return tag.substring(0, Math.min(tag.length(), TAG_LENGTH));
    }

    /// Adds a pushed manifest to the list of its subject.
    ///
    /// @param manifest the pushed manifest, parsed
    void add(Json.Obj manifest, Descriptor pushed) {
        Digest subject = Digest.parse(manifest.object("subject").text("digest"));
        List<Json> entries = new ArrayList<>();
        for (Json.Obj entry : known(subject)) {
            if (entry.text("digest").equals(pushed.digest().toString())) {
                return;
            }
            entries.add(entry);
        }
        String type = manifest.text("artifactType");
        Json.Obj entry =
                pushed.toJson()
                        .with(
                                "artifactType",
                                Json.of(
                                        type.isEmpty()
                                                ? manifest.object("config").text("mediaType")
                                                : type));
        boolean annotated = manifest.get("annotations").isPresent();
        entries.add(annotated ? entry.with("annotations", manifest.object("annotations")) : entry);
        Json.Obj index =
                Json.object()
                        .put("schemaVersion", 2)
                        .put("mediaType", MediaType.OCI_INDEX)
                        .put("manifests", new Json.Arr(entries))
                        .build();
        repository.putManifest(of(subject), MediaType.OCI_INDEX, JsonPrinter.bytes(index));
    }

    private List<Json.Obj> known(Digest subject) {
        try {
            byte[] index = repository.own().manifest(of(subject)).bytes();
            return JsonParser.parseObject(index).objects("manifests");
        } catch (JongException e) {
            if (e.kind() == ErrorKind.NOT_FOUND) {
                return List.of();
            }
            throw e;
        }
    }
}
