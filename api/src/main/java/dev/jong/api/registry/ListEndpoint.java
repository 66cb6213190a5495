package dev.jong.api.registry;

import dev.jong.api.http.Exchange;
import dev.jong.api.storage.RegistryStorage;
import dev.jong.api.storage.Repository;
import dev.jong.base.Text;
import dev.jong.base.json.Json;
import dev.jong.base.json.JsonPrinter;
import dev.jong.oci.MediaType;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The lists of a registry: repositories, tags (end-8), referrers (end-12).
final class ListEndpoint {
    private static final String JSON = "application/json";

    /// Most names in one answer to a request that says how many.
    private static final int PAGE = 10_000;

    private final RegistryStorage storage;
    private final Optional<PullThrough> upstream;

    ListEndpoint(RegistryStorage storage, Optional<PullThrough> upstream) {
        this.storage = storage;
        this.upstream = upstream;
    }

    void catalog(Exchange exchange) throws IOException {
        List<String> names = new ArrayList<>();
        for (Repository repository : storage.repositories()) {
            names.add(repository.name().text());
        }
        List<String> page = page(exchange, "/v2/_catalog", names);
        answer(exchange, Json.object().put("repositories", Json.of(page)).build());
    }

    void tags(Exchange exchange, Route.Tags route) throws IOException {
        Repository repository = storage.repository(route.name());
        Optional<List<String>> foreign = upstream.flatMap(u -> u.tags(repository));
        if (foreign.isEmpty() && !repository.exists()) {
            throw RegistryError.nameUnknown(route.name());
        }
        List<String> all = foreign.orElseGet(repository::tags);
        List<String> page = page(exchange, "/v2/" + route.name() + "/tags/list", all);
        answer(
                exchange,
                Json.object().put("name", route.name().text()).put("tags", Json.of(page)).build());
    }

    void referrers(Exchange exchange, Route.Referrers route) throws IOException {
        Repository repository = storage.repository(route.name());
        upstream.ifPresent(u -> u.refreshReferrers(repository, route.subject()));
        List<Json.Obj> all = repository.referrersOf(route.subject());
        Optional<String> type = exchange.query().first("artifactType").filter(t -> !t.isEmpty());
        List<Json> shown = new ArrayList<>();
        for (Json.Obj entry : all) {
            if (type.isEmpty() || entry.text("artifactType").equals(type.get())) {
                shown.add(entry);
            }
        }
        if (type.isPresent()) {
            exchange.answerHeader("OCI-Filters-Applied", "artifactType");
        }
        Json index =
                Json.object()
                        .put("schemaVersion", 2)
                        .put("mediaType", MediaType.OCI_INDEX)
                        .put("manifests", new Json.Arr(shown))
                        .build();
        exchange.answer(200, MediaType.OCI_INDEX, JsonPrinter.compact(index));
    }

    /// The part of a sorted list that was asked for, with a link to the next one (S07).
    private static List<String> page(Exchange exchange, String path, List<String> sorted) {
        Optional<String> count = exchange.query().first("n");
        String last = exchange.query().first("last").orElse("");
        List<String> rest = new ArrayList<>();
        for (String name : sorted) {
            if (last.isEmpty() || name.compareTo(last) > 0) {
                rest.add(name);
            }
        }
        if (count.isEmpty()) {
            return rest;
        }
        long wanted = ByteRange.number(count.get());
        if (wanted < 0) {
            throw RegistryError.of(400, "PAGINATION_NUMBER_INVALID", "n is not a number");
        }
        int size = (int) Math.min(wanted, PAGE);
        if (size >= rest.size()) {
            return rest;
        }
        if (size > 0) {
            String next = URLEncoder.encode(rest.get(size - 1), StandardCharsets.ISO_8859_1);
            exchange.answerHeader(
                    "Link", "<" + path + "?last=" + next + "&n=" + size + ">; rel=\"next\"");
        }
        return rest.subList(0, size);
    }

    private static void answer(Exchange exchange, Json json) throws IOException {
        exchange.answer(200, JSON, Text.bytes(JsonPrinter.compact(json)));
    }
}
