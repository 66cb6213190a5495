package dev.jong.cli.command.system;

import dev.jong.base.JongException;
import dev.jong.build.cache.CacheRow;
import dev.jong.build.cache.PruneCache;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.cli.output.HumanSize;
import dev.jong.oci.Reference;
import dev.jong.service.container.Front;
import dev.jong.service.container.PruneContainers;
import dev.jong.service.network.RemoveNetworks;
import dev.jong.service.space.Leftovers;
import dev.jong.service.space.PruneFilters;
import dev.jong.service.space.PruneImages;
import dev.jong.service.volume.RemoveVolumes;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// `jong image prune`, `container prune` and `system prune`.
public final class PruneCommands {
    private static final String DANGLING = "dangling=";

    private final PruneImages images;
    private final PruneContainers containers;
    private final RemoveVolumes volumes;
    private final RemoveNetworks networks;
    private final PruneCache cache;
    private final Leftovers leftovers;
    private final InstantSource clock;

    /// @param cache that of builds
    /// @param leftovers of downloads and other work
    public PruneCommands(
            PruneImages images,
            PruneContainers containers,
            RemoveVolumes volumes,
            RemoveNetworks networks,
            PruneCache cache,
            Leftovers leftovers,
            InstantSource clock) {
        this.images = images;
        this.containers = containers;
        this.volumes = volumes;
        this.networks = networks;
        this.cache = cache;
        this.leftovers = leftovers;
        this.clock = clock;
    }

    /// `image prune [-a]`.
    public int images(ParsedCommand line, Front front) {
        List<String> filters = filters(line);
        boolean all = line.flag("all") || filters.remove(DANGLING + "false");
        filters.remove(DANGLING + "true");
        PruneFilters parsed = PruneFilters.parse(filters, clock);
        if (!Confirmation.given(line, front, "This will remove " + what(all) + ".\n")) {
            return 0;
        }
        long bytes = leftovers.clear(false);
        total(front, bytes + images(all, parsed, front));
        return 0;
    }

    /// `container prune`.
    public int containers(ParsedCommand line, Front front) {
        PruneFilters parsed = PruneFilters.parse(filters(line), clock);
        if (!Confirmation.given(line, front, "This will remove all stopped containers.\n")) {
            return 0;
        }
        PruneContainers.Pruned pruned = containers(parsed, front);
        total(front, pruned.bytes());
        return pruned.failed().isEmpty() ? 0 : 1;
    }

    /// `system prune [-a] [--volumes]`.
    public int system(ParsedCommand line, Front front) {
        List<String> filters = filters(line);
        PruneFilters parsed = PruneFilters.parse(filters, clock);
        boolean all = line.flag("all");
        boolean withVolumes = line.flag("volumes");
        String warning =
                "This will remove:\n  - all stopped containers\n"
                        + "  - all networks not used by at least one container\n  - "
                        + what(all)
                        + (withVolumes
                                ? "\n  - all anonymous volumes not used by at least one container"
                                : "")
                        + "\n  - unused build cache"
                        + "\n  - all unfinished downloads and caches\n"
                        + (filters.isEmpty()
                                ? ""
                                : "\n  Items to be pruned will be filtered with:\n  - "
                                        + String.join("\n  - ", filters)
                                        + "\n")
                        + "\n";
        if (!Confirmation.given(line, front, warning)) {
            return 0;
        }
        PruneContainers.Pruned pruned = containers(parsed, front);
        networks(parsed, front);
        long bytes = pruned.bytes() + leftovers.clear(true);
        if (withVolumes) {
            bytes += volumes(parsed, front);
        }
        bytes += images(all, parsed, front);
        total(front, bytes + cache(all, parsed, front));
        return pruned.failed().isEmpty() ? 0 : 1;
    }

    private static String what(boolean all) {
        return all
                ? "all images without at least one container associated to them"
                : "all dangling images";
    }

    private static List<String> filters(ParsedCommand line) {
        List<String> filters = new ArrayList<>();
        line.all("filter").forEach(filter -> filters.add(filter.text()));
        return filters;
    }

    private PruneContainers.Pruned containers(PruneFilters filters, Front front) {
        PruneContainers.Pruned pruned = containers.run(filters);
        if (!pruned.deleted().isEmpty()) {
            front.out("Deleted Containers:\n" + String.join("\n", pruned.deleted()) + "\n\n");
        }
        pruned.failed().forEach(front::tell);
        return pruned;
    }

    private void networks(PruneFilters filters, Front front) {
        List<String> deleted = networks.prune(filters, front);
        if (!deleted.isEmpty()) {
            front.out("Deleted Networks:\n" + String.join("\n", deleted) + "\n\n");
        }
    }

    private long volumes(PruneFilters filters, Front front) {
        RemoveVolumes.Pruned pruned = volumes.prune(false, filters);
        if (!pruned.deleted().isEmpty()) {
            front.out("Deleted Volumes:\n" + String.join("\n", pruned.deleted()) + "\n\n");
        }
        return pruned.bytes();
    }

    /// Steps of builds have no labels, so a condition on those keeps all of them.
    private long cache(boolean all, PruneFilters filters, Front front) {
        if (!filters.labels().isEmpty()) {
            return 0;
        }
        Instant before = filters.until().orElse(Instant.MAX);
        PruneCache.Pruned pruned =
                cache.run(new PruneCache.Wishes(all, row -> true, before, 0, 0, 0));
        List<String> deleted = pruned.rows().stream().map(CacheRow::id).toList();
        if (!deleted.isEmpty()) {
            front.out("Deleted build cache objects:\n" + String.join("\n", deleted) + "\n\n");
        }
        return pruned.bytes();
    }

    private long images(boolean all, PruneFilters filters, Front front) {
        PruneImages.Pruned pruned = images.run(all, filters);
        StringBuilder out = new StringBuilder();
        pruned.untagged()
                .forEach(name -> out.append("untagged: ").append(name.familiar()).append('\n'));
        pruned.deleted().forEach(id -> out.append("deleted: ").append(id).append('\n'));
        if (!out.isEmpty()) {
            front.out("Deleted Images:\n" + out + "\n");
        }
        left(pruned, front);
        return pruned.bytes();
    }

    /// What stayed although nothing is known to need it, and why.
    private static void left(PruneImages.Pruned pruned, Front front) {
        for (Reference name : pruned.pinned()) {
            front.err("jong: " + name.familiar() + " stays: it is pinned\n");
        }
        for (JongException damage : pruned.damaged()) {
            front.tell(damage);
        }
        if (pruned.held() > 0) {
            front.tell(
                    HumanSize.of(pruned.held()) + " stay that what is damaged may need",
                    "load or pull it again, or remove it with jong rmi");
        }
        if (pruned.postponed()) {
            front.tell(
                    "others are at work on the store: what nothing needs goes when they have ended",
                    "");
        }
    }

    private static void total(Front front, long bytes) {
        front.out("Total reclaimed space: " + HumanSize.of(bytes) + "\n");
    }
}
