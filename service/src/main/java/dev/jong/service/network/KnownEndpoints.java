package dev.jong.service.network;

import dev.jong.service.container.EndpointFiles;
import dev.jong.service.container.Endpoints;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Who is connected to what, read anew when any of the files has changed: queries for names are to cost little. Whether a
/// container runs is asked each time.
final class KnownEndpoints {
    /// Two changes within one tick of the kernel's clock have the same time.
    private static final long TICK_MILLIS = 50;

    private final EndpointFiles files;
    private final Predicate<String> runs;
    private volatile Snapshot last = new Snapshot(FileTime.fromMillis(0), false, List.of());

    /// @param runs whether the container of an id runs
    KnownEndpoints(EndpointFiles files, Predicate<String> runs) {
        this.files = files;
        this.runs = runs;
    }

    /// What the files said.
    ///
    /// @param settled nothing else can have the same time any more
    private record Snapshot(FileTime time, boolean settled, Map<String, Members> networks) {
        Snapshot(FileTime time, boolean settled, List<Endpoints> all) {
            this(time, settled, byNetwork(all));
        }
    }

    /// All that are connected to a network, by their id: an order that stays the same.
    Members of(String networkId) {
        return snapshot().networks().getOrDefault(networkId, Members.NOBODY);
    }

    boolean runs(String container) {
        return runs.test(container);
    }

    /// Whether any container of a network runs.
    boolean isUsed(String networkId) {
        return of(networkId).all().stream().anyMatch(member -> runs.test(member.id()));
    }

    /// A connected container that runs; empty when none does. Those that a program connects are in no network.
    Optional<String> anyRunning() {
        for (Map.Entry<String, Members> network : snapshot().networks().entrySet()) {
            List<Members.Member> members =
                    network.getKey().isEmpty() ? List.of() : network.getValue().all();
            for (Members.Member member : members) {
                if (runs.test(member.id())) {
                    return Optional.of(member.id());
                }
            }
        }
        return Optional.empty();
    }

    /// Containers in networks that do not run, but have left the file of theirs.
    Set<String> ended() {
        Set<String> ended = new HashSet<>();
        for (Map.Entry<String, Members> network : snapshot().networks().entrySet()) {
            if (!network.getKey().isEmpty()) {
                for (Members.Member member : network.getValue().all()) {
                    if (!runs.test(member.id())) {
                        ended.add(member.id());
                    }
                }
            }
        }
        return ended;
    }

    private Snapshot snapshot() {
        Snapshot known = last;
        FileTime time = files.changed().orElse(FileTime.fromMillis(0));
        if (known.settled() && known.time().equals(time)) {
            return known;
        }
        boolean settled = System.currentTimeMillis() - time.toMillis() > TICK_MILLIS;
        Snapshot read = new Snapshot(time, settled, files.all());
        last = read;
        return read;
    }

    private static Map<String, Members> byNetwork(List<Endpoints> all) {
        List<Endpoints> sorted = new ArrayList<>(all);
        sorted.sort(Comparator.comparing(Endpoints::id));
        Map<String, List<Members.Member>> lists = new HashMap<>();
        for (Endpoints one : sorted) {
            for (Endpoints.Endpoint endpoint : one.networks()) {
                lists.computeIfAbsent(endpoint.networkId(), id -> new ArrayList<>())
                        .add(Members.Member.of(one, endpoint));
            }
        }
        Map<String, Members> networks = new HashMap<>();
        lists.forEach((id, members) -> networks.put(id, new Members(members)));
        return networks;
    }
}
