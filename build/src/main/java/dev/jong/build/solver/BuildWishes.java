package dev.jong.build.solver;

import dev.jong.oci.Platform;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// What the user asked of a build, apart from where things come from and go to. All text is byte strings.
///
/// @param target name or number of a stage; empty for the last
/// @param platforms at least one
/// @param arguments `--build-arg`
/// @param proxies the documented proxy variables of the caller: programs see them, nothing depends on them
/// @param fresh stages whose steps are not taken from the cache; `*` is all of them
/// @param network of programs that ask for none: `default`, `none`, `host`
/// @param hosts `--add-host`, `NAME:ADDRESS`: programs see them
/// @param allowed entitlements: `network.host`, `security.insecure`
/// @param epoch seconds since 1970 that the user wants for every time
/// @param variables of images from the start, which `ENV` replaces
/// @param squash which layers become one
/// @param jobs steps that are done at a time at most; 0 for all that can be
public record BuildWishes(
        String target,
        List<Platform> platforms,
        Map<String, String> arguments,
        Map<String, String> proxies,
        Set<String> fresh,
        String network,
        List<String> hosts,
        Set<String> allowed,
        Optional<Long> epoch,
        Map<String, String> variables,
        Squash squash,
        int jobs) {
    /// Which layers of the result become one.
    public enum Squash {
        /// None.
        NOTHING,
        /// Those that this build has made, upon the image that it began with.
        OWN,
        /// All of them.
        ALL
    }

    public BuildWishes {
        platforms = List.copyOf(platforms);
        // In an order that does not change from one JVM to the next.
        arguments = Collections.unmodifiableSortedMap(new TreeMap<>(arguments));
        variables = Collections.unmodifiableSortedMap(new TreeMap<>(variables));
        proxies = Collections.unmodifiableSortedMap(new TreeMap<>(proxies));
        hosts = List.copyOf(hosts);
        fresh = Set.copyOf(fresh);
        allowed = Set.copyOf(allowed);
    }

    /// Whether the steps of a stage are to be done again.
    boolean isFresh(String stage) {
        return fresh.contains("*") || fresh.contains(stage);
    }
}
