package dev.jong.image.transport;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.json.Json;
import dev.jong.base.json.JsonParser;
import dev.jong.base.json.JsonPrinter;
import dev.jong.image.registry.Repository;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;
import dev.jong.oci.Limits;
import dev.jong.oci.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Writes an OCI image layout (image specification, image-layout.md); in an archive also what `docker load` reads. The
/// index comes last: without it there is no layout.
final class LayoutSink implements ImageSink {
    private static final byte[] VERSION =
            JsonPrinter.bytes(Json.object().put("imageLayoutVersion", "1.0.0").build());

    private final Members members;
    private final DockerList docker = new DockerList();
    private final boolean forDocker;

    /// @param forDocker write the list of `docker save`, too
    LayoutSink(Members members, boolean forDocker) {
        this.members = members;
        this.forDocker = forDocker;
    }

    @Override
    public boolean has(Descriptor blob) {
        return members.has(name(blob.digest()), blob.size());
    }

    @Override
    public void blob(Descriptor blob, Repository.BlobSource content) {
        if (has(blob)) {
            return;
        }
        try (InputStream in = content.open(0)) {
            members.add(name(blob.digest()), blob, in);
        } catch (IOException e) {
            throw JongException.of(ErrorKind.DATA_LOSS, "cannot read the blob " + blob.digest())
                    .causedBy(e);
        }
    }

    @Override
    public void manifest(Descriptor manifest, byte[] bytes) {
        if (!has(manifest)) {
            members.add(name(manifest.digest()), bytes);
        }
        docker.add(manifest, bytes);
    }

    @Override
    public void finish(List<Entry> entries) {
        if (forDocker) {
            members.add(DockerArchive.MANIFEST, JsonPrinter.bytes(docker.list(entries)));
        }
        members.add("oci-layout", VERSION);
        members.add(OciLayout.INDEX, JsonPrinter.bytes(index(entries)));
        members.finish();
    }

    @Override
    public void close() {
        members.close();
    }

    static String name(Digest digest) {
        return "blobs/" + digest.algorithm().label() + "/" + digest.hex();
    }

    /// The index that was there with the new entries: a name leads to one image only, and what has no name is listed once.
    private Json index(List<Entry> entries) {
        Json.Obj before =
                members.read(OciLayout.INDEX, Limits.DOCUMENT_BYTES)
                        .map(JsonParser::parseObject)
                        .orElse(Json.EMPTY);
        List<Json> kept = new ArrayList<>();
        for (Json.Obj old : before.objects("manifests")) {
            if (entries.stream().noneMatch(entry -> replaces(entry, old))) {
                kept.add(old);
            }
        }
        entries.forEach(entry -> kept.add(entry(entry)));
        Limits.check(kept.size(), Limits.INDEX_ENTRIES, "entries in the index");
        Json.Obj start =
                Json.object().put("schemaVersion", 2).put("mediaType", MediaType.OCI_INDEX).build();
        return (before.fields().isEmpty() ? start : before).with("manifests", new Json.Arr(kept));
    }

    private static boolean replaces(Entry entry, Json.Obj old) {
        String layoutName = old.object("annotations").text(OciLayout.REF_NAME);
        String fullName = old.object("annotations").text(OciLayout.FULL_NAME);
        boolean same = old.text("digest").equals(entry.target().digest().toString());
        if (entry.name().isPresent() && !fullName.isEmpty()) {
            return fullName.equals(entry.name().get().toString());
        }
        return layoutName.equals(entry.layoutName().orElse("")) && (same || !layoutName.isEmpty());
    }

    private static Json entry(Entry entry) {
        Map<String, String> annotations = new LinkedHashMap<>(entry.target().annotations());
        annotations.remove(OciLayout.FULL_NAME);
        annotations.remove(OciLayout.REF_NAME);
        entry.name().ifPresent(name -> annotations.put(OciLayout.FULL_NAME, name.toString()));
        entry.layoutName().ifPresent(name -> annotations.put(OciLayout.REF_NAME, name));
        return entry.target().withAnnotations(annotations).toJson();
    }
}
