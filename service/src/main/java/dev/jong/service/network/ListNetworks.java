package dev.jong.service.network;

import dev.jong.service.container.NamePattern;
import dev.jong.service.image.ImageFilter;
import dev.jong.store.network.NetworkName;
import dev.jong.store.network.NetworkRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// `network ls`.
public final class ListNetworks {
    private final MeantNetwork finding;
    private final NetworkUse use;

    /// @param use asked for when it matters who uses a network
    public ListNetworks(MeantNetwork finding, NetworkUse use) {
        this.finding = finding;
        this.use = use;
    }

    /// The conditions of a list. Those of one kind are alternatives, but labels: all must fit.
    ///
    /// @param dangling used by no container, or used by one
    /// @param drivers names of drivers
    /// @param ids parts of ids
    /// @param labels conditions on labels
    /// @param names parts of names
    /// @param scopes there is only `local`
    /// @param types `custom`: made by somebody; `builtin`: always there
    public record Conditions(
            Optional<Boolean> dangling,
            List<String> drivers,
            List<String> ids,
            List<ImageFilter.Label> labels,
            List<String> names,
            List<String> scopes,
            List<String> types) {
        /// All networks.
        public static final Conditions NONE =
                new Conditions(
                        Optional.empty(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of());
    }

    /// The networks that fulfil the conditions, by name.
    public List<NetworkRecord> list(Conditions conditions) {
        List<Predicate<String>> names = conditions.names().stream().map(NamePattern::of).toList();
        List<NetworkRecord> found = new ArrayList<>();
        for (NetworkRecord network : finding.all()) {
            boolean fits =
                    isAny(conditions.drivers(), network.driver()::equals)
                            && isAny(conditions.ids(), network.id()::contains)
                            && isAny(conditions.scopes(), "local"::equals)
                            && isAny(conditions.types(), type(network)::equals)
                            && conditions.labels().stream()
                                    .allMatch(label -> label.accepts(network.labels()))
                            && isAny(names, name -> name.test(network.name()));
            if (fits && isDangling(network, conditions.dangling())) {
                found.add(network);
            }
        }
        return found;
    }

    private static <T> boolean isAny(List<T> conditions, Predicate<T> fits) {
        return conditions.isEmpty() || conditions.stream().anyMatch(fits);
    }

    /// Those that are always there are never to be cleaned up.
    private boolean isDangling(NetworkRecord network, Optional<Boolean> wanted) {
        if (wanted.isEmpty()) {
            return true;
        }
        boolean dangling = type(network).equals("custom") && use.members(network).isEmpty();
        return dangling == wanted.get();
    }

    private static String type(NetworkRecord network) {
        boolean builtin =
                Predefined.isPredefined(network) || network.name().equals(NetworkName.BRIDGE);
        return builtin ? "builtin" : "custom";
    }
}
