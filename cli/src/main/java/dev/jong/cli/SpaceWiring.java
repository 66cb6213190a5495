package dev.jong.cli;

import dev.jong.build.cache.CacheUse;
import dev.jong.build.cache.PruneCache;
import dev.jong.cli.command.Command;
import dev.jong.cli.command.build.CacheCommands;
import dev.jong.cli.command.image.PinCommands;
import dev.jong.cli.command.system.DiskUseCommand;
import dev.jong.cli.command.system.LimitedCommand;
import dev.jong.cli.command.system.PruneCommands;
import dev.jong.cli.command.system.WhyCommand;
import dev.jong.cli.option.GlobalOptions;
import dev.jong.linux.NativeSyscalls;
import dev.jong.service.container.PruneContainers;
import dev.jong.service.space.DiskUse;
import dev.jong.service.space.EvictImages;
import dev.jong.service.space.Leftovers;
import dev.jong.service.space.PinBoard;
import dev.jong.service.space.PruneImages;
import dev.jong.service.space.ShiftedSpace;
import dev.jong.service.space.WhyKept;
import dev.jong.service.volume.RemoveVolumes;
import dev.jong.service.volume.VolumeSpace;
import dev.jong.store.Store;
import dev.jong.store.partial.PartialBlobs;
import dev.jong.store.snapshot.ShiftedTrees;
import java.time.InstantSource;
import java.util.List;

/// The part of the wiring that is about the store's space.
final class SpaceWiring {
    private final Wiring wiring;

    SpaceWiring(Wiring wiring) {
        this.wiring = wiring;
    }

    /// The command behind a full name such as `image prune`.
    Command command(String path) {
        return switch (path) {
            case "image prune" -> prune()::images;
            case "image pin" -> new PinCommands(pins())::pin;
            case "image unpin" -> new PinCommands(pins())::unpin;
            case "container prune" -> prune()::containers;
            case "system prune" -> prune()::system;
            case "system df" ->
                    new DiskUseCommand(
                            new DiskUse(
                                    wiring.store(), wiring.unpackedLayers(), wiring.containers()),
                            new VolumeSpace(wiring.containers()),
                            cacheUse(),
                            new WhyCommand(
                                    new WhyKept(
                                            wiring.store(),
                                            wiring.unpackedLayers(),
                                            wiring.containers())),
                            InstantSource.system());
            case "builder prune" ->
                    new CacheCommands(cache(), cacheUse(), InstantSource.system())::prune;
            case "builder du" ->
                    new CacheCommands(cache(), cacheUse(), InstantSource.system())::use;
            default -> throw new IllegalArgumentException("no command " + path);
        };
    }

    /// A command that may bring images in, and what keeps the store's limit.
    Command limited(Command command, GlobalOptions global) {
        EvictImages evicting =
                new EvictImages(
                        wiring.store(),
                        wiring.unpackedLayers(),
                        wiring.containers()::usedImages,
                        pins()::pins,
                        wiring.lastUsed());
        return new LimitedCommand(command, evicting, global);
    }

    /// Keeps the cache of builds small.
    PruneCache cache() {
        return new PruneCache(
                wiring.store(),
                wiring.unpackedLayers(),
                new NativeSyscalls(),
                wiring.containers()::usedImages);
    }

    private CacheUse cacheUse() {
        return new CacheUse(wiring.store(), wiring.unpackedLayers(), new NativeSyscalls());
    }

    private PinBoard pins() {
        return new PinBoard(wiring.store(), wiring.pins());
    }

    private void clearDownloads() {
        Store store = wiring.store();
        new PartialBlobs(store.partial(), store.content(), new NativeSyscalls()).clear();
        // The notes of pulls that are going on save them work if they fail.
        if (!store.leases().out()) {
            store.unfinishedPulls().clear();
        }
    }

    private long clearShifted() {
        return new ShiftedSpace(wiring.store(), wiring.containers())
                .clear(new ShiftedTrees(new NativeSyscalls(), wiring.store().root()));
    }

    private PruneCommands prune() {
        return new PruneCommands(
                new PruneImages(
                        wiring.store(),
                        wiring.unpackedLayers(),
                        wiring.containers()::usedImages,
                        pins()::pins),
                new PruneContainers(wiring.containers(), wiring.leftoverCgroups()),
                new RemoveVolumes(wiring.containers()),
                new NetworkCommandWiring(wiring).removing(),
                cache(),
                new Leftovers(
                        wiring.store(),
                        List.of(
                                wiring::sweepStore,
                                wiring.store()::sweepUnfinished,
                                this::clearDownloads,
                                wiring.containers()::emptyTrash),
                        this::clearShifted),
                InstantSource.system());
    }
}
