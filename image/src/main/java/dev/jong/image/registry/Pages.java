package dev.jong.image.registry;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.json.Json;
import dev.jong.base.json.JsonParser;
import dev.jong.image.registry.header.LinkHeader;
import dev.jong.image.registry.http.HttpUrl;
import dev.jong.image.registry.http.Response;
import dev.jong.image.registry.http.Zone;
import dev.jong.oci.Limits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Lists that come in pages, each of which names the next in a `Link` header. The next is asked for on the same server
/// only, and there is an end to them.
final class Pages {
    /// Most pages of one list.
    static final int LIMIT = 1000;

    private final Place place;

    Pages(Place place) {
        this.place = place;
    }

    /// All pages of a list, as the registry's JSON.
    ///
    /// @param first asks for the first page
    /// @param enough tells from what there is whether more is wanted
    List<Json.Obj> all(Call first, Predicate<List<Json.Obj>> enough) {
        List<Json.Obj> pages = new ArrayList<>();
        Call call = first;
        while (true) {
            Optional<HttpUrl> next;
            Set<Zone> zones;
            try (Response response = place.demand(call)) {
                pages.add(JsonParser.parseObject(Documents.read(response, Limits.DOCUMENT_BYTES)));
                next = LinkHeader.next(response.headers(), response.url());
                zones = response.zones();
            } catch (IOException e) {
                throw Refusals.of(call, place.endpoint(), e);
            }
            if (enough.test(pages) || next.isEmpty()) {
                return pages;
            }
            if (pages.size() == LIMIT) {
                throw JongException.of(
                        ErrorKind.UNAVAILABLE,
                        "cannot "
                                + first.doing()
                                + ": "
                                + place.endpoint().shown()
                                + " goes on after "
                                + LIMIT
                                + " pages");
            }
            call = call.at(next.get(), zones);
        }
    }

    /// The strings of one field of all pages.
    List<String> strings(Call first, String field, int limit) {
        List<String> out = new ArrayList<>();
        all(
                first,
                pages -> {
                    out.addAll(pages.getLast().strings(field));
                    return out.size() >= limit;
                });
        return out;
    }
}
