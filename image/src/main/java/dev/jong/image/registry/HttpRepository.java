package dev.jong.image.registry;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.image.registry.http.Request;
import dev.jong.image.registry.http.Response;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// A repository over HTTP: what is read may come from a mirror, what is written goes to the registry itself.
final class HttpRepository implements Repository {
    private final List<Place> places;

    /// Where each blob was sent from: when it is asked for again, those bytes were no good.
    private final Map<Digest, Integer> sent = new ConcurrentHashMap<>();

    /// @param places mirrors in their order, and last the registry itself
    HttpRepository(List<Place> places) {
        this.places = List.copyOf(places);
    }

    @Override
    public RemoteManifest manifest(String reference) {
        return anywhere(place -> new ReadManifests(place).manifest(reference));
    }

    @Override
    public Optional<Descriptor> resolve(String reference) {
        for (Place mirror : places.subList(0, places.size() - 1)) {
            try {
                Optional<Descriptor> found = new ReadManifests(mirror).resolve(reference);
                if (found.isPresent()) {
                    return found;
                }
            } catch (JongException e) {
                continue;
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
                place.call(
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
        return false;
    }

    @Override
    public void upload(Descriptor blob, BlobSource source) {
        if (!hasBlob(blob.digest())) {
            new Upload(places.getLast(), blob, source).run();
        }
    }

    @Override
    public Digest putManifest(String reference, String mediaType, byte[] bytes) {
        Place place = places.getLast();
        place.settle(
                place.call(
                                "PUT",
                                "/manifests/" + reference,
                                "push the manifest " + reference + " to " + place.shown())
                        .body(Request.bytes(bytes), mediaType)
                        .patience(Request.SLOW));
        return ReadManifests.isDigest(reference) ? Digest.parse(reference) : Digest.of(bytes);
    }

    @Override
    public void deleteManifest(String reference) {
        Place place = places.getLast();
        place.settle(
                place.call(
                        "DELETE",
                        "/manifests/" + reference,
                        "delete the manifest " + reference + " of " + place.shown()));
    }

    @Override
    public List<String> tags() {
        return anywhere(place ->
                new Pages(place)
                        .strings(
                                "/tags/list",
                                "tags",
                                "list the tags of " + place.shown(),
                                Integer.MAX_VALUE));
    }

    @Override
    public List<Descriptor> referrers(Digest subject, Optional<String> artifactType) {
        throw JongException.of(ErrorKind.UNSUPPORTED, "cannot ask for referrers yet");
    }

    /// The first good answer; the registry's own error when there is none.
    private <T> T anywhere(Function<Place, T> question) {
        for (Place mirror : places.subList(0, places.size() - 1)) {
            try {
                return question.apply(mirror);
            } catch (JongException e) {
                continue;
            }
        }
        return question.apply(places.getLast());
    }
}
