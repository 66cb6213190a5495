package dev.jong.testkit;

import dev.jong.base.Text;
import dev.jong.base.json.Json;
import dev.jong.base.json.JsonParser;
import dev.jong.base.json.JsonPrinter;
import dev.jong.oci.Digest;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The distribution specification, as a registry that behaves well has it.
final class Distribution {
    private static final Pattern TARGET =
            Pattern.compile("/v2/(.+)/(blobs/uploads|blobs|manifests|tags|referrers)/(.*)");

    private final Map<String, Content> repositories = new ConcurrentHashMap<>();
    private final AtomicInteger ids = new AtomicInteger();
    private boolean referrers = true;
    private int page = 100;

    Content repository(String path) {
        return repositories.computeIfAbsent(path, p -> new Content());
    }

    void withoutReferrers() {
        referrers = false;
    }

    void page(int size) {
        page = size;
    }

    Answer answer(Incoming request) {
        String path = request.path();
        if (path.equals("/v2/")) {
            return Answer.json(200, "{}");
        }
        if (path.equals("/v2/_catalog")) {
            return list(
                    request, "repositories", new ArrayList<>(new TreeMap<>(repositories).keySet()));
        }
        Matcher parts = TARGET.matcher(path);
        if (!parts.matches()) {
            return Answer.error(404, "NAME_UNKNOWN");
        }
        boolean makes = !request.method().equals("GET") && !request.method().equals("HEAD");
        if (!makes && !repositories.containsKey(parts.group(1))) {
            return Answer.error(404, "NAME_UNKNOWN");
        }
        Content content = repository(parts.group(1));
        return switch (parts.group(2)) {
            case "blobs/uploads" -> upload(request, parts.group(1), content, parts.group(3));
            case "blobs" -> blob(request, content, parts.group(3));
            case "manifests" -> manifest(request, content, parts.group(3));
            case "tags" -> list(request, "tags", List.copyOf(content.tags.keySet()));
            default -> referrers(content, parts.group(3));
        };
    }

    private Answer blob(Incoming request, Content content, String digest) {
        byte[] bytes = content.blobs.get(digest);
        if (bytes == null) {
            return Answer.error(404, "BLOB_UNKNOWN");
        }
        if (request.method().equals("DELETE")) {
            content.blobs.remove(digest);
            return Answer.of(202);
        }
        String digestLine = "Docker-Content-Digest: " + digest;
        String range = request.header("Range").orElse("");
        if (!range.matches("bytes=[0-9]+-")) {
            return Answer.of(200, bytes, digestLine, "Content-Type: application/octet-stream");
        }
        int from = Integer.parseInt(range.substring(6, range.length() - 1));
        if (from >= bytes.length) {
            return Answer.error(416, "RANGE_INVALID");
        }
        return Answer.of(
                206,
                Arrays.copyOfRange(bytes, from, bytes.length),
                digestLine,
                "Content-Range: bytes " + from + "-" + (bytes.length - 1) + "/" + bytes.length);
    }

    private Answer manifest(Incoming request, Content content, String reference) {
        if (request.method().equals("PUT")) {
            String digest = Digest.of(request.body()).toString();
            String type = request.header("Content-Type").orElse("");
            content.manifests.put(digest, new Content.Stored(type, request.body()));
            if (!reference.contains(":")) {
                content.tags.put(reference, digest);
            }
            Answer made = Answer.of(201, "Docker-Content-Digest: " + digest);
            return subject(request.body()).isEmpty() || !referrers
                    ? made
                    : made.header("OCI-Subject: " + subject(request.body()));
        }
        String digest =
                reference.contains(":") ? reference : content.tags.getOrDefault(reference, "");
        Content.Stored stored = content.manifests.get(digest);
        if (stored == null) {
            return Answer.error(404, "MANIFEST_UNKNOWN");
        }
        if (request.method().equals("DELETE")) {
            if (!reference.contains(":")) {
                content.tags.remove(reference);
            } else {
                content.manifests.remove(digest);
                content.tags.values().removeIf(digest::equals);
            }
            return Answer.of(202);
        }
        return Answer.of(
                200,
                stored.bytes(),
                "Content-Type: " + stored.type(),
                "Docker-Content-Digest: " + digest);
    }

    private Answer upload(Incoming request, String path, Content content, String id) {
        if (request.method().equals("POST")) {
            String wanted = request.parameter("mount").orElse("");
            byte[] there = repository(request.parameter("from").orElse("")).blobs.get(wanted);
            if (there != null) {
                content.blobs.put(wanted, there);
                return Answer.of(201, "Location: /v2/" + path + "/blobs/" + wanted);
            }
            String fresh = "u" + ids.incrementAndGet();
            content.uploads.put(fresh, new ByteArrayOutputStream());
            return session(202, path, fresh, 0);
        }
        ByteArrayOutputStream bytes = content.uploads.get(id);
        if (bytes == null) {
            return Answer.error(404, "BLOB_UPLOAD_UNKNOWN");
        }
        String range = request.header("Content-Range").orElse("");
        if (!range.isEmpty() && !range.startsWith(bytes.size() + "-")) {
            return session(416, path, id, bytes.size());
        }
        bytes.writeBytes(request.body());
        return switch (request.method()) {
            case "GET" -> session(204, path, id, bytes.size());
            case "PATCH" -> session(202, path, id, bytes.size());
            case "PUT" -> {
                content.uploads.remove(id);
                yield finish(request, path, content, bytes.toByteArray());
            }
            default -> Answer.error(405, "UNSUPPORTED");
        };
    }

    private static Answer session(int status, String path, String id, int size) {
        return Answer.of(
                status,
                "Location: /v2/" + path + "/blobs/uploads/" + id + "?state=" + size,
                "Range: 0-" + Math.max(0, size - 1));
    }

    private static Answer finish(Incoming request, String path, Content content, byte[] bytes) {
        String digest = Digest.of(bytes).toString();
        if (!request.parameter("digest").orElse("").equals(digest)) {
            return Answer.error(400, "DIGEST_INVALID");
        }
        content.blobs.put(digest, bytes);
        return Answer.of(201, "Location: /v2/" + path + "/blobs/" + digest);
    }

    private Answer list(Incoming request, String field, List<String> all) {
        String last = request.parameter("last").orElse("");
        List<String> rest = all.stream().filter(item -> item.compareTo(last) > 0).toList();
        int size = Math.min(page, Integer.parseInt(request.parameter("n").orElse("" + page)));
        List<String> items = rest.subList(0, Math.min(size, rest.size()));
        Answer answer =
                Answer.json(
                        200, JsonPrinter.compact(Json.object().put(field, Json.of(items)).build()));
        return rest.size() <= size
                ? answer
                : answer.header(
                        "Link: <"
                                + request.path()
                                + "?n="
                                + size
                                + "&last="
                                + items.getLast()
                                + ">; rel=\"next\"");
    }

    private Answer referrers(Content content, String subject) {
        if (!referrers) {
            return Answer.error(404, "UNSUPPORTED");
        }
        List<Json> found = new ArrayList<>();
        content.manifests.forEach((digest, stored) -> {
            if (subject(stored.bytes()).equals(subject)) {
                Json.Obj json = JsonParser.parseObject(stored.bytes());
                found.add(
                        Json.object()
                                .put("mediaType", stored.type())
                                .put("digest", digest)
                                .put("size", stored.bytes().length)
                                .put("artifactType", json.text("artifactType"))
                                .build());
            }
        });
        Json.Obj index =
                Json.object()
                        .put("schemaVersion", 2)
                        .put("mediaType", "application/vnd.oci.image.index.v1+json")
                        .put("manifests", new Json.Arr(found))
                        .build();
        return Answer.json(200, JsonPrinter.compact(index))
                .header("Content-Type: application/vnd.oci.image.index.v1+json");
    }

    private static String subject(byte[] manifest) {
        try {
            return JsonParser.parseObject(manifest).object("subject").text("digest");
        } catch (dev.jong.base.JongException e) {
            return Text.of(new byte[0]);
        }
    }
}
