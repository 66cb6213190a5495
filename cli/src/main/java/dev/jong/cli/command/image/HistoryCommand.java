package dev.jong.cli.command.image;

import dev.jong.base.Text;
import dev.jong.base.json.Json;
import dev.jong.cli.command.Command;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.cli.output.Column;
import dev.jong.cli.output.HumanDuration;
import dev.jong.cli.output.HumanSize;
import dev.jong.cli.output.Ids;
import dev.jong.cli.output.ListFormat;
import dev.jong.cli.output.Width;
import dev.jong.oci.Digest;
import dev.jong.oci.Platform;
import dev.jong.service.container.Front;
import dev.jong.service.image.ImageHistory;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/// `jong history`.
public final class HistoryCommand implements Command {
    private static final int CREATED_BY_WIDTH = 45;
    private static final String MISSING = "<missing>";

    private final ImageHistory history;
    private final InstantSource clock;

    public HistoryCommand(ImageHistory history, InstantSource clock) {
        this.history = history;
        this.clock = clock;
    }

    @Override
    public int run(ParsedCommand line, Front front) {
        List<ImageHistory.Step> steps =
                history.run(
                        line.arguments().getFirst(),
                        line.value("platform").map(value -> Platform.parse(value.text())));
        boolean whole = line.flag("no-trunc");
        if (line.flag("quiet")) {
            steps.forEach(step -> front.out(id(step, whole) + "\n"));
            return 0;
        }
        boolean human = line.flag("human", true);
        List<Json.Obj> rows = new ArrayList<>();
        steps.forEach(step -> rows.add(row(step, whole, human)));
        front.out(new ListFormat(columns(human)).print(rows, line.text("format")));
        return 0;
    }

    private static List<Column> columns(boolean human) {
        return List.of(
                Column.of("ID", "IMAGE"),
                human
                        ? Column.of("CreatedSince", "CREATED")
                        : Column.onRequest("CreatedSince", "CREATED"),
                human
                        ? Column.onRequest("CreatedAt", "CREATED AT")
                        : Column.of("CreatedAt", "CREATED AT"),
                Column.of("CreatedBy", "CREATED BY"),
                Column.of("Size", "SIZE"),
                Column.of("Comment", "COMMENT"));
    }

    private static String id(ImageHistory.Step step, boolean whole) {
        return step.id()
                .map(Digest::toString)
                .map(id -> whole ? id : Ids.shortened(id))
                .orElse(MISSING);
    }

    private Json.Obj row(ImageHistory.Step step, boolean whole, boolean human) {
        String createdBy = Text.printable(step.createdBy().replace('\t', ' '));
        return Json.object()
                .put("ID", id(step, whole))
                .put(
                        "CreatedSince",
                        step.created()
                                .map(time -> HumanDuration.since(time, clock.instant()))
                                .orElse("N/A"))
                .put(
                        "CreatedAt",
                        step.created()
                                .map(time -> time.truncatedTo(ChronoUnit.SECONDS).toString())
                                .orElse("N/A"))
                .put("CreatedBy", whole ? createdBy : Width.cut(createdBy, CREATED_BY_WIDTH))
                .put("Size", human ? HumanSize.of(step.size()) : Long.toString(step.size()))
                .put("Comment", Text.printable(step.comment()))
                .build();
    }
}
