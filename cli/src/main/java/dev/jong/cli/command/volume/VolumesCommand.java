package dev.jong.cli.command.volume;

import dev.jong.base.json.Json;
import dev.jong.cli.command.Command;
import dev.jong.cli.option.Filters;
import dev.jong.cli.option.OptionValue;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.cli.output.Column;
import dev.jong.cli.output.ListFormat;
import dev.jong.cli.output.Pairs;
import dev.jong.service.container.Front;
import dev.jong.service.image.ImageFilter;
import dev.jong.service.volume.ListVolumes;
import dev.jong.store.volume.Volume;
import java.util.ArrayList;
import java.util.List;

/// `jong volume ls`.
public final class VolumesCommand implements Command {
    private static final List<String> KEYS = List.of("dangling", "driver", "label", "name");
    private static final String UNKNOWN = "N/A";
    private static final List<Column> COLUMNS =
            List.of(
                    Column.of("Driver", "DRIVER"),
                    Column.of("Name", "VOLUME NAME"),
                    Column.onRequest("Availability", "AVAILABILITY"),
                    Column.onRequest("Group", "GROUP"),
                    Column.onRequest("Labels", "LABELS"),
                    Column.onRequest("Links", "LINKS"),
                    Column.onRequest("Mountpoint", "MOUNTPOINT"),
                    Column.onRequest("Options", "OPTIONS"),
                    Column.onRequest("Scope", "SCOPE"),
                    Column.onRequest("Size", "SIZE"),
                    Column.onRequest("Status", "STATUS"));

    private final ListVolumes listing;

    /// @param listing the use case
    public VolumesCommand(ListVolumes listing) {
        this.listing = listing;
    }

    @Override
    public int run(ParsedCommand line, Front front) {
        List<Volume> volumes = listing.list(conditions(Filters.of(line, KEYS)));
        if (line.flag("quiet") && line.text("format").isEmpty()) {
            volumes.forEach(volume -> front.out(volume.name() + "\n"));
            return 0;
        }
        List<Json.Obj> rows = volumes.stream().map(this::row).toList();
        front.out(new ListFormat(COLUMNS).print(rows, line.text("format")));
        return 0;
    }

    private static ListVolumes.Conditions conditions(Filters filters) {
        List<ImageFilter.Label> labels = new ArrayList<>();
        for (OptionValue value : filters.of("label")) {
            labels.add(ImageFilter.Label.parse(value.text(), true));
        }
        return new ListVolumes.Conditions(
                filters.flag("dangling"), filters.texts("driver"), labels, filters.texts("name"));
    }

    private Json.Obj row(Volume volume) {
        return Json.object()
                .put("Availability", UNKNOWN)
                .put("Driver", "local")
                .put("Group", UNKNOWN)
                .put("Labels", Pairs.of(volume.labels()))
                .put("Links", UNKNOWN)
                .put("Mountpoint", listing.place(volume))
                .put("Name", volume.name().text())
                .put("Options", Pairs.of(volume.options()))
                .put("Scope", "local")
                .put("Size", UNKNOWN)
                .put("Status", UNKNOWN)
                .build();
    }
}
