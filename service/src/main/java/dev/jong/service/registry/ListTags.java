package dev.jong.service.registry;

import dev.jong.image.registry.Registries;
import dev.jong.oci.Reference;
import java.util.List;

/// `tags`: the tags of a repository.
public final class ListTags {
    private ListTags() {}

    /// In the registry's order.
    ///
    /// @param limit most that are wanted; 0 for all
    public static List<String> run(Registries registries, Reference name, int limit) {
        List<String> tags = registries.repository(name).tags();
        return limit == 0 || limit >= tags.size() ? tags : tags.subList(0, limit);
    }
}
