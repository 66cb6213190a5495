package dev.jong.cli.command.volume;

import dev.jong.base.JongException;
import dev.jong.base.json.Json;
import dev.jong.cli.command.system.Confirmation;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.cli.output.HumanSize;
import dev.jong.cli.output.ObjectFormat;
import dev.jong.cli.run.LabelParser;
import dev.jong.service.container.Front;
import dev.jong.service.space.PruneFilters;
import dev.jong.service.volume.CreateVolume;
import dev.jong.service.volume.ListVolumes;
import dev.jong.service.volume.RemoveVolumes;
import dev.jong.store.volume.Volume;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// `jong volume create`, `inspect`, `exists`, `rm` and `prune`.
public final class VolumeCommands {
    private final CreateVolume creating;
    private final ListVolumes listing;
    private final RemoveVolumes removing;
    private final InstantSource clock;

    /// @param creating and the others: the use cases
    public VolumeCommands(
            CreateVolume creating,
            ListVolumes listing,
            RemoveVolumes removing,
            InstantSource clock) {
        this.creating = creating;
        this.listing = listing;
        this.removing = removing;
        this.clock = clock;
    }

    /// `volume create [NAME]`: prints the name.
    public int create(ParsedCommand line, Front front) {
        String driver = line.text("driver");
        if (!driver.isEmpty() && !driver.equals("local")) {
            throw line.value("driver")
                    .orElseThrow()
                    .unsupported("leave it out: volumes are directories of the store");
        }
        String name = line.arguments().isEmpty() ? "" : line.arguments().getFirst();
        front.out(creating.create(name, pairs(line, "label"), pairs(line, "opt")).name() + "\n");
        return 0;
    }

    private static Map<String, String> pairs(ParsedCommand line, String option) {
        return LabelParser.pairs(line.all(option), "write KEY=VALUE");
    }

    /// `volume inspect VOLUME...`.
    public int inspect(ParsedCommand line, Front front) {
        List<Json> objects = new ArrayList<>();
        int code = 0;
        for (String name : line.arguments()) {
            try {
                Volume volume = listing.find(name);
                if (volume.damaged()) {
                    front.tell(
                            "the record of volume " + name + " is damaged: its labels are lost",
                            "its data can still be used");
                }
                objects.add(listing.inspect(volume));
            } catch (JongException e) {
                front.tell(e);
                code = 1;
            }
        }
        front.out(ObjectFormat.print(objects, line.text("format")));
        return code;
    }

    /// `volume exists VOLUME`: 0 or 1.
    public int exists(ParsedCommand line, Front front) {
        boolean there =
                listing.list(ListVolumes.Conditions.NONE).stream()
                        .anyMatch(v -> v.name().text().equals(line.arguments().getFirst()));
        return there ? 0 : 1;
    }

    /// `volume rm [-f] VOLUME...`: prints what is gone.
    public int remove(ParsedCommand line, Front front) {
        int code = 0;
        for (String name : line.arguments()) {
            try {
                removing.remove(name, line.flag("force"));
                front.out(name + "\n");
            } catch (JongException e) {
                front.tell(e);
                code = 1;
            }
        }
        return code;
    }

    /// `volume prune [-a]`.
    public int prune(ParsedCommand line, Front front) {
        List<String> filters = new ArrayList<>();
        line.all("filter").forEach(filter -> filters.add(filter.text()));
        boolean asked = filters.removeAll(List.of("all=true", "all=1"));
        boolean all = asked || line.flag("all");
        PruneFilters parsed = PruneFilters.parse(filters, clock);
        String what = all ? "all local volumes" : "anonymous local volumes";
        String warning = "This will remove " + what + " not used by at least one container.\n";
        if (!Confirmation.given(line, front, warning)) {
            return 0;
        }
        RemoveVolumes.Pruned pruned = removing.prune(all, parsed);
        if (!pruned.deleted().isEmpty()) {
            front.out("Deleted Volumes:\n" + String.join("\n", pruned.deleted()) + "\n\n");
        }
        front.out("Total reclaimed space: " + HumanSize.of(pruned.bytes()) + "\n");
        return 0;
    }
}
