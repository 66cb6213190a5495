package dev.jong.image.registry;

import java.util.List;

/// A registry over HTTP.
final class HttpRegistry implements Registry {
    private final Place root;

    /// @param root the registry as a repository without a name
    HttpRegistry(Place root) {
        this.root = root;
    }

    @Override
    public void check() {
        root.settle(Call.of("GET", "/v2/", List.of(), "log in to " + root.shown()));
    }

    @Override
    public List<String> catalog(int limit) {
        String doing = "list the repositories of " + root.shown();
        Call first =
                Call.of(
                        "GET",
                        "/v2/_catalog?n=" + Math.clamp(limit, 1, 1000),
                        List.of("registry:catalog:*"),
                        doing);
        List<String> all = new Pages(root).strings(first, "repositories", limit);
        return all.subList(0, Math.min(limit, all.size()));
    }

    @Override
    public List<FoundRepository> search(String term, int limit) {
        return new FirstSearch(root).run(term, limit);
    }
}
