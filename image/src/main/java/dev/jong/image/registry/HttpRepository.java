package dev.jong.image.registry;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.base.json.Json;
import dev.jong.base.json.JsonParser;
import dev.jong.image.registry.http.HttpUrl;
import dev.jong.image.registry.http.Request;
import dev.jong.image.registry.http.Response;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;
import dev.jong.oci.Reference;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;

/// A repository over HTTP: what is read may come from a mirror, what is written goes to the registry itself.
final class HttpRepository implements Repository {
    private static final int MOST_TAGS = 1_000_000;

    private final List<Place> places;

    /// Where each blob was sent from: when it is asked for again, those bytes were no good.
    private final Map<Digest, Integer> sent = new ConcurrentHashMap<>();

    /// @param places mirrors in their order, and last the registry itself
    HttpRepository(List<Place> places) {
        this.places = List.copyOf(places);
    }

    @Override
    public RemoteManifest manifest(String reference) {
        check(reference);
        try {
            return anywhere(
                    place -> place.serves(reference),
                    place -> new ReadManifests(place).manifest(reference));
        } catch (JongException e) {
            if (e.kind() != ErrorKind.NOT_FOUND || ReadManifests.isDigest(reference)) {
                throw e;
            }
            throw NearestTags.hint(e, places.getLast(), reference);
        }
    }

    @Override
    public Optional<Descriptor> resolve(String reference) {
        check(reference);
        for (Place mirror : mirrors()) {
            try {
                Optional<Descriptor> found =
                        mirror.serves(reference)
                                ? new ReadManifests(mirror).resolve(reference)
                                : Optional.empty();
                if (found.isPresent()) {
                    return found;
                }
            } catch (JongException e) {
                // The next, and last the registry itself, which says why.
            }
        }
        return new ReadManifests(places.getLast()).resolve(reference);
    }

    @Override
    public BlobStream blob(Descriptor blob, long from) {
        Integer before = sent.get(blob.digest());
        int first = before == null ? 0 : (before + 1) % places.size();
        ResumedBlob bytes = new ResumedBlob(places, first, blob, from);
        long start = bytes.open();
        sent.put(blob.digest(), bytes.place());
        return new BlobStream(bytes, start);
    }

    @Override
    public boolean hasBlob(Digest blob) {
        Place place = places.getLast();
        Call call =
                place.writing(
                        "HEAD",
                        "/blobs/" + blob,
                        "look for the blob " + blob + " in " + place.shown());
        try (Response response = place.ask(call)) {
            if (response.status() == 404) {
                return false;
            }
            if (response.status() / 100 != 2) {
                throw place.refused(call, response);
            }
            return true;
        } catch (IOException e) {
            throw Refusals.of(call, place.endpoint(), e);
        }
    }

    @Override
    public boolean mount(Digest blob, String from) {
        Place place = places.getLast();
        // A registry that rather wants an upload has begun one, which it drops in time.
        String target = "/blobs/uploads/?mount=" + blob + "&from=" + HttpUrl.escape(from);
        Call call =
                place.writing("POST", target, "mount the blob " + blob + " into " + place.shown())
                        .scope("repository:" + from + ":pull");
        try (Response response = place.ask(call)) {
            return response.status() == 201;
        } catch (IOException | JongException e) {
            // Not being able to mount is no failure: the blob is uploaded.
            return false;
        }
    }

    @Override
    public void upload(Descriptor blob, BlobSource source) {
        if (!hasBlob(blob.digest())) {
            new Upload(places.getLast(), blob, source).run();
        }
    }

    @Override
    public Digest putManifest(String reference, String mediaType, byte[] bytes) {
        check(reference);
        Place place = places.getLast();
        Call call =
                place.writing(
                                "PUT",
                                "/manifests/" + reference,
                                "push the manifest " + reference + " to " + place.shown())
                        .body(Request.bytes(bytes), mediaType)
                        .patience(Request.SLOW);
        boolean listed = place.settle(call).first("OCI-Subject").isPresent();
        if (!listed && Text.of(bytes).contains("\"subject\"")) {
            Json.Obj manifest = JsonParser.parseObject(bytes);
            if (manifest.get("subject").isPresent()) {
                new ReferrersTag(this).add(manifest, Descriptor.of(mediaType, bytes));
            }
        }
        return ReadManifests.isDigest(reference) ? Digest.parse(reference) : Digest.of(bytes);
    }

    @Override
    public void deleteManifest(String reference) {
        check(reference);
        Place place = places.getLast();
        place.settle(
                place.deleting(
                        "/manifests/" + reference,
                        "delete the manifest " + reference + " of " + place.shown()));
    }

    @Override
    public List<String> tags() {
        return anywhere(Place::servesTags, place -> tags(place, MOST_TAGS));
    }

    @Override
    public List<Descriptor> referrers(Digest subject, Optional<String> artifactType) {
        return anywhere(place -> true, place -> new ReadReferrers(place).of(subject, artifactType));
    }

    /// What is put into an address is a tag or a digest, whoever asks.
    private static void check(String reference) {
        if (ReadManifests.isDigest(reference)) {
            Digest.parse(reference);
        } else {
            Reference.parse("any").withTag(reference);
        }
    }

    static List<String> tags(Place place, int most) {
        Call first = place.call("GET", "/tags/list", "list the tags of " + place.shown());
        return new Pages(place).strings(first, "tags", most);
    }

    /// The first good answer; the registry's own error when there is none.
    private <T> T anywhere(Predicate<Place> which, Function<Place, T> question) {
        for (Place mirror : mirrors()) {
            try {
                if (which.test(mirror)) {
                    return question.apply(mirror);
                }
            } catch (JongException e) {
                // The next, and last the registry itself, which says why.
            }
        }
        return question.apply(places.getLast());
    }

    /// The registry itself.
    ReadManifests own() {
        return new ReadManifests(places.getLast());
    }

    private List<Place> mirrors() {
        return places.subList(0, places.size() - 1);
    }
}
