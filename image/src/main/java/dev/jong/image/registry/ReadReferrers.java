package dev.jong.image.registry;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.json.Json;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;
import dev.jong.oci.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Gets the manifests that name another as their subject (distribution specification, end-12), or those of the tag
/// `sha256-HEX` where a registry does not know that question.
final class ReadReferrers {
    private final Place place;

    ReadReferrers(Place place) {
        this.place = place;
    }

    List<Descriptor> of(Digest subject, Optional<String> artifactType) {
        try {
            String filter = artifactType.map(type -> "?artifactType=" + escape(type)).orElse("");
            Call first =
                    place.call(
                            "GET",
                            "/referrers/" + subject + filter,
                            "list the referrers of " + place.shown() + "@" + subject);
            List<Json.Obj> pages = new Pages(place).all(first, all -> false);
            return matching(pages, artifactType);
        } catch (JongException e) {
            boolean unknown =
                    e.kind() == ErrorKind.NOT_FOUND
                            || e.kind() == ErrorKind.UNSUPPORTED
                            || e.kind() == ErrorKind.INVALID_ARGUMENT;
            if (!unknown) {
                throw e;
            }
            return byTag(subject, artifactType);
        }
    }

    private List<Descriptor> byTag(Digest subject, Optional<String> artifactType) {
        try {
            RemoteManifest index = new ReadManifests(place).manifest(ReferrersTag.of(subject));
            Json.Obj json = dev.jong.base.json.JsonParser.parseObject(index.bytes());
            return matching(List.of(json), artifactType);
        } catch (JongException e) {
            if (e.kind() == ErrorKind.NOT_FOUND) {
                return List.of();
            }
            throw e;
        }
    }

    private static List<Descriptor> matching(List<Json.Obj> pages, Optional<String> artifactType) {
        List<Descriptor> out = new ArrayList<>();
        for (Json.Obj page : pages) {
            for (Json.Obj entry : page.objects("manifests")) {
                String type = entry.text("artifactType");
                if (artifactType.isEmpty() || artifactType.get().equals(type)) {
                    out.add(Descriptor.of(entry));
                }
                Limits.check(out.size(), Limits.INDEX_ENTRIES, "referrers");
            }
        }
        return out;
    }

    private static String escape(String type) {
        return dev.jong.image.registry.http.HttpUrl.escape(type);
    }
}
