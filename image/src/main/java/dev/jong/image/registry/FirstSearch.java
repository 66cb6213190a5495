package dev.jong.image.registry;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.base.json.Json;
import dev.jong.base.json.JsonParser;
import dev.jong.image.registry.http.HttpUrl;
import dev.jong.image.registry.http.Response;
import dev.jong.oci.Limits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The search of the first registry protocol, `/v1/search`. Docker Hub still answers it, at a host of its own.
final class FirstSearch {
    private static final String HUB = "docker.io";
    private static final String HUB_SEARCH = "index.docker.io";

    private final Place root;

    /// @param root the registry as a repository without a name
    FirstSearch(Place root) {
        this.root = root;
    }

    /// See [Registry#search].
    List<FoundRepository> run(String term, int limit) {
        String target = "/v1/search?q=" + encoded(term) + "&n=" + limit;
        Call plain = Call.of("GET", target, List.of(), "search " + root.shown());
        Call call =
                root.shown().equals(HUB)
                        ? plain.at(HttpUrl.of(true, HUB_SEARCH, target).orElseThrow(), Set.of())
                        : plain;
        try (Response response = root.ask(call)) {
            if (response.status() == 404 || response.status() == 405) {
                throw unsupported();
            }
            if (response.status() / 100 != 2) {
                throw root.refused(call, response);
            }
            return found(Documents.read(response, Limits.DOCUMENT_BYTES), limit);
        } catch (IOException e) {
            throw Refusals.of(call, root.endpoint(), e);
        }
    }

    private List<FoundRepository> found(byte[] answer, int limit) {
        Json.Obj json;
        try {
            json = JsonParser.parseObject(answer);
        } catch (JongException e) {
            throw unsupported().causedBy(e); // A page for people.
        }
        if (!json.has("results")) {
            throw unsupported();
        }
        List<FoundRepository> out = new ArrayList<>();
        for (Json.Obj item : json.objects("results")) {
            if (out.size() < limit) {
                out.add(
                        new FoundRepository(
                                item.text("name"),
                                item.text("description"),
                                item.number("star_count").orElse(0L),
                                item.bool("is_official"),
                                item.bool("is_automated")));
            }
        }
        return out;
    }

    private JongException unsupported() {
        return JongException.of(
                ErrorKind.UNSUPPORTED, "the registry " + root.shown() + " has no search");
    }

    /// As a value of a query (RFC 3986, section 2.1).
    private static String encoded(String term) {
        StringBuilder out = new StringBuilder();
        for (byte b : Text.bytes(term)) {
            boolean plain =
                    b >= 'a' && b <= 'z'
                            || b >= 'A' && b <= 'Z'
                            || b >= '0' && b <= '9'
                            || b == '-';
            if (plain) {
                out.append((char) b);
            } else {
                out.append('%')
                        .append(Character.toUpperCase(Character.forDigit(b >> 4 & 15, 16)))
                        .append(Character.toUpperCase(Character.forDigit(b & 15, 16)));
            }
        }
        return out.toString();
    }
}
