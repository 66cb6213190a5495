package dev.jong.service.registry;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.image.registry.FoundRepository;
import dev.jong.image.registry.Registries;
import dev.jong.image.registry.Registry;
import java.util.ArrayList;
import java.util.List;

/// `search`: Docker Hub, or for `HOST/TERM` the registry there: by its own search where it has one, else by its list of
/// repositories.
public final class SearchRegistry {
    /// Names of a catalogue that are looked at; some registries have hundreds of thousands.
    private static final int CATALOG = 100_000;

    private SearchRegistry() {}

    /// What is looked for, and where.
    ///
    /// @param registry such as `docker.io`
    public record Query(String registry, String term) {
        /// Reads `TERM` or `HOST/TERM`. The first part is a host when it could not be part of a name.
        public static Query parse(String text) {
            int slash = text.indexOf('/');
            String first = slash < 0 ? "" : text.substring(0, slash);
            boolean host =
                    first.equals("localhost") || first.indexOf('.') >= 0 || first.indexOf(':') >= 0;
            return host
                    ? new Query(first, text.substring(slash + 1))
                    : new Query("docker.io", text);
        }
    }

    /// The repositories that fit, best first as the registry sees it.
    ///
    /// @param limit at least 1
    public static List<FoundRepository> run(
            Registries registries, Query query, List<SearchFilter> filters, int limit) {
        Registry registry = registries.registry(query.registry());
        List<FoundRepository> out = new ArrayList<>();
        for (FoundRepository one : found(registry, query.term(), limit)) {
            if (out.size() < limit && filters.stream().allMatch(filter -> filter.accepts(one))) {
                out.add(one);
            }
        }
        return out;
    }

    private static List<FoundRepository> found(Registry registry, String term, int limit) {
        try {
            return registry.search(term, limit);
        } catch (JongException e) {
            if (e.kind() != ErrorKind.UNSUPPORTED) {
                throw e;
            }
        }
        return registry.catalog(CATALOG).stream()
                .filter(name -> name.contains(term))
                .map(name -> new FoundRepository(name, "", 0, false, false))
                .toList();
    }
}
