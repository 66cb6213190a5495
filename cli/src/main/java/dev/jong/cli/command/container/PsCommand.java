package dev.jong.cli.command.container;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.base.json.Json;
import dev.jong.cli.command.Command;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.cli.output.Column;
import dev.jong.cli.output.HumanDuration;
import dev.jong.cli.output.HumanSize;
import dev.jong.cli.output.Ids;
import dev.jong.cli.output.ListFormat;
import dev.jong.cli.output.Pairs;
import dev.jong.cli.output.PrintedTime;
import dev.jong.cli.output.PublishedPorts;
import dev.jong.cli.output.StatusText;
import dev.jong.cli.output.Width;
import dev.jong.service.container.ContainerRecord;
import dev.jong.service.container.Endpoints;
import dev.jong.service.container.Front;
import dev.jong.service.container.ListContainers;
import dev.jong.service.container.NetworkChoice;
import dev.jong.service.container.Status;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// `jong ps`.
public final class PsCommand implements Command {
    private static final int COMMAND_WIDTH = 20;

    private final ListContainers listing;
    private final SizesOnDisk sizes;
    private final InstantSource clock;

    /// @param listing the use case
    public PsCommand(ListContainers listing, SizesOnDisk sizes, InstantSource clock) {
        this.listing = listing;
        this.sizes = sizes;
        this.clock = clock;
    }

    @Override
    public int run(ParsedCommand line, Front front) {
        List<String> filters = new ArrayList<>();
        line.all("filter").forEach(filter -> filters.add(filter.text()));
        List<ListContainers.Row> rows = listing.list(line.flag("all"), filters, last(line));
        boolean whole = line.flag("no-trunc");
        if (line.flag("quiet")) {
            rows.forEach(
                    row -> front.out((whole ? row.record().id() : row.record().shortId()) + "\n"));
            return 0;
        }
        List<Json.Obj> shown = new ArrayList<>();
        String format = line.text("format");
        boolean sized = line.flag("size") || format.contains(".Size") || format.equals("json");
        rows.forEach(row -> shown.add(row(row, whole, sized)));
        front.out(new ListFormat(columns(line.flag("size"))).print(shown, format));
        return 0;
    }

    private static int last(ParsedCommand line) {
        if (line.flag("latest")) {
            return 1;
        }
        String text = line.text("last");
        try {
            return text.isEmpty() ? 0 : Math.max(0, Integer.parseInt(text));
        } catch (NumberFormatException e) {
            throw JongException.of(
                            ErrorKind.INVALID_ARGUMENT,
                            "invalid argument \""
                                    + Text.printable(text)
                                    + "\" for --last: not a number")
                    .causedBy(e);
        }
    }

    private static List<Column> columns(boolean sized) {
        return List.of(
                Column.of("ID", "CONTAINER ID"),
                Column.of("Image", "IMAGE"),
                Column.of("Command", "COMMAND"),
                Column.of("RunningFor", "CREATED"),
                Column.onRequest("CreatedAt", "CREATED AT"),
                Column.of("Status", "STATUS"),
                Column.onRequest("State", "STATE"),
                Column.of("Ports", "PORTS"),
                Column.of("Names", "NAMES"),
                Column.onRequest("Labels", "LABELS"),
                Column.onRequest("Networks", "NETWORKS"),
                Column.onRequest("Mounts", "MOUNTS"),
                sized ? Column.of("Size", "SIZE") : Column.onRequest("Size", "SIZE"),
                Column.onRequest("LocalVolumes", "LOCAL VOLUMES"));
    }

    private Json.Obj row(ListContainers.Row row, boolean whole, boolean sized) {
        ContainerRecord record = row.record();
        Instant created = Instant.ofEpochSecond(0, record.created());
        String command = Text.printable(String.join(" ", record.command()));
        return Json.object()
                .put("ID", whole ? record.id() : Ids.shortened(record.id()))
                .put("Image", Text.printable(record.image()))
                .put("Command", '"' + (whole ? command : Width.cut(command, COMMAND_WIDTH)) + '"')
                .put("RunningFor", HumanDuration.since(created, clock.instant()))
                .put("CreatedAt", PrintedTime.of(created))
                .put(
                        "Status",
                        StatusText.of(row.status(), row.restarting(), clock.instant())
                                + health(row)
                                + (row.paused() ? " (Paused)" : ""))
                .put("State", row.state())
                .put("Ports", ports(row))
                .put("Names", record.name())
                .put("Labels", Pairs.of(record.labels()))
                .put("Networks", record.settings().text("NetworkMode"))
                .put("Mounts", Text.printable(String.join(",", record.mounts())))
                .put("Size", sized ? size(record) : "")
                .put("LocalVolumes", Integer.toString(record.volumes().size()))
                .build();
    }

    private String ports(ListContainers.Row row) {
        if (!(row.status() instanceof Status.Running) || row.record().isDamaged()) {
            return "";
        }
        Endpoints endpoints = listing.endpoints(row.record());
        return PublishedPorts.list(endpoints.ports(), NetworkChoice.exposed(row.record()));
    }

    private static String health(ListContainers.Row row) {
        if (row.health().isEmpty() || !(row.status() instanceof Status.Running)) {
            return "";
        }
        String status = row.health().get().status();
        return status.equals("starting") ? " (health: starting)" : " (" + status + ")";
    }

    /// What it has written, and that with its image.
    private String size(ContainerRecord record) {
        long written = sizes.written(record);
        return HumanSize.of(written)
                + " (virtual "
                + HumanSize.of(sizes.whole(record, written))
                + ")";
    }
}
